#include "command/watch/path_steps.h"

#include <utility>
#include <vector>

#include "command/system/file.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {

void for_each_step(const std::string& path,
                   const std::function<void(const std::string&, const std::string&)>& step) {
  std::string here(1, path.starts_with('/') ? '/' : '.');
  std::vector<std::string> ahead;  // the next name last
  push_reversed(ahead, path);
  for (int links = 0; !ahead.empty();) {
    const std::string name = std::move(ahead.back());
    ahead.pop_back();
    if (name.empty() || name == ".") continue;
    std::string there = join(here, name);
    if (name != "..") {
      step(here, name);
      if (const auto target = read_link(AT_FDCWD, there)) {
        if (++links > kMostLinks) return;
        if (target->starts_with('/')) here.assign(1, '/');
        push_reversed(ahead, *target);
        continue;
      }
    }
    here = std::move(there);
  }
}

}  // namespace iftrue

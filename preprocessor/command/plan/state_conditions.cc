#include "command/plan/state_conditions.h"

#include <fmt/core.h>

#include "command/system/file_identity.h"
#include "command/system/posix.h"

namespace iftrue {

std::string state_conditions(const Symbols& symbols, Undefined undefined, Layout layout) {
  // A tool that was built anew may do anything anew.
  struct stat tool {};
  const bool known = stat("/proc/self/exe", &tool) == 0;
  const FileIdentity identity = known ? FileIdentity::of(tool) : FileIdentity();
  std::string text =
      fmt::format("{} {} {} {} {} {}", IFTRUE_VERSION, identity.inode, identity.size,
                  identity.change_time, static_cast<int>(undefined), static_cast<int>(layout));
  for (const auto& [name, on] : symbols.values()) text += fmt::format(" {}={}", name, on ? 1 : 0);
  return text;
}

}  // namespace iftrue

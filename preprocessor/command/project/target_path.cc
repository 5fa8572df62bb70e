#include "command/project/target_path.h"

namespace iftrue {
namespace {

constexpr std::string_view kPlaceholder = "{target}";

}  // namespace

bool names_target(std::string_view path) { return path.find(kPlaceholder) != std::string::npos; }

std::string for_target(std::string_view path, std::string_view target) {
  std::string result;
  for (std::size_t begin = 0;;) {
    const std::size_t found = path.find(kPlaceholder, begin);
    result += path.substr(begin, found - begin);
    if (found == std::string_view::npos) return result;
    result += target;
    begin = found + kPlaceholder.size();
  }
}

}  // namespace iftrue

#include "command/project/language.h"

#include <algorithm>
#include <array>

namespace iftrue {

Language language_of(std::string_view path) {
  constexpr auto kJavaScript = std::to_array<std::string_view>(
      {".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"});
  const bool is_javascript = std::ranges::any_of(
      kJavaScript, [path](std::string_view extension) { return path.ends_with(extension); });
  return is_javascript ? Language::kJavaScript : Language::kOther;
}

}  // namespace iftrue

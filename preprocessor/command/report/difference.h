// What strip --check reports of a path of an output that is not as strip would leave it. How it is
// found is the matter of views/output_comparison.h; people see a diff in its place.

#ifndef IFTRUE_COMMAND_REPORT_DIFFERENCE_H_
#define IFTRUE_COMMAND_REPORT_DIFFERENCE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iftrue {

struct Difference {
  enum class Kind : std::uint8_t {
    kChanged,   // other bytes
    kMode,      // other permissions
    kType,      // say a folder in place of a file
    kLink,      // a link that leads elsewhere
    kMissing,   // nothing stands there
    kOrphaned,  // strip would put nothing there
  };

  std::string path;
  Kind kind;
  std::optional<std::size_t> line = std::nullopt;  // the first changed one, from 1; of texts
  std::string message;                             // one line, which names the path
};

// "changed", "mode" …: they have these names in each form.
[[nodiscard]] constexpr std::string_view kind_name(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::kChanged:
      return "changed";
    case Difference::Kind::kMode:
      return "mode";
    case Difference::Kind::kType:
      return "type";
    case Difference::Kind::kLink:
      return "link";
    case Difference::Kind::kMissing:
      return "missing";
    case Difference::Kind::kOrphaned:
      return "orphaned";
  }
  return {};
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_REPORT_DIFFERENCE_H_

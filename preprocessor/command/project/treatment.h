// How a file goes from the source to its outputs: copied, or stripped in a layout. What decides is
// in path_filter.h for the files of a tree, and in configuration.h for a file that is named.

#ifndef IFTRUE_COMMAND_PROJECT_TREATMENT_H_
#define IFTRUE_COMMAND_PROJECT_TREATMENT_H_

#include <cstdint>

#include "iftrue/iftrue.h"

namespace iftrue {

struct Treatment {
  enum class Kind : std::uint8_t {
    kCopied,  // as it is: no directive in it is read, and nothing is reported
    kStripped,
  };

  Kind kind = Kind::kStripped;
  Layout layout = Layout::kPreserve;  // of what is stripped

  static constexpr Treatment copied() { return {Kind::kCopied}; }
  static constexpr Treatment stripped(Layout layout) { return {Kind::kStripped, layout}; }

  [[nodiscard]] constexpr bool is_copied() const { return kind == Kind::kCopied; }

  // Whether kept text may stand at another place than in the source, which a map is for.
  [[nodiscard]] constexpr bool moves_text() const {
    return !is_copied() && iftrue::moves_text(layout);
  }

  // What tells one from another in the state of a run.
  [[nodiscard]] constexpr std::uint64_t number() const {
    return is_copied() ? 0 : 1 + static_cast<std::uint64_t>(layout);
  }
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_TREATMENT_H_

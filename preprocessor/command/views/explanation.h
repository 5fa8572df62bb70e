// What becomes of one place of a file for a target, and why, in words: what explain prints, and
// what an editor shows where the pointer rests.

#ifndef IFTRUE_COMMAND_VIEWS_EXPLANATION_H_
#define IFTRUE_COMMAND_VIEWS_EXPLANATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/project/configuration.h"
#include "command/source/input_files.h"
#include "iftrue/conditional.h"
#include "iftrue/iftrue.h"

namespace iftrue {

enum class Verdict : std::uint8_t { kKept, kRemoved };

struct Explanation {
  Verdict verdict = Verdict::kKept;
  std::vector<std::string> reasons;  // the outermost first; none for text in no conditional
};

class Explainer {
 public:
  // Both must outlive this.
  Explainer(std::string_view text, const std::vector<Conditional>& conditionals)
      : text_(text), conditionals_(conditionals) {}

  // Of a place in the text. `kept` is what Document::kept_groups(symbols) returns.
  [[nodiscard]] Explanation at(std::size_t offset, const Symbols& symbols,
                               const std::vector<std::optional<std::size_t>>& kept) const;

  // Of the text of a group.
  [[nodiscard]] Explanation of_group(const GroupIndex& index, const Symbols& symbols,
                                     const std::vector<std::optional<std::size_t>>& kept) const;

 private:
  // "IFTRUE_X at 3:5 is true (X is on)": why the group is kept or not. `kept` is the one that is,
  // where the text around the conditional is kept.
  [[nodiscard]] std::string reason(const Conditional& conditional, std::size_t index,
                                   std::optional<std::size_t> kept, const Symbols& symbols) const;

  [[nodiscard]] std::string named(const Place& place) const;

  std::string_view text_;
  const std::vector<Conditional>& conditionals_;
};

// What the project makes of the whole file for a target, whatever is in it; nothing where that
// depends on its directives.
[[nodiscard]] std::optional<Explanation> explain_by_rules(const Configuration& configuration,
                                                          const InputFile& file,
                                                          const Symbols& symbols);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_EXPLANATION_H_

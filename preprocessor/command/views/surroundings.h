// What surrounds one place in a text, as explain shows it: the line, the directives of the
// conditionals that enclose the place, and what else is on the line. Whether the place is kept is
// decided elsewhere.

#ifndef IFTRUE_COMMAND_VIEWS_SURROUNDINGS_H_
#define IFTRUE_COMMAND_VIEWS_SURROUNDINGS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/terminal/color.h"
#include "command/views/text_place.h"
#include "iftrue/conditional.h"

namespace iftrue {

// A directive's word, cut where it is long.
[[nodiscard]] std::string shown_word(std::string_view text, const Place& word);

class Surroundings {
 public:
  // `name` is the text's. The conditionals must outlive this.
  Surroundings(std::string_view text, const std::vector<Conditional>& conditionals,
               std::string name, Color color)
      : text_(text), conditionals_(conditionals), name_(std::move(name)), color_(color) {}

  // The place that is meant by a line: the first text on it that is no blank and no directive,
  // else the first directive.
  [[nodiscard]] std::size_t place_in_line(std::size_t begin, std::size_t end) const;

  // The place and the conditionals around it.
  [[nodiscard]] std::string shown(std::size_t offset, const TextPlace& place) const;

  // Where else on the line another group's text begins.
  [[nodiscard]] std::string neighbours(std::size_t begin, std::size_t end,
                                       std::size_t offset) const;

 private:
  [[nodiscard]] std::string excerpt(const std::string& place, std::size_t offset) const;

  // After the directive before a group, or the end directive.
  [[nodiscard]] std::size_t directive_end(const GroupIndex& index) const;
  [[nodiscard]] std::optional<std::size_t> directive_end_at(std::size_t offset) const;

  // Where the next directive from `at` on begins, or `end`.
  [[nodiscard]] std::size_t next_directive(std::size_t at, std::size_t end) const;

  std::string_view text_;
  const std::vector<Conditional>& conditionals_;
  std::string name_;
  Color color_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_SURROUNDINGS_H_

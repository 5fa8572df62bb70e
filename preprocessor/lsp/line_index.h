// Where the lines of a text begin, as an editor counts them, kept up to date through edits.

#ifndef IFTRUE_LSP_LINE_INDEX_H_
#define IFTRUE_LSP_LINE_INDEX_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace iftrue {

// LF, CR LF and CR end a line (LSP 3.17). The engine counts U+2028 and U+2029 too: its lines are
// not these.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // In the text, the bytes [begin, end) were replaced by `size` others; `text` is what came of it.
  // The cost is that of moving the places of the lines behind, not that of reading the text.
  void replace(std::string_view text, std::size_t begin, std::size_t end, std::size_t size);

  // Lines are counted from 0. There is always one.
  [[nodiscard]] std::size_t count() const { return starts_.size(); }
  [[nodiscard]] std::size_t begin(std::size_t line) const { return starts_[line]; }

  // The line that an offset is in.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const;

 private:
  std::vector<std::size_t> starts_;  // ascending; the first is 0
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_LINE_INDEX_H_

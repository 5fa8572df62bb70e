// Rows of text in columns, for a terminal.
//
// A row is kept within the width of a line where possible. A first column that is too wide gets a
// line of its own. The last column, if it is left-aligned, continues on the next lines, broken
// between the names of a list. Columns between the two are never broken.

#ifndef IFTRUE_COMMAND_TERMINAL_TABLE_H_
#define IFTRUE_COMMAND_TERMINAL_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "command/terminal/color.h"

namespace iftrue {

struct TableCell {
  std::string text;
  std::string_view style{};
};

using TableRow = std::vector<TableCell>;  // one cell alone is a heading, as wide as it likes

enum class Align { kLeft, kRight };

// What stands between the names of a list.
inline constexpr std::string_view kListSeparator = ", ";

// Two blanks between columns, none at the ends of lines. An alignment for each column.
[[nodiscard]] std::string table_text(const std::vector<TableRow>& rows,
                                     const std::vector<Align>& alignments, Color color);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TERMINAL_TABLE_H_

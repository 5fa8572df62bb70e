#include "command/terminal/table.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

// A wider name has a line of its own, so that it does not push the columns after it away.
constexpr std::size_t kWidestName = 40;

// Breaks a list of names into lines of at most `width` columns, a longer name aside.
std::vector<std::string> wrapped(std::string_view names, std::size_t width) {
  std::vector<std::string> result(1);
  while (!names.empty()) {
    const std::size_t found = names.find(kListSeparator);
    const std::size_t end = found == std::string_view::npos ? names.size() : found + 1;
    const std::string_view name = names.substr(0, end);
    const std::size_t taken = show(result.back()).width;
    if (taken > 0 && taken + 1 + show(name).width > width) result.emplace_back();
    if (!result.back().empty()) result.back() += ' ';
    result.back() += name;
    names.remove_prefix(std::min(names.size(), end + 1));
  }
  return result;
}

}  // namespace

std::string table_text(const std::vector<TableRow>& rows, const std::vector<Align>& alignments,
                       Color color) {
  const auto styled = [&](const std::string& text, std::string_view style) {
    const bool plain = color != Color::kAlways || style.empty() || text.empty();
    return plain ? text : fmt::format("{}{}{}", style, text, style::kReset);
  };
  std::vector<std::size_t> widths(alignments.size());
  for (const TableRow& row : rows) {
    for (std::size_t i = 0; i < row.size() && row.size() > 1; ++i) {
      const std::size_t width = show(row[i].text).width;
      if (i > 0 || width <= kWidestName) widths[i] = std::max(widths[i], width);
    }
  }
  std::size_t last = 0;  // where the last column begins
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) last += widths[i] + 2;
  std::string out;
  for (const TableRow& row : rows) {
    std::string line;
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      const std::size_t width = show(row[i].text).width;
      const std::string fill(widths[i] > width ? widths[i] - width : 0, ' ');
      if (alignments[i] == Align::kRight) line += fill;
      line += styled(row[i].text, row[i].style);
      if (width > widths[i]) {
        out += line + '\n';
        line = std::string(widths[i], ' ');
      } else if (alignments[i] == Align::kLeft) {
        line += fill;
      }
      line += "  ";
    }
    const auto& [text, style] = row.back();
    if (row.size() == 1) {
      line += styled(text, style);
    } else if (alignments.back() == Align::kRight) {
      line += std::string(widths.back() - show(text).width, ' ') + styled(text, style);
    } else {
      const auto pieces = wrapped(text, kTerminalWidth > last ? kTerminalWidth - last : 1);
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (i > 0) line += '\n' + std::string(last, ' ');
        line += styled(pieces[i], style);
      }
    }
    out += line + '\n';
  }
  return out;
}

}  // namespace iftrue

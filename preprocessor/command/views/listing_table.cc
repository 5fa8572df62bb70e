#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/system/failure.h"
#include "command/terminal/shown_text.h"
#include "command/views/listing.h"

namespace iftrue {
namespace {

// So that a terminal shows each row on one line.
constexpr std::size_t kWidestGroup = 32;
constexpr std::size_t kDeepestIndentation = 4;  // levels
// A wider name has a line of its own, so that it does not push the columns after it away.
constexpr std::size_t kWidestName = 40;
constexpr std::string_view kSeparator = ", ";

struct Cell {
  std::string text;
  std::string_view style{};
};

using Row = std::vector<Cell>;  // one cell alone is a heading, as wide as it likes

enum class Align { kLeft, kRight };

// Breaks a list of names into lines of at most `width` columns, a longer name aside.
std::vector<std::string> wrapped(std::string_view names, std::size_t width) {
  std::vector<std::string> result(1);
  while (!names.empty()) {
    const std::size_t found = names.find(kSeparator);
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

// Two blanks between columns, none at the ends of lines.
std::string render(const std::vector<Row>& rows, const std::vector<Align>& alignments,
                   Color color) {
  const auto styled = [&](const std::string& text, std::string_view style) {
    const bool plain = color != Color::kAlways || style.empty() || text.empty();
    return plain ? text : fmt::format("{}{}{}", style, text, style::kReset);
  };
  std::vector<std::size_t> widths(alignments.size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size() && row.size() > 1; ++i) {
      const std::size_t width = show(row[i].text).width;
      if (i > 0 || width <= kWidestName) widths[i] = std::max(widths[i], width);
    }
  }
  std::size_t last = 0;  // where the last column begins
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) last += widths[i] + 2;
  std::string out;
  for (const Row& row : rows) {
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

std::string lines(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
}

Cell kept_by(const Listing& listing, const ListedFile& file, const GroupIndex& index) {
  std::string names;
  std::size_t count = 0;
  for (std::size_t target = 0; target < listing.targets.size(); ++target) {
    if (!file.keeps(target, index)) continue;
    if (count > 0) names += kSeparator;
    names += printable(listing.targets[target]);
    ++count;
  }
  if (listing.targets.front().empty()) return {count > 0 ? "yes" : "no"};
  if (count == 0) return {"none", style::kRemoved};
  return {count > 1 && count == listing.targets.size() ? "all" : names};
}

// The file, and below it its groups in the order of the text, nested ones further in.
void append_groups(std::vector<Row>& rows, const Listing& listing, const ListedFile& file) {
  std::vector<GroupIndex> order;
  std::vector<std::size_t> depths;
  for (std::size_t i = 0; i < file.conditionals.size(); ++i) {
    const ListedConditional& conditional = file.conditionals[i];
    depths.push_back(conditional.parent ? depths[conditional.parent->conditional] + 1 : 0);
    for (std::size_t j = 0; j < conditional.groups.size(); ++j) order.push_back({i, j});
  }
  const auto group_at = [&](const GroupIndex& index) -> const ListedGroup& {
    return file.conditionals[index.conditional].groups[index.group];
  };
  std::ranges::sort(order, {}, [&](const GroupIndex& index) {
    return std::pair(group_at(index).line, group_at(index).column);
  });
  if (!order.empty()) rows.push_back({{printable(file.path), style::kPlace}});
  for (const GroupIndex& index : order) {
    const ListedGroup& group = group_at(index);
    const std::string_view word = group.kind == GroupKind::kIf     ? "if "
                                  : group.kind == GroupKind::kElif ? "elif "
                                                                   : "else";
    const std::string indentation(2 * std::min(depths[index.conditional], kDeepestIndentation),
                                  ' ');
    Row row{{fmt::format("  {}:{}", group.line, group.column)},
            {indentation + show_within(fmt::format("{}{}", word, group.condition),
                                       kWidestGroup - indentation.size())
                               .text},
            {lines(group.first_line, group.last_line)},
            {fmt::format("{}", group.last_line - group.first_line + 1)}};
    if (!listing.targets.empty()) row.push_back(kept_by(listing, file, index));
    rows.push_back(std::move(row));
  }
}

}  // namespace

std::string listing_table(const Listing& listing, Color color) {
  const auto head = [](std::string_view text) { return Cell{std::string(text), style::kBold}; };
  std::size_t conditionals = 0;
  std::size_t with_conditionals = 0;
  std::size_t all_lines = 0;
  std::vector<Row> groups{{head("PLACE"), head("GROUP"), head("LINES"), head("COUNT")}};
  const bool single = listing.targets.size() == 1 && listing.targets.front().empty();
  if (!listing.targets.empty()) groups.front().push_back(head(single ? "KEPT" : "KEPT BY"));
  for (const ListedFile& file : listing.files) {
    all_lines += file.lines;
    conditionals += file.conditionals.size();
    if (!file.conditionals.empty()) ++with_conditionals;
    append_groups(groups, listing, file);
  }
  std::string out;
  if (conditionals > 0) {
    std::vector<Align> alignments{Align::kLeft, Align::kLeft, Align::kRight, Align::kRight,
                                  Align::kLeft};
    alignments.resize(groups.front().size());
    out += render(groups, alignments, color);
    out += '\n';
  }
  out += fmt::format("{} conditional{} in {} of {} file{}\n", conditionals,
                     conditionals == 1 ? "" : "s", with_conditionals, listing.files.size(),
                     listing.files.size() == 1 ? "" : "s");
  if (!listing.symbols.empty()) {
    std::vector<Row> rows{{head("SYMBOL"), head("CONDITIONALS"), head("LINES"), head("FILES")}};
    for (const SymbolSum& sum : listing.symbols) {
      rows.push_back({{sum.name},
                      {fmt::format("{}", sum.conditionals)},
                      {fmt::format("{}", sum.lines)},
                      {fmt::format("{}", sum.files)}});
    }
    out += '\n' + render(rows, {Align::kLeft, Align::kRight, Align::kRight, Align::kRight}, color);
  }
  if (!listing.targets.empty()) {
    std::vector<Row> rows{{head(single ? "" : "TARGET"), head("LINES KEPT"), head("OF")}};
    for (std::size_t target = 0; target < listing.targets.size(); ++target) {
      std::size_t kept = 0;
      for (const ListedFile& file : listing.files) kept += file.kept_lines[target];
      rows.push_back({{printable(listing.targets[target])},
                      {fmt::format("{}", kept)},
                      {fmt::format("{}", all_lines)}});
    }
    out += '\n' + render(rows, {Align::kLeft, Align::kRight, Align::kRight}, color);
  }
  return out;
}

}  // namespace iftrue

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/failure.h"
#include "command/listing.h"
#include "command/shown_text.h"

namespace iftrue {
namespace {

// A wider one has a line of its own, so that it does not push the columns after it away.
constexpr std::size_t kWidestPlace = 40;
constexpr std::size_t kWidestCondition = 28;
constexpr std::size_t kDeepestIndentation = 6;  // levels

struct Cell {
  std::string text;
  std::string_view style{};
};

using Row = std::vector<Cell>;

enum class Align { kLeft, kRight };

// Two blanks between columns, none at the ends of lines.
std::string render(const std::vector<Row>& rows, const std::vector<Align>& alignments,
                   Color color) {
  std::vector<std::size_t> widths(alignments.size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t width = show(row[i].text).width;
      if (i > 0 || width <= kWidestPlace) widths[i] = std::max(widths[i], width);
    }
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto& [text, style] = row[i];
      const std::size_t width = show(text).width;
      const std::string fill(widths[i] > width ? widths[i] - width : 0, ' ');
      if (alignments[i] == Align::kRight) line += fill;
      const bool styled = color == Color::kAlways && !style.empty() && !text.empty();
      line += styled ? fmt::format("{}{}{}", style, text, style::kReset) : text;
      if (i + 1 == row.size()) break;
      if (width > widths[i]) {
        out += line + '\n';
        line = std::string(widths[i], ' ');
      } else if (alignments[i] == Align::kLeft) {
        line += fill;
      }
      line += "  ";
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
    names += (count > 0 ? ", " : "") + printable(listing.targets[target]);
    ++count;
  }
  if (listing.targets.front().empty()) return {count > 0 ? "yes" : "no"};
  if (count == 0) return {"none", style::kRemoved};
  return {count > 1 && count == listing.targets.size() ? "all" : names};
}

// The groups in the order of the text, nested ones further in.
void append_groups(std::vector<Row>& rows, const Listing& listing, const ListedFile& file) {
  std::vector<GroupIndex> order;
  std::vector<std::size_t> depths;
  for (std::size_t i = 0; i < file.conditionals.size(); ++i) {
    const Conditional& conditional = file.conditionals[i];
    depths.push_back(conditional.parent ? depths[conditional.parent->conditional] + 1 : 0);
    for (std::size_t j = 0; j < conditional.groups.size(); ++j) order.push_back({i, j});
  }
  const auto group_at = [&](const GroupIndex& index) -> const Group& {
    return file.conditionals[index.conditional].groups[index.group];
  };
  std::ranges::sort(order, {},
                    [&](const GroupIndex& index) { return group_at(index).directive.offset; });
  for (const GroupIndex& index : order) {
    const Group& group = group_at(index);
    const std::string_view word = group.kind == GroupKind::kIf     ? "if "
                                  : group.kind == GroupKind::kElif ? "elif "
                                                                   : "else";
    const std::string condition =
        group.kind == GroupKind::kElse ? std::string() : std::string(group.condition);
    const std::size_t depth = std::min(depths[index.conditional], kDeepestIndentation);
    Row row{{fmt::format("{}:{}:{}", printable(file.path), group.directive.line,
                         group.directive.column),
             style::kPlace},
            {std::string(2 * depth, ' ') +
             show_within(fmt::format("{}{}", word, condition), kWidestCondition).text},
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
    out += render(groups, {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kLeft},
                  color);
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

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/system/failure.h"
#include "command/terminal/shown_text.h"
#include "command/terminal/table.h"
#include "command/views/listing.h"

namespace iftrue {
namespace {

// So that a terminal shows each row on one line.
constexpr std::size_t kWidestGroup = 32;
constexpr std::size_t kDeepestIndentation = 4;  // levels

std::string lines(std::size_t first, std::size_t last) {
  return first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
}

TableCell kept_by(const Listing& listing, const ListedFile& file, const GroupIndex& index) {
  std::string names;
  std::size_t count = 0;
  for (std::size_t target = 0; target < listing.targets.size(); ++target) {
    if (!file.keeps(target, index)) continue;
    if (count > 0) names += kListSeparator;
    names += printable(listing.targets[target]);
    ++count;
  }
  if (listing.targets.front().empty()) return {count > 0 ? "yes" : "no"};
  if (count == 0) return {"none", style::kRemoved};
  return {count > 1 && count == listing.targets.size() ? "all" : names};
}

// The file, and below it its groups in the order of the text, nested ones further in.
void append_groups(std::vector<TableRow>& rows, const Listing& listing, const ListedFile& file) {
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
    TableRow row{{fmt::format("  {}:{}", group.line, group.column)},
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
  const auto head = [](std::string_view text) {
    return TableCell{std::string(text), style::kBold};
  };
  std::size_t conditionals = 0;
  std::size_t with_conditionals = 0;
  std::size_t all_lines = 0;
  std::vector<TableRow> groups{{head("PLACE"), head("GROUP"), head("LINES"), head("COUNT")}};
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
    out += table_text(groups, alignments, color);
    out += '\n';
  }
  out += fmt::format("{} conditional{} in {} of {} file{}\n", conditionals,
                     conditionals == 1 ? "" : "s", with_conditionals, listing.files.size(),
                     listing.files.size() == 1 ? "" : "s");
  if (!listing.symbols.empty()) {
    std::vector<TableRow> rows{
        {head("SYMBOL"), head("CONDITIONALS"), head("LINES"), head("FILES")}};
    for (const SymbolSum& sum : listing.symbols) {
      rows.push_back({{sum.name},
                      {fmt::format("{}", sum.conditionals)},
                      {fmt::format("{}", sum.lines)},
                      {fmt::format("{}", sum.files)}});
    }
    out +=
        '\n' + table_text(rows, {Align::kLeft, Align::kRight, Align::kRight, Align::kRight}, color);
  }
  if (!listing.targets.empty()) {
    std::vector<TableRow> rows{{head(single ? "" : "TARGET"), head("LINES KEPT"), head("OF")}};
    for (std::size_t target = 0; target < listing.targets.size(); ++target) {
      std::size_t kept = 0;
      for (const ListedFile& file : listing.files) kept += file.kept_lines[target];
      rows.push_back({{printable(listing.targets[target])},
                      {fmt::format("{}", kept)},
                      {fmt::format("{}", all_lines)}});
    }
    out += '\n' + table_text(rows, {Align::kLeft, Align::kRight, Align::kRight}, color);
  }
  return out;
}

}  // namespace iftrue

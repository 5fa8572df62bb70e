// The conditionals of any text as data: where they stand, how they nest, which of their groups are
// kept, against what strip() keeps; and places as lines and columns.

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/line_count.h"
#include "iftrue/iftrue.h"
#include "law.h"
#include "property/characters.h"
#include "property/laws.h"
#include "symbol_values.h"

namespace {

using fuzz::require;
using iftrue::Conditional;
using iftrue::Group;
using iftrue::Place;

std::size_t end_of(const Place& place) { return place.offset + place.length; }

bool holds(const Place& outer, const Place& inner) {
  return outer.offset <= inner.offset && end_of(inner) <= end_of(outer);
}

void check_place(const std::vector<property::Character>& characters, std::size_t size,
                 const Place& place) {
  require(place.offset <= size && place.length <= size - place.offset, "a place is in the text");
  require(property::line_and_column(characters, place.offset) ==
              property::LineAndColumn{place.line, place.column},
          "a place has its line and column");
}

void check_structure(std::string_view text, const std::vector<Conditional>& conditionals) {
  const auto characters = property::characters_of(text);
  std::size_t last_offset = 0;
  for (const Conditional& each : conditionals) {
    check_place(characters, text.size(), each.place);
    check_place(characters, text.size(), each.end);
    require(each.place.offset >= last_offset, "conditionals are in the order of their ifs");
    last_offset = each.place.offset;
    require(!each.groups.empty() && holds(each.place, each.end), "a conditional has a group");
    std::size_t pos = each.place.offset;
    for (const Group& group : each.groups) {
      check_place(characters, text.size(), group.directive);
      check_place(characters, text.size(), group.text);
      require(group.directive.offset >= pos && group.text.offset >= end_of(group.directive),
              "groups follow each other");
      require((group.kind == iftrue::GroupKind::kIf) == (&group == &each.groups.front()),
              "the first group is the if's");
      require(!group.condition.empty(), "a directive has a condition");
      pos = end_of(group.text);
    }
    require(each.end.offset >= pos, "the end follows the last group");
    if (each.parent) {
      const Group& parent = conditionals.at(each.parent->conditional).groups.at(each.parent->group);
      require(holds(parent.text, each.place), "what is nested lies in its group");
      require(parent.liveness == iftrue::Liveness::kLive, "a dormant group holds no conditional");
    }
  }
}

void check_kept(std::string_view text, const iftrue::Document& document,
                const std::vector<Conditional>& conditionals, const iftrue::Symbols& symbols) {
  // Of each byte the innermost group, since conditionals are in the order of their ifs.
  constexpr int kOutside = -1;
  constexpr int kDirective = -2;
  std::vector<int> group_of(text.size(), kOutside);
  std::vector<bool> is_kept;
  const auto kept_groups = document.kept_groups(symbols);
  require(kept_groups.size() == conditionals.size(), "each conditional is decided");
  for (std::size_t i = 0; i < conditionals.size(); ++i) {
    const Conditional& each = conditionals[i];
    std::fill_n(group_of.begin() + static_cast<std::ptrdiff_t>(each.place.offset),
                each.place.length, kDirective);
    for (std::size_t g = 0; g < each.groups.size(); ++g) {
      const Place& place = each.groups[g].text;
      std::fill_n(group_of.begin() + static_cast<std::ptrdiff_t>(place.offset), place.length,
                  static_cast<int>(is_kept.size()));
      is_kept.push_back(kept_groups[i] == g);
    }
    require(!kept_groups[i] || *kept_groups[i] < each.groups.size(), "what is kept is a group");
    if (each.parent && kept_groups[i]) {
      require(kept_groups[each.parent->conditional] == each.parent->group,
              "nothing is kept in what goes");
    }
  }
  const property::GeneratedText kept = property::kept_text(text, symbols);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int group = group_of[i];
    const bool expected =
        group == kOutside || (group != kDirective && is_kept[static_cast<std::size_t>(group)]);
    require(kept.kept[i] == expected, "strip() keeps the groups that are kept");
  }
}

// By looking at all of them.
void check_enclosing(const std::vector<Conditional>& conditionals, std::size_t offset) {
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < conditionals.size(); ++i) {
    const Place& place = conditionals[i].place;
    if (place.offset <= offset && offset < end_of(place)) expected.push_back(i);
  }
  std::vector<std::size_t> given;
  for (const iftrue::Enclosing& each : iftrue::enclosing(conditionals, offset)) {
    given.push_back(each.index.conditional);
    const Conditional& around = conditionals.at(each.index.conditional);
    require(each.index.group <= around.groups.size(), "a place is in a group or at the end");
    if (each.at == iftrue::Enclosing::At::kText) {
      const Place& text = around.groups.at(each.index.group).text;
      require(text.offset <= offset && offset < end_of(text), "a place is in the text of a group");
    }
  }
  require(given == expected, "what encloses a place");
}

void check_offsets(std::string_view text) {
  const auto characters = property::characters_of(text);
  std::size_t terminators = 0;
  property::LineAndColumn at{1, 1};
  for (const property::Character& character : characters) {
    if (character.kind != property::CharacterKind::kMark) {
      require(iftrue::offset_at(text, at.line, at.column) == character.offset,
              "a line and a column have an offset");
      ++at.column;
    }
    if (character.kind == property::CharacterKind::kTerminator) {
      require(!iftrue::offset_at(text, at.line, at.column), "a line ends with its terminator");
      at = {at.line + 1, 1};
      ++terminators;
    }
  }
  require(iftrue::offset_at(text, at.line, at.column) == text.size(), "the end is a place");
  require(!iftrue::offset_at(text, at.line + 1, 1), "there is no line after the last");
  const bool goes_on =
      !characters.empty() && characters.back().kind != property::CharacterKind::kTerminator;
  require(iftrue::count_lines(text) == terminators + (goes_on ? 1 : 0), "how many lines there are");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  check_offsets(text.substr(0, 200));  // its work grows with the square of the size
  const iftrue::Document document(text);
  const std::vector<Conditional> conditionals = document.conditionals();
  require(document.ok() || conditionals.empty(), "no conditionals beside errors");
  require(!document.ok() || conditionals.empty() == !document.has_directives(),
          "directives make conditionals");
  check_structure(text, conditionals);
  for (std::size_t i = 0; i < 20; ++i) check_enclosing(conditionals, i * (size + 1) / 20);
  if (!document.ok()) return 0;
  for (const iftrue::Symbols& symbols :
       fuzz::symbol_values(fuzz::symbols_of(text, document), text)) {
    check_kept(text, document, conditionals, symbols);
  }
  return 0;
}

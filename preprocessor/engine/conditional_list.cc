#include "engine/conditional_list.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "engine/diagnostic.h"
#include "engine/first_true.h"
#include "engine/place.h"

namespace iftrue {
namespace {

GroupKind group_kind(DirectiveKind kind) {
  switch (kind) {
    case DirectiveKind::kIf:
      return GroupKind::kIf;
    case DirectiveKind::kElif:
      return GroupKind::kElif;
    case DirectiveKind::kElse:
    case DirectiveKind::kEnd:
      return GroupKind::kElse;
  }
  return GroupKind::kElse;
}

std::size_t end_offset(const Place& place) { return place.offset + place.length; }

Place end_of(const Place& place) { return byte_range(end_offset(place), end_offset(place)); }

// Lines are counted from the comments of directives, columns are those of their words.
void locate_all(std::string_view text, std::vector<Conditional>& conditionals) {
  std::vector<Place*> places;
  std::vector<Place> ends;  // of the text of each group, and of each conditional
  for (const Conditional& conditional : conditionals) {
    std::ranges::transform(conditional.groups, std::back_inserter(ends),
                           [](const Group& group) { return end_of(group.text); });
    ends.push_back(end_of(conditional.place));
  }
  places.reserve(ends.size());
  for (Place& end : ends) places.push_back(&end);
  for (Conditional& conditional : conditionals) {
    places.insert(places.end(), {&conditional.place, &conditional.end});
    for (Group& group : conditional.groups) {
      places.insert(places.end(), {&group.directive, &group.text});
    }
  }
  locate(text, places);

  auto end = ends.begin();
  for (Conditional& conditional : conditionals) {
    std::size_t first_line = conditional.place.line;
    for (Group& group : conditional.groups) {
      const std::size_t next_line = end++->line;
      group.first_line = first_line;
      group.last_line = std::max(first_line, next_line - 1);
      first_line = next_line;
    }
    conditional.groups.back().last_line = end++->line;
  }
}

}  // namespace

std::vector<Conditional> list_conditionals(std::string_view text, const ConditionalTree& tree) {
  std::vector<Conditional> conditionals;
  std::vector<std::size_t> open;  // the innermost last
  for (const Directive& directive : tree.directives) {
    const Place word = byte_range(directive.word_begin, directive.word_end);
    if (directive.kind == DirectiveKind::kIf) {
      Conditional& opened = conditionals.emplace_back();
      opened.place = byte_range(directive.begin, directive.end);
      if (!open.empty()) {
        opened.parent = {open.back(), conditionals[open.back()].groups.size() - 1};
      }
      open.push_back(conditionals.size() - 1);
    } else {
      Place& before = conditionals[open.back()].groups.back().text;
      before.length = directive.begin - before.offset;
    }
    Conditional& conditional = conditionals[open.back()];
    if (directive.kind == DirectiveKind::kEnd) {
      conditional.end = word;
      conditional.place.length = directive.end - conditional.place.offset;
      open.pop_back();
    } else {
      conditional.groups.push_back({group_kind(directive.kind), directive.after, word,
                                    std::string(tree.conditions.spelling(directive.condition)),
                                    byte_range(directive.end, directive.end), 0, 0});
    }
  }

  locate_all(text, conditionals);
  return conditionals;
}

std::vector<std::optional<std::size_t>> kept_groups(const ConditionalTree& tree,
                                                    const Symbols& symbols) {
  struct Open {
    std::size_t conditional;
    std::size_t group;  // the one in which the walk is
    FirstTrue<bool> choice;
  };
  const std::vector<bool> truths = tree.conditions.evaluate(symbols);
  std::vector<std::optional<std::size_t>> kept;
  std::vector<Open> open;
  for (const Directive& directive : tree.directives) {
    if (directive.kind == DirectiveKind::kEnd) {
      open.pop_back();
      continue;
    }
    if (directive.kind == DirectiveKind::kIf) {
      const bool reached = open.empty() || kept[open.back().conditional] == open.back().group;
      kept.emplace_back();
      open.push_back({kept.size() - 1, 0, FirstTrue(reached)});
    } else {
      ++open.back().group;
    }
    auto& [conditional, group, choice] = open.back();
    const bool holds = directive.kind == DirectiveKind::kElse || truths[directive.condition];
    if (choice.take(holds)) kept[conditional] = group;
  }
  return kept;
}

std::vector<Enclosing> enclosing(const std::vector<Conditional>& conditionals, std::size_t offset) {
  // The last one that begins at or before the offset is in all that enclose it.
  const auto after = std::ranges::upper_bound(
      conditionals, offset, {}, [](const Conditional& each) { return each.place.offset; });
  std::vector<Enclosing> found;
  if (after == conditionals.begin()) return found;
  std::optional index(static_cast<std::size_t>(after - conditionals.begin()) - 1);
  while (index) {
    const Conditional& conditional = conditionals[*index];
    if (offset < end_offset(conditional.place)) {
      const auto next = std::ranges::upper_bound(
          conditional.groups, offset, {}, [](const Group& group) { return group.text.offset; });
      const auto begun = static_cast<std::size_t>(next - conditional.groups.begin());
      const bool in_text = begun > 0 && offset < end_offset(conditional.groups[begun - 1].text);
      found.push_back(in_text ? Enclosing{{*index, begun - 1}, Enclosing::At::kText}
                              : Enclosing{{*index, begun}, Enclosing::At::kDirective});
    }
    index = conditional.parent ? std::optional(conditional.parent->conditional) : std::nullopt;
  }
  std::ranges::reverse(found);
  return found;
}

}  // namespace iftrue

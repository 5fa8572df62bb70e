#include "command/views/surroundings.h"

#include <fmt/core.h>

#include <algorithm>

#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

constexpr std::size_t kShownLine = 20;       // columns of a source line, where its place is long
constexpr std::size_t kShownWord = 40;       // columns of a directive's word
constexpr std::size_t kShownNeighbours = 5;  // other groups of a line

}  // namespace

std::string shown_word(std::string_view text, const Place& word) {
  return show_within(text.substr(word.offset, word.length), kShownWord).text;
}

std::size_t Surroundings::place_in_line(std::size_t begin, std::size_t end) const {
  std::optional<std::size_t> directive;
  for (std::size_t at = begin; at < end;) {
    const auto around = enclosing(conditionals_, at);
    if (!around.empty() && around.back().at == Enclosing::At::kDirective) {
      if (!directive) directive = at;
      at = directive_end(around.back().index);
    } else {
      const std::size_t next = next_directive(at, end);
      const std::size_t found = text_.find_first_not_of(" \t\r\n\f\v", at);
      if (found < next) return found;
      at = next;
    }
  }
  return directive.value_or(begin);
}

std::string Surroundings::shown(std::size_t offset, const TextPlace& place) const {
  const auto around = enclosing(conditionals_, offset);
  const auto column = place.column ? fmt::format(":{}", *place.column) : std::string();
  std::string out = excerpt(fmt::format("{}:{}{}", name_, place.line, column), offset);
  if (around.empty()) return out + "in no conditional\n";
  const bool on_directive = around.back().at == Enclosing::At::kDirective;
  out += on_directive ? "a directive, in the conditional of\n" : "in the group of\n";
  for (const auto& [index, at] : around) {
    const Conditional& conditional = conditionals_[index.conditional];
    const std::size_t last = std::min(index.group, conditional.groups.size() - 1);
    for (std::size_t i = 0; i <= last; ++i) {
      const Place& word = conditional.groups[i].directive;
      out += excerpt(fmt::format("  {}:{}:{}", name_, word.line, word.column), word.offset);
    }
  }
  return out;
}

std::string Surroundings::neighbours(std::size_t begin, std::size_t end, std::size_t offset) const {
  std::string listed;
  std::size_t count = 0;
  for (std::size_t at = next_directive(begin, end); at < end; at = next_directive(at, end)) {
    const auto around = enclosing(conditionals_, at);
    const GroupIndex index = around.back().index;
    const Conditional& conditional = conditionals_[index.conditional];
    at = std::max(directive_end(index), at + 1);
    if (index.group == conditional.groups.size()) continue;
    const Group& group = conditional.groups[index.group];
    const bool meant =
        offset >= group.text.offset && offset < group.text.offset + group.text.length;
    if (meant || directive_end(index) == directive_end_at(offset)) continue;
    if (++count > kShownNeighbours) continue;
    listed += fmt::format("{}{} at {}:{}", listed.empty() ? "" : ", ",
                          shown_word(text_, group.directive), group.text.line, group.text.column);
  }
  if (count == 0) return {};
  if (count > kShownNeighbours) {
    listed += fmt::format(" and {} more", count - kShownNeighbours);
  }
  return fmt::format("also on this line: the group of {}\n", listed);
}

std::string Surroundings::excerpt(const std::string& place, std::size_t offset) const {
  const std::size_t taken = show(place).width + std::string_view(": ").size();
  const std::size_t room = std::max(kShownLine, kTerminalWidth - std::min(kTerminalWidth, taken));
  std::size_t begin = offset;
  while (begin > 0 && offset - begin < room && text_[begin - 1] != '\n' &&
         text_[begin - 1] != '\r') {
    --begin;
  }
  while (begin < offset && (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) ++begin;
  std::string_view line = text_.substr(begin);
  line = line.substr(0, line.find_first_of("\r\n"));
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const bool colored = color_ == Color::kAlways;
  return fmt::format("{}{}:{} {}\n", colored ? style::kBold : "", place,
                     colored ? style::kReset : "", show_within(line, room).text);
}

std::size_t Surroundings::directive_end(const GroupIndex& index) const {
  const Conditional& conditional = conditionals_[index.conditional];
  return index.group < conditional.groups.size()
             ? conditional.groups[index.group].text.offset
             : conditional.place.offset + conditional.place.length;
}

std::optional<std::size_t> Surroundings::directive_end_at(std::size_t offset) const {
  const auto around = enclosing(conditionals_, offset);
  if (around.empty() || around.back().at != Enclosing::At::kDirective) return std::nullopt;
  return directive_end(around.back().index);
}

std::size_t Surroundings::next_directive(std::size_t at, std::size_t end) const {
  const auto around = enclosing(conditionals_, at);
  if (!around.empty() && around.back().at == Enclosing::At::kDirective) return at;
  std::size_t next = end;
  const auto nested = std::ranges::lower_bound(
      conditionals_, at, {}, [](const Conditional& each) { return each.place.offset; });
  if (nested != conditionals_.end()) next = std::min(next, nested->place.offset);
  if (around.empty()) return next;
  const GroupIndex index = around.back().index;
  const Place& group = conditionals_[index.conditional].groups[index.group].text;
  return std::min(next, group.offset + group.length);
}

}  // namespace iftrue

#include "streaming.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <utility>
#include <vector>

#include "iftrue/stream_stripper.h"

namespace property {
namespace {

using iftrue::Diagnostic;
using iftrue::kLayouts;
using iftrue::Language;
using iftrue::Layout;
using iftrue::Place;
using iftrue::StreamStripper;
using iftrue::Undefined;
using iftrue::WarningOptions;

// For lines and columns; and each kind of comment, the dormant groups that are looked through again
// and what is read beyond them.
// Known beside the symbols of the text.
const std::vector<std::string> kKnown{"A", "B", "WXAPP"};

constexpr std::size_t kMostReadings = 8;

// For literals, and for lines and columns.
constexpr std::size_t kMostReadingsOfSound = 3;

bool is_same(const Place& one, const Place& other) {
  const auto all = [](const Place& place) {
    return std::tie(place.offset, place.length, place.line, place.column, place.end_line,
                    place.end_column);
  };
  return all(one) == all(other);
}

bool is_same(const Diagnostic& one, const Diagnostic& other) {
  return one.code == other.code && is_same(one.place, other.place) &&
         one.message == other.message &&
         std::ranges::equal(
             one.notes, other.notes, [](const iftrue::Note& note, const iftrue::Note& another) {
               return is_same(note.place, another.place) && note.message == another.message;
             });
}

std::string shown(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  const auto add = [&](const Place& place, std::string_view message) {
    text += "\n" + std::to_string(place.offset) + "+" + std::to_string(place.length) + " " +
            std::to_string(place.line) + ":" + std::to_string(place.column) + "-" +
            std::to_string(place.end_line) + ":" + std::to_string(place.end_column) + " ";
    text += message;
  };
  for (const Diagnostic& diagnostic : diagnostics) {
    add(diagnostic.place, iftrue::code_name(diagnostic.code));
    text += " " + diagnostic.message;
    for (const iftrue::Note& note : diagnostic.notes) add(note.place, note.message);
  }
  return text;
}

std::optional<std::string> difference(const std::vector<Diagnostic>& expected,
                                      const std::vector<Diagnostic>& found) {
  const bool same = std::ranges::equal(
      expected, found,
      [](const Diagnostic& one, const Diagnostic& other) { return is_same(one, other); });
  if (same) return std::nullopt;
  return "what is wrong is told otherwise in pieces:" + shown(found) + "\nin place of" +
         shown(expected);
}

std::optional<std::string> broken_law(std::string_view text, const iftrue::Document& document,
                                      const std::vector<iftrue::Symbols>& targets,
                                      Undefined undefined, Language language,
                                      const std::function<std::size_t()>& next_size) {
  struct Expected {
    iftrue::StripResult<iftrue::MappedText> whole;
    iftrue::MappedText pieces;
  };
  std::vector<Expected> outputs;
  for (const iftrue::Symbols& symbols : targets) {
    for (const Layout layout : kLayouts) {
      outputs.push_back({document.strip_mapped(symbols, {undefined, layout, language}), {}});
    }
  }
  std::vector<Diagnostic> expected = document.diagnostics();
  if (undefined == Undefined::kError) {
    std::ranges::move(document.check_symbols(targets.front()), std::back_inserter(expected));
    std::ranges::stable_sort(expected, {},
                             [](const Diagnostic& each) { return each.place.offset; });
  }
  const bool is_sound = expected.empty();
  WarningOptions sought;
  sought.language = language;
  sought.symbols = kKnown;
  sought.sought = WarningOptions::Sought::kMisspelt;
  if (is_sound) expected = document.warnings(sought);
  std::vector<StreamStripper::Target> streamed;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    streamed.push_back(
        {targets[i / kLayouts.size()],
         {undefined, kLayouts[i % kLayouts.size()], language},
         [&outputs, i](std::string_view piece) { outputs[i].pieces.text += piece; },
         [&outputs, i](std::string_view piece) { outputs[i].pieces.mappings += piece; }});
  }
  std::string piece;  // of its own, so that it is seen when an old one is looked at
  std::size_t read = 0;
  std::size_t longest = 0;
  const auto diagnostics = StreamStripper(std::move(streamed), sought).run([&](std::size_t offset) {
    piece = std::string(text.substr(offset, next_size()));
    read += piece.size();
    longest = std::max(longest, piece.size());
    return std::optional<std::string_view>(piece);
  });
  if (!diagnostics) return "a text that can be read is not read";
  if (auto other = difference(expected, *diagnostics)) return other;
  // A warning that is behind slashes may turn out to be in a literal.
  const bool once = expected.empty() && text.find("//") == std::string_view::npos;
  const std::size_t most = once ? 1 : is_sound ? kMostReadingsOfSound : kMostReadings;
  if (read > most * (text.size() + longest)) return "a text is read too often";
  if (!is_sound) return std::nullopt;
  for (const Expected& output : outputs) {
    if (output.pieces.text != output.whole->text) return "an output in pieces is another";
    if (output.pieces.mappings != output.whole->mappings) return "mappings in pieces are others";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_streaming_law(std::string_view text,
                                                const iftrue::Symbols& symbols,
                                                const std::function<std::size_t()>& next_size) {
  const iftrue::Document document(text);
  iftrue::Symbols opposite;
  for (const auto& [name, on] : symbols.values()) opposite.set(name, !on);
  for (const Language language : {Language::kOther, Language::kJavaScript}) {
    if (auto broken = broken_law(text, document, {symbols, opposite, {}}, Undefined::kOff, language,
                                 next_size)) {
      return broken;
    }
  }
  return broken_law(text, document, {symbols}, Undefined::kError, Language::kOther, next_size);
}

}  // namespace property

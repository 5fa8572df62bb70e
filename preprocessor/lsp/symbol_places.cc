#include "lsp/symbol_places.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::string_view kDebug = "DEBUG";

struct DebugSpelling {
  std::string_view word;
  std::string_view prefix;
};
constexpr std::array kDebugSpellings = {DebugSpelling{"IFDEBUG", "IFTRUE_"},
                                        DebugSpelling{"FIDEBUG", "FITRUE_"}};

// The words in `text`, which begins at `base`.
void add_words(std::string_view text, std::size_t base, std::vector<SymbolPlace>& places) {
  for (std::size_t pos = 0; pos < text.size(); ++pos) {
    if (!is_word_char(text[pos])) continue;
    const std::size_t begin = pos;
    while (pos < text.size() && is_word_char(text[pos])) ++pos;
    places.push_back({std::string(text.substr(begin, pos - begin)), {base + begin, base + pos}});
  }
}

void add_directive(std::string_view text, const Place& word, std::vector<SymbolPlace>& places) {
  const std::string_view written = text.substr(word.offset, word.length);
  for (const auto& [spelling, prefix] : kDebugSpellings) {
    if (written == spelling) {
      places.push_back({std::string(kDebug), span_of(word), prefix});
      return;
    }
  }
  // The keyword ends with the first underscore; a symbol may have more of them.
  const std::size_t condition = written.find('_') + 1;
  add_words(written.substr(condition), word.offset + condition, places);
}

// Reads places out of a file that toml++ has parsed. `is_exact` is lost where a place is not told.
class ProjectFileReader {
 public:
  explicit ProjectFileReader(std::string_view text) : text_(text) {}

  void read(const toml::table& root) {
    if (const toml::table* symbols = root["symbols"].as_table()) {
      for (const auto& [key, value] : *symbols) add(key.str(), key.source().begin);
    }
    if (const toml::table* targets = root["targets"].as_table()) {
      for (const auto& [key, target] : *targets) add_target(target);
    }
    if (const toml::array* files = root["files"].as_array()) {
      for (const toml::node& rule : *files) add_rule(rule);
    }
    std::ranges::sort(places_, {}, [](const SymbolPlace& place) { return place.span.begin; });
  }

  [[nodiscard]] std::optional<std::vector<SymbolPlace>> take() {
    if (!is_exact_) return std::nullopt;
    return std::move(places_);
  }

 private:
  void add_target(const toml::node& target) {
    const toml::table* table = target.as_table();
    const toml::array* symbols = table == nullptr ? nullptr : (*table)["symbols"].as_array();
    if (symbols == nullptr) return;
    for (const toml::node& each : *symbols) {
      if (const auto* name = each.as_string()) add(name->get(), name->source().begin);
    }
  }

  void add_rule(const toml::node& rule) {
    const toml::table* table = rule.as_table();
    const auto* when = table == nullptr ? nullptr : (*table)["when"].as_string();
    if (when == nullptr) return;
    const auto begin = written_at(when->get(), when->source().begin);
    if (begin) add_words(when->get(), *begin, places_);
  }

  void add(std::string_view name, const toml::source_position& position) {
    const auto begin = written_at(name, position);
    if (begin) places_.push_back({std::string(name), {*begin, *begin + name.size()}});
  }

  // The offset of a value that is written as it is, in quotes or without.
  std::optional<std::size_t> written_at(std::string_view value,
                                        const toml::source_position& position) {
    const auto at = offset_at(text_, position.line, position.column);
    for (const std::string_view quotes : {"", "\"", "'"}) {
      if (!at || !text_.substr(*at).starts_with(quotes)) continue;
      const std::size_t begin = *at + quotes.size();
      const std::string_view rest = text_.substr(begin);
      if (rest.starts_with(value) && rest.substr(value.size()).starts_with(quotes)) return begin;
    }
    is_exact_ = false;
    return std::nullopt;
  }

  std::string_view text_;
  std::vector<SymbolPlace> places_;
  bool is_exact_ = true;
};

}  // namespace

std::vector<SymbolPlace> symbol_places(const Analysis& analysis) {
  std::vector<SymbolPlace> places;
  for (const Conditional& conditional : analysis.conditionals()) {
    for (const Group& group : conditional.groups) {
      add_directive(analysis.text(), group.directive, places);
    }
    add_directive(analysis.text(), conditional.end, places);
  }
  std::ranges::sort(places, {}, [](const SymbolPlace& place) { return place.span.begin; });
  return places;
}

std::optional<SymbolPlace> symbol_at(std::size_t offset, const Analysis& analysis) {
  const auto directive = analysis.directive_at(offset);
  if (!directive) return std::nullopt;
  std::vector<SymbolPlace> places;
  add_directive(analysis.text(), analysis.word(*directive), places);
  const auto found = std::ranges::find_if(
      places, [&](const SymbolPlace& place) { return place.span.touches(offset); });
  return found == places.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::vector<SymbolPlace>> symbol_places(std::string_view project_file) {
  ProjectFileReader reader(project_file);
  try {
    reader.read(toml::parse(project_file));
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
  return reader.take();
}

}  // namespace iftrue

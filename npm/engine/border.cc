// What JavaScript calls. It writes a text as UTF-8 into the buffer of reserve(), calls a function
// with the text's size in bytes, and reads what results() points at until the next call.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/project/language.h"
#include "engine/conditional_tree.h"
#include "engine/diagnostic.h"
#include "engine/evaluator.h"
#include "iftrue/iftrue.h"
#include "report.h"

namespace iftrue {
namespace {

// The numbers are those of src/engine.ts.
enum class Status : std::uint8_t {
  kSame = 0,     // the output is the text
  kChanged = 1,  // the output, or what was asked for, is in the results
  kRefused = 2,  // the diagnostics that say why are in the results
};

enum Wanted : unsigned { kMappings = 1, kMisspelt = 2 };

struct Piece {
  const char* bytes = nullptr;
  std::size_t size = 0;
};

struct Results {
  Piece output;  // a text, or JSON
  Piece mappings;
  Piece diagnostics;  // JSON, or empty if there are none
};

// All that stays between calls.
struct State {
  std::unique_ptr<char[]> buffer;
  std::string target_text;  // what the names of the targets are views into
  std::vector<NamedTarget> targets = {{}};
  std::vector<std::string> symbols;  // of all targets
  MappedText output;
  std::string diagnostics;
  Results results;
};

State& state() {
  static State state;
  return state;
}

std::string_view input(std::size_t size) { return {state().buffer.get(), size}; }

Piece piece(const std::string& text) { return {text.data(), text.size()}; }

Status finish(Status status) {
  State& all = state();
  all.results = {piece(all.output.text), piece(all.output.mappings), piece(all.diagnostics)};
  return status;
}

void begin() {
  state().output = {};
  state().diagnostics.clear();
}

void report(std::string_view text, const std::vector<Diagnostic>& diagnostics) {
  if (!diagnostics.empty()) state().diagnostics = report_diagnostics(text, diagnostics);
}

Status refuse(std::string_view text, const std::vector<Diagnostic>& diagnostics) {
  report(text, diagnostics);
  return finish(Status::kRefused);
}

Status give(std::string json) {
  state().output.text = std::move(json);
  return finish(Status::kChanged);
}

WarningOptions misspelt(Language language) {
  WarningOptions options;
  options.language = language;
  options.symbols = state().symbols;
  options.sought = WarningOptions::Sought::kMisspelt;
  return options;
}

void set_targets(std::string_view text) {
  State& all = state();
  all.target_text = text;
  all.targets.clear();
  all.symbols.clear();
  for (std::string_view rest = all.target_text; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view name = rest.substr(1, end - 1);
    if (rest.front() == ':') {
      all.targets.push_back({name, {}});
    } else {
      all.targets.back().symbols.set(name, rest.front() == '+');
      if (std::ranges::find(all.symbols, name) == all.symbols.end()) all.symbols.emplace_back(name);
    }
    rest.remove_prefix(end + 1);
  }
}

// In any order: JavaScript sorts them.
std::vector<Diagnostic> all_diagnostics(const Document& document, Language language,
                                        Layout layout) {
  const State& all = state();
  std::vector<Diagnostic> found = document.diagnostics();
  WarningOptions options = misspelt(language);
  options.sought = WarningOptions::Sought::kAll;
  options.layout = layout;
  options.outputs = all.targets;
  options.targets = compared_symbols(all.targets);
  const auto add = [&found](std::vector<Diagnostic> more) {
    std::ranges::move(more, std::back_inserter(found));
  };
  if (!all.targets.empty()) {
    Symbols known;
    for (const std::string& symbol : all.symbols) known.set(symbol, false);
    add(document.check_symbols(known));
  }
  add(document.warnings(options));
  return found;
}

}  // namespace

#define IFTRUE_EXPORT(name) extern "C" __attribute__((export_name(name)))

// A buffer of at least so many bytes. What was in it is gone.
IFTRUE_EXPORT("reserve") char* iftrue_reserve(std::size_t size) {
  state().buffer.reset(new char[size]);
  return state().buffer.get();
}

// Their place is always the same.
IFTRUE_EXPORT("results") const Results* iftrue_results() { return &state().results; }

// The text is a list of targets: for each `:NAME`, then `+SYMBOL` or `-SYMBOL` for each symbol that
// is on or off, all of them lines.
IFTRUE_EXPORT("setTargets") void iftrue_set_targets(std::size_t size) { set_targets(input(size)); }

// The text is the name of a file.
IFTRUE_EXPORT("languageOf") Language iftrue_language_of(std::size_t size) {
  return language_of(input(size));
}

// For the first target.
IFTRUE_EXPORT("strip")
Status iftrue_strip(std::size_t size, Layout layout, Undefined undefined, Language language,
                    unsigned wanted) {
  begin();
  const std::string_view text = input(size);
  const Document document(text);
  if (!document.ok()) return refuse(text, document.diagnostics());
  if ((wanted & kMisspelt) != 0) report(text, document.warnings(misspelt(language)));
  const bool is_mapped = (wanted & kMappings) != 0;
  if (!document.has_directives() && !is_mapped) return finish(Status::kSame);
  const Symbols& symbols = state().targets.front().symbols;
  const StripOptions options{undefined, layout, language};
  if (is_mapped) {
    auto mapped = document.strip_mapped(symbols, options);
    if (!mapped) return refuse(text, mapped.diagnostics());
    state().output = *std::move(mapped);
    return finish(Status::kChanged);
  }
  auto stripped = document.strip(symbols, options);
  if (!stripped) return refuse(text, stripped.diagnostics());
  return give(*std::move(stripped));
}

// All diagnostics of the text, with all targets in view.
IFTRUE_EXPORT("check") Status iftrue_check(std::size_t size, Layout layout, Language language) {
  begin();
  const std::string_view text = input(size);
  report(text, all_diagnostics(Document(text), language, layout));
  return finish(Status::kSame);
}

IFTRUE_EXPORT("conditionals") Status iftrue_conditionals(std::size_t size) {
  begin();
  const std::string_view text = input(size);
  const Document document(text);
  if (!document.ok()) return refuse(text, document.diagnostics());
  return give(report_conditionals(text, document.conditionals()));
}

// What the first target does not keep, with symbols that are not set off.
IFTRUE_EXPORT("removed") Status iftrue_removed(std::size_t size) {
  begin();
  const std::string_view text = input(size);
  std::vector<Diagnostic> diagnostics;
  const ConditionalTree tree = parse(text, diagnostics);
  locate(text, diagnostics);
  if (!diagnostics.empty()) return refuse(text, diagnostics);
  return give(report_spans(text, removed_spans(tree, state().targets.front().symbols)));
}

}  // namespace iftrue

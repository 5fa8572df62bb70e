// Any text with some of its symbols known: what --undefined=keep leaves is sound, says nothing of
// the known ones, and gives in a second step what one step would have given.

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/conditional_tree.h"
#include "iftrue/iftrue.h"
#include "law.h"
#include "property/laws.h"
#include "symbol_values.h"

namespace {

using fuzz::require;
using iftrue::kLayouts;
using iftrue::Layout;
using iftrue::Symbols;
using iftrue::Undefined;

constexpr std::size_t kMostSymbols = 4;
constexpr std::size_t kMostGroups = 6;

std::string strip(const iftrue::Document& document, const Symbols& symbols, Layout layout) {
  return document.strip(symbols, {Undefined::kOff, layout}).value();
}

std::string strip_known(const iftrue::Document& document, const Symbols& known, Layout layout) {
  return document.strip(known, {Undefined::kKeep, layout}).value();
}

// The text with a symbol of its own for each if and elif, so that no group is out of reach; the
// symbols go to `names`.
std::string with_own_conditions(std::string_view text, std::set<std::string>& names) {
  std::vector<iftrue::Diagnostic> none;
  const iftrue::ConditionalTree tree = iftrue::parse(text, none);
  std::vector<std::string> conditions(tree.directives.size());
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const iftrue::Directive& directive = tree.directives[i];
    if (directive.kind == iftrue::DirectiveKind::kIf) {
      const std::string first = "Z" + std::to_string(i);
      for (std::uint32_t at = static_cast<std::uint32_t>(i); at != iftrue::kNoDirective;
           at = tree.directives[at].next) {
        const bool is_elif = tree.directives[at].kind == iftrue::DirectiveKind::kElif;
        conditions[at] = is_elif ? "Z" + std::to_string(at) : first;
        names.insert(conditions[at]);
      }
    }
  }
  std::string renamed;
  std::size_t pos = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const iftrue::Directive& directive = tree.directives[i];
    renamed += text.substr(pos, directive.word_begin - pos);
    renamed += iftrue::keyword(directive.kind);
    renamed += "(" + conditions[i] + ")";
    pos = directive.word_end;
  }
  return renamed.append(text.substr(pos));
}

// Whether removals may make directives of what was none, whichever of the text goes.
bool may_join(const iftrue::Document& document, const std::vector<Symbols>& targets) {
  return std::ranges::any_of(targets, [&](const Symbols& symbols) {
    return std::ranges::any_of(kLayouts, [&](Layout layout) {
      const std::string output = strip(document, symbols, layout);
      const iftrue::Document again(output);
      return again.has_directives() || !again.ok();
    });
  });
}

// A text such as `ELSE_X*/` in a conditional on Y in one on X: it comes to stand in that on X when
// that on Y is resolved. The manual names it among the limits.
bool is_stray(const iftrue::Diagnostic& diagnostic) {
  return diagnostic.code == iftrue::Code::kCommentMismatch &&
         diagnostic.message.find("closes a comment that it did not open") != std::string::npos;
}

void check(std::string_view text, const iftrue::Document& document, const Symbols& known,
           const std::vector<Symbols>& targets) {
  for (const Layout layout : kLayouts) {
    const std::string left = strip_known(document, known, layout);
    const iftrue::Document rest(left);
    if (!rest.ok() && is_stray(rest.diagnostics().front())) continue;
    if (!rest.ok()) {
      fuzz::broken("what is left is sound, not " + property::shown(left) + " of " +
                   property::shown(text) + ": " + rest.diagnostics().front().message);
    }
    for (const std::string& name : fuzz::symbols_of(left, rest)) {
      require(!known.find(name), "what is known is not spoken of");
    }
    require(strip_known(rest, known, layout) == left, "a second time changes nothing");
    for (const Symbols& symbols : targets) {
      const bool fits = std::ranges::all_of(known.values(), [&](const auto& value) {
        return symbols.find(value.first) == value.second;
      });
      if (!fits) continue;
      const std::string at_once = strip(document, symbols, Layout::kLoader);
      const std::string in_two = strip(rest, symbols, Layout::kLoader);
      const bool same = layout == Layout::kLoader
                            ? in_two == at_once
                            : property::without_layout(in_two) == property::without_layout(at_once);
      if (!same) {
        fuzz::broken("two steps give what one gives, not " + property::shown(in_two) + " by " +
                     property::shown(left) + " of " + property::shown(text));
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const iftrue::Document document(text);
  const auto unknown = document.strip({}, {Undefined::kKeep});
  require(unknown.ok() == document.ok(), "an error gives no output");
  const std::set<std::string> names = fuzz::symbols_of(text, document);
  if (!document.ok() || names.size() > kMostSymbols) return 0;
  std::set<std::string> groups;
  const std::string renamed = with_own_conditions(text, groups);
  if (groups.size() > kMostGroups) return 0;
  const iftrue::Document any_group(renamed);
  require(any_group.ok(), "the names in conditions make no difference");
  const bool joins = may_join(any_group, fuzz::every_value(groups));
  const std::vector<Symbols> targets = fuzz::every_value(names);

  for (const Layout layout : kLayouts) {
    require(joins || strip_known(document, {}, layout) == text,
            "where nothing is known nothing changes");
    for (const Symbols& symbols : targets) {
      require(strip_known(document, symbols, layout) == strip(document, symbols, layout),
              "where all is known nothing is left to keep");
    }
  }
  if (joins) return 0;

  // The text chooses what is known of it.
  constexpr int kChoices = 3;
  std::size_t bits = std::hash<std::string_view>()(text);
  for (int choice = 0; choice < kChoices; ++choice) {
    Symbols known;
    for (const std::string& name : names) {
      const std::size_t value = bits % 3;
      bits /= 3;
      if (value < 2) known.set(name, value == 1);
    }
    check(text, document, known, targets);
  }
  return 0;
}

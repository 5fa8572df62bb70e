// W107: what is removed for a target changes the meaning of what is kept. Targets with the same
// output are judged once, and what holds for several targets is one diagnostic that names them.

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/diagnostic.h"
#include "engine/evaluator.h"
#include "engine/format.h"
#include "engine/json_syntax.h"
#include "engine/meaning.h"
#include "engine/text.h"
#include "engine/warnings.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// Of more targets than these, the others are counted.
constexpr std::size_t kMostNamed = 4;

struct Output {
  std::vector<std::size_t> targets;  // indices
  std::vector<Span> removed;
  std::vector<Finding> findings;
};

std::vector<Output> distinct_outputs(const ConditionalTree& tree,
                                     std::span<const NamedTarget> targets) {
  std::map<std::vector<bool>, std::size_t> by_truths;
  std::vector<Output> outputs;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto [known, is_new] =
        by_truths.try_emplace(tree.conditions.evaluate(targets[i].symbols), outputs.size());
    if (is_new) outputs.push_back({{}, removed_spans(tree, targets[i].symbols), {}});
    outputs[known->second].targets.push_back(i);
  }
  return outputs;
}

// "for targets a and b: "
std::string prefix(const std::vector<std::size_t>& of, std::span<const NamedTarget> targets) {
  if (of.size() == targets.size() && of.size() > 1) return "for every target: ";
  if (targets[of.front()].name.empty()) return {};
  std::string names;
  const std::size_t named = of.size() > kMostNamed ? kMostNamed - 1 : of.size();
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) names += i + 1 == of.size() ? " and " : ", ";
    names += shorten(targets[of[i]].name);
  }
  if (named < of.size()) names += formatted(" and {} more", of.size() - named);
  return formatted("for target{} {}: ", of.size() > 1 ? "s" : "", names);
}

// What is removed becomes blanks, so that offsets stay. A terminator still ends a // comment.
std::string blanked(std::string_view text, const std::vector<Span>& removed) {
  std::string output(text);
  for (const Span& span : removed) {
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (output[i] != '\n' && output[i] != '\r') output[i] = ' ';
    }
  }
  return output;
}

bool overlaps(const std::vector<Span>& removed, std::size_t begin, std::size_t end) {
  const auto after = std::ranges::upper_bound(removed, begin, {}, &Span::end);
  return after != removed.end() && after->begin < end;
}

// A file that has trailing commas away from directives is for a reader that allows them.
TrailingCommas commas_of(std::string_view text, const std::vector<Directive>& directives) {
  const bool allowed = std::ranges::any_of(trailing_commas(text), [&](const TrailingComma& each) {
    const auto inside = std::ranges::lower_bound(directives, each.begin, {}, &Directive::begin);
    return inside == directives.end() || inside->begin >= each.end;
  });
  return allowed ? TrailingCommas::kAllowed : TrailingCommas::kForbidden;
}

Finding json_finding(const JsonFault& fault, std::string_view text, const ConditionalTree& tree) {
  using Kind = JsonFault::Kind;
  const std::string token = shorten(text.substr(fault.begin, fault.end - fault.begin));
  const auto finding = [&](const std::string& what) {
    return Finding{fault.begin, fault.end, formatted("{}, which is not JSON", what)};
  };
  switch (fault.kind) {
    case Kind::kNothing: {
      const Place place = word_range(tree.directives.front());
      return {place.offset, place.offset + place.length,
              "nothing is left, which is not JSON; a [[files]] table with when takes the whole "
              "file out"};
    }
    case Kind::kCommaBeforeClose:
      return finding(formatted("a comma before {}", text.substr(fault.gap_end, 1)));
    case Kind::kCommaAfterOpen:
      return finding(formatted("a comma after {}", text.substr(fault.gap_begin - 1, 1)));
    case Kind::kTwoCommas:
      return finding("two commas in a row");
    case Kind::kNoComma:
      return finding("no comma between two values");
    case Kind::kMisplaced:
    case Kind::kNoToken:
      return finding(formatted("unexpected {}", token));
    case Kind::kEndsEarly:
      return finding(formatted("the text ends after {}", token));
  }
  return {};
}

// A fault counts only if a removal makes it: if it shows at one, or if the text is JSON without
// removals or for another target.
void judge_json(std::string_view text, const ConditionalTree& tree, std::vector<Output>& outputs) {
  const TrailingCommas commas = commas_of(text, tree.directives);
  std::vector<std::optional<JsonFault>> faults;
  faults.reserve(outputs.size());
  for (const Output& output : outputs) {
    faults.push_back(find_json_fault(blanked(text, output.removed), commas));
  }
  const bool is_json =
      !std::ranges::all_of(faults, [](const auto& fault) { return fault.has_value(); }) ||
      !find_json_fault(text, commas);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto& fault = faults[i];
    if (!fault) continue;
    // What is no token is so by itself.
    const bool at_removal = fault->kind != JsonFault::Kind::kNoToken &&
                            overlaps(outputs[i].removed, fault->gap_begin, fault->gap_end);
    if (is_json || at_removal) outputs[i].findings.push_back(json_finding(*fault, text, tree));
  }
}

// One cause has two findings, where a group begins and where it ends: of each conditional that is
// in no other, the first is enough.
std::vector<Finding> firsts(const std::vector<Directive>& directives,
                            std::vector<Finding> findings) {
  std::vector<Finding> kept;
  auto finding = findings.begin();
  for (std::size_t i = 0; i < directives.size();) {
    std::size_t last = i;
    while (directives[last].next != kNoDirective) last = directives[last].next;
    const auto is_inside = [&] {
      return finding != findings.end() && finding->begin < directives[last].end;
    };
    if (is_inside()) kept.push_back(std::move(*finding));
    while (is_inside()) ++finding;
    i = last + 1;
  }
  return kept;
}

// Whether anything of the language can mean something else in the layout.
bool is_judged(Language language, Layout layout) {
  switch (language) {
    case Language::kJson:
    case Language::kScss:
    case Language::kMarkdown:
      return true;
    case Language::kCss:
    case Language::kHtml:  // the end of a line is white space there, as any other
      return layout != Layout::kLoader;
    case Language::kJavaScript:
    case Language::kOther:
      return layout == Layout::kLoader;
  }
  return false;
}

void judge(const WarningOptions& options, Judged& judged) {
  if (options.layout == Layout::kLoader) return judge_joins(options.language, judged);
  switch (options.language) {
    case Language::kCss:
    case Language::kScss: {
      KeptCursor cursor = judged.cursor();
      judge_style(cursor,
                  options.language == Language::kScss ? StyleComments::kBlockAndSlashes
                                                      : StyleComments::kBlock,
                  judged);
      break;
    }
    case Language::kHtml:
      judge_markup(judged);
      break;
    case Language::kMarkdown:
      judge_markdown(judged);
      break;
    case Language::kOther:
    case Language::kJavaScript:
    case Language::kJson:
      break;  // judged in another layout, or as a whole
  }
}

}  // namespace

void warn_of_meaning(std::string_view text, const ConditionalTree& tree,
                     const WarningOptions& options, std::vector<Diagnostic>& diagnostics) {
  if (options.outputs.empty() || tree.directives.empty()) return;
  if (!is_judged(options.language, options.layout)) return;
  std::vector<Output> outputs = distinct_outputs(tree, options.outputs);
  if (options.language == Language::kJson) {
    judge_json(text, tree, outputs);
  } else {
    for (Output& output : outputs) {
      Judged judged(text, tree.directives, output.removed, options.layout);
      judge(options, judged);
      output.findings = firsts(tree.directives, std::move(judged).findings());
    }
  }

  using Key = std::tuple<std::size_t, std::size_t, std::string>;
  std::map<Key, std::vector<std::size_t>> targets;
  for (Output& output : outputs) {
    for (Finding& finding : output.findings) {
      auto& of = targets[{finding.begin, finding.end, std::move(finding.message)}];
      of.insert(of.end(), output.targets.begin(), output.targets.end());
    }
  }
  for (auto& [key, of] : targets) {
    const auto& [begin, end, message] = key;
    std::ranges::sort(of);
    diagnostics.push_back({Code::kChangesMeaning,
                           byte_range(begin, end),
                           formatted("{}{}", prefix(of, options.outputs), message),
                           {}});
  }
}

}  // namespace iftrue

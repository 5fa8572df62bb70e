// W102: a group with nothing but white space in it. A comment is something: it tells that the group
// is meant to be empty.

#include "engine/format.h"
#include "engine/text.h"
#include "engine/warnings.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// IFTRUE_(!X) of X, IFTRUE_(!(X || Y)) of (X || Y).
std::string negated_if(std::string_view text, const Directive& directive) {
  const std::string_view condition =
      text.substr(directive.condition_begin, directive.word_end - directive.condition_begin);
  return formatted("{}(!{})", keyword(DirectiveKind::kIf), shorten(condition));
}

}  // namespace

void warn_of_empty_groups(std::string_view text, const ConditionalTree& tree,
                          std::vector<Diagnostic>& diagnostics) {
  const std::vector<Directive>& directives = tree.directives;
  bool after_empty = false;  // the group before was of the same conditional, and empty
  for (std::size_t i = 0; i + 1 < directives.size(); ++i) {
    const Directive& directive = directives[i];
    const bool follows_empty = after_empty && directive.kind != DirectiveKind::kIf;
    after_empty = false;
    if (directive.next != i + 1) continue;
    const Directive& next = directives[i + 1];
    if (skip_white_space(text, directive.end) < next.begin) continue;
    after_empty = true;
    std::string remedy = "a comment in it would tell that this is meant";
    if (directive.kind == DirectiveKind::kIf && next.kind == DirectiveKind::kElse) {
      remedy = formatted("write {} for the else alone", negated_if(text, directive));
    }
    if (follows_empty) continue;
    diagnostics.push_back(
        {Code::kEmptyGroup,
         word_range(directive),
         formatted("the group of {} is empty; {}", written(text, directive), remedy),
         {}});
  }
}

}  // namespace iftrue

#include "engine/partial_evaluator.h"

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "engine/first_true.h"
#include "engine/format.h"
#include "engine/text.h"
#include "engine/word.h"

namespace iftrue {
namespace {

// The condition with its white space at line breaks made one blank.
std::string on_one_line(std::string_view condition) {
  std::string line;
  for (std::size_t pos = 0; pos < condition.size();) {
    const std::size_t end = skip_white_space(condition, pos);
    const std::string_view space = condition.substr(pos, end - pos);
    line += find_terminator(space, 0) < space.size() ? " " : space;
    pos = end;
    while (pos < condition.size() && white_space_at(condition, pos) == 0) line += condition[pos++];
  }
  return line;
}

// The operators and parentheses before the first symbol of a condition, and that symbol: what two
// conditions have in common that are the same. `text` may go on after the condition.
std::string head_of(std::string_view text) {
  std::string head;
  std::size_t pos = 0;
  while (pos < text.size() && (text[pos] == '(' || text[pos] == '!')) {
    head += text[pos];
    pos = skip_white_space(text, pos + 1);
  }
  while (pos < text.size() && is_word_char(text[pos])) head += text[pos++];
  return head;
}

class PartialEvaluator {
 public:
  PartialEvaluator(std::string_view text, const ConditionalTree& tree, const Symbols& symbols)
      : text_(text),
        directives_(tree.directives),
        symbols_(symbols),
        truths_(tree.conditions.evaluate_partially(symbols)),
        plans_(directives_.size()) {}

  PartialEvaluation evaluate() && {
    for (std::uint32_t i = 0; i < directives_.size();) {
      const Directive& directive = directives_[i];
      if (directive.kind == DirectiveKind::kIf) plan_conditional(i);
      switch (plans_[i].fate) {
        case Fate::kGoesWithGroup:
          remove(directive.begin, directives_[directive.next].begin);
          i = directive.next;  // whatever is nested in the group goes too
          break;
        case Fate::kGoes:
          remove(directive.begin, directive.end);
          ++i;
          break;
        case Fate::kStays:
          put(i);
          ++i;
          break;
      }
    }
    return std::move(result_);
  }

 private:
  enum class Fate : std::uint8_t { kGoesWithGroup, kGoes, kStays };

  struct Plan {
    Fate fate = Fate::kGoesWithGroup;
    // The rest is for a directive that stays.
    DirectiveKind kind{};                   // what it becomes
    std::uint32_t first = kNoDirective;     // the one that is, or becomes, the if
    std::uint32_t previous = kNoDirective;  // the one before it, of those that stay
    std::uint32_t parentheses = 0;          // to put around its own condition, folded
  };

  void plan_conditional(std::uint32_t begin) {
    std::uint32_t first = kNoDirective;
    std::uint32_t previous = kNoDirective;
    FirstTrue<std::optional<bool>> choice(true);
    for (std::uint32_t i = begin; i != kNoDirective; i = directives_[i].next) {
      const DirectiveKind kind = directives_[i].kind;
      const bool is_end = kind == DirectiveKind::kEnd;
      const std::optional<bool> truth =
          has_own_condition(kind) ? truths_[directives_[i].condition] : true;
      const std::optional<bool> kept = is_end ? true : choice.take(truth);
      Plan& plan = plans_[i];
      if (kept == false) continue;
      if (first == kNoDirective && kept == true) {
        plan.fate = Fate::kGoes;
      } else {
        if (first == kNoDirective) first = i;
        plan = {Fate::kStays, kind, first, previous};
        if (i == first) {
          plan.kind = DirectiveKind::kIf;
        } else if (truth == true && !is_end) {
          plan.kind = DirectiveKind::kElse;
        }
        previous = i;
      }
    }
    if (first == kNoDirective) return;
    std::vector<std::uint32_t> staying;
    for (std::uint32_t i = previous; i != kNoDirective; i = plans_[i].previous)
      staying.push_back(i);
    add_parentheses(begin, first, staying);
  }

  // Folding leaves a symbol of (A || X), and the if may be another one now: what was told apart by
  // its parentheses, or was the condition of another conditional, must not be taken for this.
  void add_parentheses(std::uint32_t begin, std::uint32_t first,
                       const std::vector<std::uint32_t>& staying) {
    const std::string condition = folded(first);
    std::uint32_t& parentheses = plans_[first].parentheses;
    for (const std::uint32_t i : staying) {
      if (directives_[i].after == Liveness::kLive || !goes_on(directives_[i])) continue;
      if (plans_[i].kind == DirectiveKind::kElif) {
        plans_[i].parentheses = is_word_char(folded(i).back()) ? 1 : 0;
      } else if (is_word_char(condition.back())) {
        parentheses = 1;
      }
    }
    if (first == begin && parentheses == 0 && condition == written(first)) return;
    std::unordered_set<std::string> heads;  // of the elses and ends that are text in these groups
    for (const std::uint32_t i : staying) {
      const Directive& directive = directives_[i];
      if (directive.after != Liveness::kDormant) continue;
      find_heads(directive.end, directives_[directive.next].begin, heads);
    }
    const std::unordered_set<std::string>& live_heads = heads_in_live_text();
    std::string head = std::string(parentheses, '(') + head_of(condition);
    while (heads.contains(head) || live_heads.contains(head)) {
      ++parentheses;
      head.insert(0, 1, '(');
    }
  }

  // The same for live text, where an end that repeats the condition of the conditional around it
  // and closes a comment is an error. Of the whole text at once: a conditional may hold any of it
  // when what is nested in it is resolved.
  const std::unordered_set<std::string>& heads_in_live_text() {
    if (live_heads_) return *live_heads_;
    live_heads_.emplace();
    for (std::size_t i = 0; i < directives_.size(); ++i) {
      if (directives_[i].after != Liveness::kLive) continue;
      const std::size_t end = i + 1 < directives_.size() ? directives_[i + 1].begin : text_.size();
      find_heads(directives_[i].end, end, *live_heads_);
    }
    return *live_heads_;
  }

  void find_heads(std::size_t begin, std::size_t end,
                  std::unordered_set<std::string>& heads) const {
    const std::string_view group = text_.substr(begin, end - begin);
    std::size_t from = 0;
    while (const auto word = find_word(group, from)) {
      from = word->condition_begin;
      if (word->kind == DirectiveKind::kElse || word->kind == DirectiveKind::kEnd) {
        heads.insert(head_of(group.substr(word->condition_begin)));
      }
    }
  }

  // Whether a word character follows the directive, which leaves its comment open.
  [[nodiscard]] bool goes_on(const Directive& directive) const {
    return directive.word_end < text_.size() && is_word_char(text_[directive.word_end]);
  }

  [[nodiscard]] std::string_view written(std::uint32_t index) const {
    const Directive& directive = directives_[index];
    return text_.substr(directive.condition_begin, directive.word_end - directive.condition_begin);
  }

  // The directive's condition without the known symbols; as it is written where it has none.
  [[nodiscard]] std::string folded(std::uint32_t index) const {
    return Condition(written(index)).fold(symbols_).text;
  }

  // The condition that a directive that stays is to have, or to repeat.
  [[nodiscard]] std::string condition_of(std::uint32_t index) const {
    const Plan& plan = plans_[index];
    const std::uint32_t owner = has_own_condition(plan.kind) ? index : plan.first;
    // It repeats the if as it did, with blanks of its own, where that is still the same one.
    const bool repeats = directives_[index].condition == directives_[owner].condition;
    const std::string condition = folded(repeats ? index : owner);
    const std::size_t parentheses = plans_[owner].parentheses;
    return std::string(parentheses, '(') + condition + std::string(parentheses, ')');
  }

  [[nodiscard]] std::string word_of(std::uint32_t index) const {
    const Directive& directive = directives_[index];
    const std::string condition = condition_of(index);
    if (plans_[index].kind == directive.kind && condition == written(index)) {
      return std::string(
          text_.substr(directive.word_begin, directive.word_end - directive.word_begin));
    }
    return formatted("{}{}", keyword(plans_[index].kind), on_one_line(condition));
  }

  // Writes a directive that stays behind what stands before it now.
  void put(std::uint32_t index) {
    const Directive& directive = directives_[index];
    const std::uint32_t previous = plans_[index].previous;
    std::string word = word_of(index);
    if (previous == kNoDirective || directives_[previous].after == Liveness::kLive) {
      if (!opens_comment(directive)) word.insert(0, opener(directive.comment));
    } else if (directives_[previous].next != index) {
      put_behind(directives_[previous], index, word);
      return;
    }
    rewrite(directive.word_begin, directive.word_end, std::move(word));
  }

  // The same where that is a dormant group, `before` its directive, and what followed it goes.
  void put_behind(const Directive& before, std::uint32_t index, std::string& word) {
    const Directive& directive = directives_[index];
    const std::size_t group_end = directives_[before.next].begin;
    const std::string_view around_opener = opener(before.comment);
    const std::string_view group = text_.substr(before.end, group_end - before.end);
    const std::string_view text = group.substr(0, skip_white_space_back(group, group.size(), 0));
    // A word must not go on the one before it, nor take the text's last characters for its opener.
    const bool needs_opener =
        group.empty() || is_word_char(group.back()) || text.ends_with(around_opener);

    const bool same_comment = directive.comment == before.comment;
    if (!same_comment && directive.after == Liveness::kDormant) {
      // No directive leads from one comment into another; an elif that is never reached does.
      rewrite(
          directive.begin, directive.begin,
          formatted("{}{}{}{}{}", needs_opener ? around_opener : "", keyword(DirectiveKind::kElif),
                    on_one_line(condition_of(plans_[index].previous)), closer(before.comment),
                    opens_comment(directive) ? "" : opener(directive.comment)));
      rewrite(directive.word_begin, directive.word_end, std::move(word));
      return;
    }
    if (!same_comment || !needs_opener || !opens_comment(directive)) {
      if (opens_comment(directive)) remove(directive.begin, directive.word_begin);
      if (needs_opener) word.insert(0, around_opener);
    }
    rewrite(directive.word_begin, directive.word_end, std::move(word));
    if (!same_comment) {
      const std::string_view closes =
          closer_at(directive.comment, text_.substr(skip_white_space(text_, directive.word_end)));
      rewrite(directive.end - closes.size(), directive.end, std::string(closer(before.comment)));
    }
  }

  [[nodiscard]] static bool opens_comment(const Directive& directive) {
    return directive.begin != directive.word_begin;
  }

  // A word that is only given an opener stays, with the line breaks in its condition.
  void rewrite(std::size_t begin, std::size_t end, std::string text) {
    const std::string_view as_written = text_.substr(begin, end - begin);
    if (text.ends_with(as_written)) {
      text.resize(text.size() - as_written.size());
      end = begin;
      if (text.empty()) return;
    }
    result_.rewritten.push_back({begin, end, std::move(text)});
  }

  void remove(std::size_t begin, std::size_t end) {
    std::vector<Span>& removed = result_.removed;
    if (!removed.empty() && removed.back().end == begin) {
      removed.back().end = end;
    } else {
      removed.push_back({begin, end});
    }
  }

  std::string_view text_;
  const std::vector<Directive>& directives_;
  const Symbols& symbols_;
  std::vector<std::optional<bool>> truths_;                    // by condition
  std::vector<Plan> plans_;                                    // by directive
  std::optional<std::unordered_set<std::string>> live_heads_;  // once it is needed
  PartialEvaluation result_;
};

}  // namespace

PartialEvaluation evaluate_partially(std::string_view text, const ConditionalTree& tree,
                                     const Symbols& symbols) {
  return PartialEvaluator(text, tree, symbols).evaluate();
}

}  // namespace iftrue

#include "engine/conditional_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "engine/diagnostic.h"
#include "engine/pairing.h"
#include "engine/scanner.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// Builds the tree with a stack of open conditionals. After an error the conditionals that it
// touches are left in peace: what follows from one mistake is not reported as another.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, std::vector<Diagnostic>& diagnostics)
      : text_(text), diagnostics_(diagnostics), scanner_(text, tree_.conditions) {}

  ConditionalTree build() && {
    while (live_ ? scan_live() : scan_dormant()) {
    }
    for (const Open& open : open_) {
      if (open.ended || open.in_error) continue;
      const Directive& first = at(open.first);
      report(Code::kNeverEnded, word_range(first),
             fmt::format("{} is never ended: no {} follows", written(first),
                         expected(DirectiveKind::kEnd, first)));
    }
    return std::move(tree_);
  }

 private:
  struct Open {
    std::uint32_t first;  // its if
    std::uint32_t last;   // its latest directive
    std::uint32_t else_directive = kNoDirective;
    bool in_error = false;    // an error about it was reported
    bool any_end = false;     // its condition is malformed: take any end for its own
    bool bare_words = false;  // its comment ended too soon: its directives may open none
    bool ended = false;       // by an end that crosses inner conditionals
  };

  bool scan_live() {
    const auto found = scanner_.next_live(
        open_.empty() ? std::nullopt : std::optional(at(open_.back().first).condition));
    if (!found) return false;
    if (!found->opens_its_comment && !open_.back().bare_words) {
      report_stray(found->directive);
    }
    take(found->directive);
    return true;
  }

  bool scan_dormant() {
    const Directive& group = tree_.directives.back();
    std::size_t& early_closer = early_closer_[static_cast<std::size_t>(group.comment)];
    if (group.end <= early_closer) {
      // Its comment ends where an outer dormant group's does, and that was reported.
      recover(open_.back());
      open_.back().in_error = true;
      return true;
    }
    const DormantEnd end = scanner_.next_dormant(group.comment, at(open_.back().first).condition);
    switch (end.kind) {
      case DormantEnd::Kind::kEndOfText:
        return false;
      case DormantEnd::Kind::kEarlyCloser:
        report_early_closer(group, end);
        early_closer = end.closer;
        recover(open_.back());
        return true;
      case DormantEnd::Kind::kDirective:
        if (end.nested) report_nested(*end.nested, group.comment);
        take(end.directive);
        return true;
    }
    return false;
  }

  // The text up to the closer is scanned again as live text, for the conditionals in it.
  void recover(Open& open) {
    open.bare_words = true;
    live_ = true;
  }

  void take(const Directive& directive) {
    check_condition(directive);
    live_ = directive.after == Liveness::kLive;
    if (directive.kind == DirectiveKind::kEnd && !live_) {
      live_ = true;
      if (open_.empty()) {
        report_without_if(directive);
        return;
      }
      report(Code::kCommentMismatch, word_range(directive),
             fmt::format("{} leaves its comment open; an end closes it: {}{}", written(directive),
                         written(directive), closer(directive.comment)),
             {opened(open_.back())});
    }
    switch (directive.kind) {
      case DirectiveKind::kIf:
        take_if(directive);
        return;
      case DirectiveKind::kElif:
      case DirectiveKind::kElse:
        take_alternative(directive);
        return;
      case DirectiveKind::kEnd:
        take_end(directive);
        return;
    }
  }

  void take_if(const Directive& directive) {
    const std::uint32_t index = append(directive);
    Open open{index, index};
    open.in_error = open.any_end = malformed(directive);
    openings(directive.condition).push_back(open_.size());
    open_.push_back(open);
  }

  void take_alternative(const Directive& directive) {
    const Fit fit = fit_of(directive);
    if (fit == Fit::kNoneOpen) {
      report_without_if(directive);
      live_ = true;  // there is no group that could be dormant
      return;
    }
    Open& open = open_.back();
    if (fit == Fit::kOtherCondition) {
      report_other_condition(directive, open);
    } else if (fit == Fit::kAfterElse) {
      report(Code::kAfterElse, word_range(directive),
             fmt::format("{} after the else of the same conditional", written(directive)),
             {note(at(open.else_directive), "the else stands here"), opened(open)});
      open.in_error = true;
    }
    const std::uint32_t index = append(directive);
    if (directive.kind == DirectiveKind::kElse) open_.back().else_directive = index;
    link(open_.back(), index);
  }

  void take_end(const Directive& directive) {
    const Fit fit = fit_of(directive);
    if (fit == Fit::kNoneOpen) {
      report_without_if(directive);
      return;
    }
    if (fit == Fit::kFits) {
      link(open_.back(), append(directive));
      close_innermost();
      return;
    }
    std::vector<std::size_t>& outer = openings(directive.condition);
    if (!outer.empty()) {
      end_outer(directive, outer.back());
      return;
    }
    Open& open = open_.back();
    if (open.bare_words) return;
    report_other_condition(directive, open);
    expected_ends_.insert(at(open.first).condition);
    link(open, append(directive));
    close_innermost();
  }

  // `directive` ends the conditional at `depth` while others in it are open.
  void end_outer(const Directive& directive, std::size_t depth) {
    Open& outer = open_[depth];
    const Open& inner = open_.back();
    if (!inner.in_error) {
      report(Code::kCrossing, word_range(directive),
             fmt::format("{} ends an outer conditional while {} is open", written(directive),
                         written(at(inner.first))),
             {note(at(inner.first), fmt::format("{} opened here", written(at(inner.first)))),
              note(at(outer.first), fmt::format("{} opened here", written(at(outer.first))))});
    }
    // Every conditional inside shares the fault.
    for (std::size_t i = open_.size(); i-- > depth + 1 && !open_[i].in_error;) {
      open_[i].in_error = true;
    }
    outer.ended = true;
    openings(directive.condition).pop_back();
  }

  void close_innermost() {
    std::vector<std::size_t>& same = openings(at(open_.back().first).condition);
    if (!same.empty() && same.back() == open_.size() - 1) same.pop_back();
    open_.pop_back();
    while (!open_.empty() && open_.back().ended) open_.pop_back();
  }

  [[nodiscard]] Fit fit_of(const Directive& directive) const {
    if (open_.empty()) return fit(directive.kind, directive.condition, nullptr);
    const Open& open = open_.back();
    const OpenConditional innermost{at(open.first).condition, open.else_directive != kNoDirective};
    return fit(directive.kind, directive.condition, &innermost);
  }

  [[nodiscard]] bool malformed(const Directive& directive) const {
    return !tree_.conditions.condition(directive.condition).ok();
  }

  [[nodiscard]] bool repeats_if(const Directive& directive, const Open& open) const {
    return directive.condition == at(open.first).condition;
  }

  void check_condition(const Directive& directive) {
    const bool has_own =
        directive.kind == DirectiveKind::kIf || directive.kind == DirectiveKind::kElif;
    const bool repeats = !has_own && !open_.empty() && repeats_if(directive, open_.back());
    if (repeats || !malformed(directive)) return;
    // The condition was parsed where it stood first; offsets hold here only if it stands alike.
    const Condition here(
        text_.substr(directive.condition_begin, directive.word_end - directive.condition_begin));
    const ConditionError& error = here.error();
    const std::size_t begin = directive.condition_begin + error.offset;
    report(Code::kMalformed, byte_range(begin, begin + error.length),
           fmt::format("malformed condition: {}", error.message));
  }

  void report_stray(const Directive& directive) {
    Open& open = open_.back();
    report(
        Code::kCommentMismatch, word_range(directive),
        fmt::format("{0} closes a comment that it did not open; write {1}{0}{2}",
                    written(directive), opener(directive.comment), closer(directive.comment)),
        {note(at(open.last), fmt::format("{} closed its comment here", written(at(open.last))))});
  }

  void report_early_closer(const Directive& group, const DormantEnd& end) {
    Open& open = open_.back();
    if (open.in_error) return;
    open.in_error = true;
    const Directive& first = at(open.first);
    const std::string wanted = expected(DirectiveKind::kEnd, first);
    std::vector<Note> notes = {
        note(group, fmt::format("{} leaves its comment open here", written(group)))};
    if (end.nested) {
      notes.push_back(
          {word_place(*end.nested), "a dormant group cannot hold a nested conditional"});
    } else if (end.other_condition) {
      const Word& word = *end.other_condition;
      notes.push_back({word_place(word), fmt::format("this is text here; did you mean {}?",
                                                     expected(word.kind, first))});
    }
    report(
        Code::kCommentEndsEarly, byte_range(end.closer, end.closer + closer(group.comment).size()),
        fmt::format("the comment of a dormant group ends before its {}", wanted), std::move(notes));
  }

  void report_nested(const Word& nested, CommentKind comment) {
    const Place place = word_place(nested);
    report(Code::kCommentMismatch, place,
           fmt::format("{} opens a comment inside a dormant group, which cannot hold a nested "
                       "conditional; close the comment of the outer directive with {}",
                       shorten(text_.substr(nested.begin, place.length)), closer(comment)),
           {note(tree_.directives.back(), "the dormant group begins here")});
  }

  void report_without_if(const Directive& directive) {
    if (malformed(directive)) return;  // reported as such
    if (directive.kind == DirectiveKind::kEnd && expected_ends_.erase(directive.condition) > 0) {
      return;
    }
    if (directive.kind == DirectiveKind::kElif) {
      expected_ends_.insert(directive.condition);  // if it was meant to be an if
      report(Code::kWithoutIf, word_range(directive),
             fmt::format("{} without an if before it", written(directive)));
      return;
    }
    report(Code::kWithoutIf, word_range(directive),
           fmt::format("{} without its {}", written(directive),
                       expected(DirectiveKind::kIf, directive)));
  }

  void report_other_condition(const Directive& directive, Open& open) {
    if (!open.any_end && !open.in_error && !malformed(directive)) {
      report(Code::kOtherCondition, word_range(directive),
             fmt::format("{} does not repeat the condition of its if; did you mean {}?",
                         written(directive), expected(directive.kind, at(open.first))),
             {opened(open)});
    }
    open.in_error = true;
  }

  [[nodiscard]] std::string written(const Directive& directive) const {
    return iftrue::written(text_, directive);
  }

  // The word with which a directive of this kind repeats the condition of `other`.
  [[nodiscard]] std::string expected(DirectiveKind kind, const Directive& other) const {
    return repeating(kind, other, text_, tree_.conditions);
  }

  [[nodiscard]] static Note note(const Directive& directive, std::string message) {
    return {word_range(directive), std::move(message)};
  }

  [[nodiscard]] Note opened(const Open& open) const {
    return note(at(open.first), fmt::format("{} opened here", written(at(open.first))));
  }

  [[nodiscard]] Place word_place(const Word& word) const {
    return byte_range(word.begin, scanner_.condition_end(word.condition_begin));
  }

  [[nodiscard]] const Directive& at(std::uint32_t index) const { return tree_.directives[index]; }

  std::uint32_t append(const Directive& directive) {
    tree_.directives.push_back(directive);
    return static_cast<std::uint32_t>(tree_.directives.size() - 1);
  }

  void link(Open& open, std::uint32_t index) {
    tree_.directives[open.last].next = index;
    open.last = index;
  }

  // The depths at which conditionals with this condition are open, outermost first.
  std::vector<std::size_t>& openings(ConditionId condition) {
    if (openings_.size() <= condition) openings_.resize(condition + 1);
    return openings_[condition];
  }

  void report(Code code, Place place, std::string message, std::vector<Note> notes = {}) {
    diagnostics_.push_back({code, place, std::move(message), std::move(notes)});
  }

  std::string_view text_;
  std::vector<Diagnostic>& diagnostics_;
  ConditionalTree tree_;
  Scanner scanner_;
  bool live_ = true;
  std::vector<Open> open_;
  // By comment kind: the last closer that ended a dormant group too soon.
  std::array<std::size_t, 2> early_closer_{};
  std::vector<std::vector<std::size_t>> openings_;  // by condition
  // The conditions whose end may still follow although it ends nothing: of conditionals that an end
  // of another condition was taken to end (E008), and of elifs without an if.
  std::set<ConditionId> expected_ends_;
};

}  // namespace

ConditionalTree parse(std::string_view text, std::vector<Diagnostic>& diagnostics) {
  return TreeBuilder(text, diagnostics).build();
}

}  // namespace iftrue

#include "engine/pairing_errors.h"

#include <algorithm>
#include <utility>

#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/wording.h"
#include "iftrue/condition.h"

namespace iftrue {
namespace {

Place range(const Mention& mention) { return byte_range(mention.word.begin, mention.end); }

}  // namespace

void PairingErrors::remember(const Directive& directive) {
  // The latest directive of a conditional may be its if.
  if (!words_.empty() && words_.back().begin == directive.word_begin) return;
  words_.push_back({directive.word_begin, written(directive)});
}

void PairingErrors::drop_words(std::size_t begin) {
  while (!words_.empty() && words_.back().begin >= begin) words_.pop_back();
}

void PairingErrors::never_ended(const Directive& first, const Place& again) {
  std::vector<Note> notes;
  if (again.length > 0) notes.push_back(opened_again(again, first));
  report(Code::kNeverEnded, word_range(first),
         formatted("{} is never ended: no {} follows", written(first),
                   expected(DirectiveKind::kEnd, first)),
         std::move(notes));
}

void PairingErrors::without_if(const Directive& directive) {
  if (directive.kind == DirectiveKind::kElif) {
    report(Code::kWithoutIf, word_range(directive),
           formatted("{} without an if before it", written(directive)));
    return;
  }
  report(
      Code::kWithoutIf, word_range(directive),
      formatted("{} without its {}", written(directive), expected(DirectiveKind::kIf, directive)));
}

void PairingErrors::crossing(const Directive& end, const Directive& inner, const Directive& outer,
                             const Place& again) {
  std::vector<Note> notes = {again.length > 0 ? opened_again(again, inner) : opened(inner),
                             opened(outer)};
  report(Code::kCrossing, word_range(end),
         formatted("{} ends an outer conditional while {} is open", written(end), written(inner)),
         std::move(notes));
}

void PairingErrors::malformed(const Directive& directive) {
  // The condition was parsed where it stood first; offsets hold here only if it stands alike.
  const Condition here(window_.text(directive.condition_begin, directive.word_end));
  const ConditionError& error = here.error();
  const std::size_t begin = directive.condition_begin + error.offset;
  report(Code::kMalformed, byte_range(begin, begin + error.length),
         formatted("malformed condition: {}", error.message));
}

void PairingErrors::fake_closer(const Directive& directive) {
  constexpr std::string_view kFake = "!>";
  if (directive.comment != CommentKind::kMarkup || directive.after == Liveness::kLive) return;
  const std::size_t begin = window_.skip_white_space(directive.end);
  if (!window_.has_at(begin, kFake)) return;
  report(Code::kMalformed, byte_range(begin, begin + kFake.size()),
         formatted("{} closes no comment; write {}{}", kFake, written(directive),
                   closer(directive.comment)));
}

std::optional<PairingErrors::RemarkError> PairingErrors::remark(const Directive& directive,
                                                                const Directive& first) const {
  if (directive.remark == 0 || !conditions_.condition(directive.condition).ok()) return {};
  const std::size_t begin = directive.word_end;
  const std::string word = written(directive);
  const std::string end = expected(DirectiveKind::kEnd, first);
  RemarkAdvice advice = advice_on({
      .text = window_.text(begin, begin + directive.remark),
      .kind = directive.kind,
      .comment = directive.comment,
      .condition = conditions_.spelling(directive.condition),
      .word = word,
      .end = end,
  });
  return RemarkError{advice.mistake,
                     {Code::kMalformed,
                      byte_range(directive.word_begin, begin + advice.wrong_size),
                      std::move(advice.message),
                      {}}};
}

PairingErrors::EarlyCloser PairingErrors::early_closer(const Directive& first,
                                                       const Directive& group,
                                                       const DormantEnd& end) const {
  std::vector<Note> notes = {
      note(group, formatted("{} leaves its comment open here", written(group)))};
  std::optional<Diagnostic> live;
  if (end.nested && !end.nested->repeats) {
    notes.push_back({range(*end.nested), "a dormant group cannot hold a nested conditional"});
  } else if (const auto& meant = end.nested ? end.nested : end.meant) {
    const DirectiveKind kind =
        meant->word.kind == DirectiveKind::kIf ? DirectiveKind::kEnd : meant->word.kind;
    notes.push_back(
        {range(*meant), formatted("this is text here; did you mean {}?", expected(kind, first))});
  } else if (auto error = remark(group, first)) {
    if (error->mistake != Mistake::kText) return {std::move(error->diagnostic), {}};
    if (group.opens_its_comment()) live = std::move(error->diagnostic);
  }
  const std::string_view closes = closer_at(group.comment, window_.text(end.closer, window_.end()));
  return {{Code::kCommentEndsEarly, byte_range(end.closer, end.closer + closes.size()),
           formatted("the comment of a dormant group ends before its {}",
                     expected(DirectiveKind::kEnd, first)),
           std::move(notes)},
          std::move(live)};
}

void PairingErrors::after_else(const Directive& directive, const Place& else_place,
                               const Directive& first) {
  report(Code::kAfterElse, word_range(directive),
         formatted("{} after the else of the same conditional", written(directive)),
         {{else_place, "the else is here"}, opened(first)});
}

void PairingErrors::other_condition(const Directive& directive, const Directive& first) {
  report(Code::kOtherCondition, word_range(directive),
         formatted("{} does not repeat the condition of its if; did you mean {}?",
                   written(directive), expected(directive.kind, first)),
         {opened(first)});
}

void PairingErrors::stray(const Directive& directive, const Directive& before) {
  report(Code::kCommentMismatch, word_range(directive),
         formatted("{0} closes a comment that it did not open; write {1}{0}{2}", written(directive),
                   opener(directive.comment), closer(directive.comment)),
         {note(before, formatted("{} closed its comment here", written(before)))});
}

void PairingErrors::nested(const Mention& nested, const Directive& group) {
  report(Code::kCommentMismatch, range(nested),
         formatted("{} opens a comment inside a dormant group, which cannot hold a nested "
                   "conditional; close the comment of the outer directive with {}",
                   nested.written, closer(group.comment)),
         {note(group, "the dormant group begins here")});
}

void PairingErrors::open_end(const Directive& end, const Directive& first, Group group) {
  if (auto error = remark(end, first);
      error && (error->mistake != Mistake::kText || group == Group::kMeantLive)) {
    report(std::move(error->diagnostic));
    return;
  }
  report(Code::kCommentMismatch, word_range(end),
         formatted("{} leaves its comment open; an end closes it: {}{}", written(end), written(end),
                   closer(end.comment)),
         {opened(first)});
}

std::string PairingErrors::written(const Directive& directive) const {
  if (shows(directive)) {
    return shorten(window_.text(directive.word_begin, directive.word_end));
  }
  return std::ranges::lower_bound(words_, directive.word_begin, {}, &Remembered::begin)->word;
}

std::string PairingErrors::expected(DirectiveKind kind, const Directive& other) const {
  return repeating(kind, other, conditions_);
}

Note PairingErrors::note(const Directive& directive, std::string message) {
  return {word_range(directive), std::move(message)};
}

Note PairingErrors::opened(const Directive& directive) const {
  return note(directive, formatted("{} opened here", written(directive)));
}

Note PairingErrors::opened_again(const Place& again, const Directive& first) const {
  return {again, formatted("this is the same if again; did you mean {}?",
                           expected(DirectiveKind::kEnd, first))};
}

void PairingErrors::report(Code code, Place place, std::string message, std::vector<Note> notes) {
  diagnostics_.push_back({code, place, std::move(message), std::move(notes)});
}

}  // namespace iftrue

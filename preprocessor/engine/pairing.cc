#include "engine/pairing.h"

#include <algorithm>

#include "engine/diagnostic.h"
#include "engine/wording.h"

namespace iftrue {

const Paired* Pairing::next() {
  paired_.directive = nullptr;
  while (paired_.directive == nullptr && !scanner_.is_behind() &&
         (live_ ? scan_live() : scan_dormant())) {
  }
  return paired_.directive != nullptr ? &paired_ : nullptr;
}

void Pairing::finish() {
  for (Open& open : open_) {
    settle(open, Liveness::kDormant);
    if (open.ended || open.in_error) continue;
    errors_.never_ended(open.first, byte_range(open.again_begin, open.again_end));
  }
}

void Pairing::see(Window window) {
  scanner_.see(window);
  errors_.see(window);
}

std::size_t Pairing::keeps_from() {
  const std::size_t settled = scanner_.settled();
  // What is behind the word may be what is wrong.
  const bool has_remark = !live_ && open_.back().last.remark > 0;
  return has_remark ? std::min(settled, open_.back().last.word_end) : settled;
}

void Pairing::forget(std::size_t end) {
  scanner_.forget(end);
  // What was opened or went on since the last time is inside what was not.
  std::vector<const Directive*> shown;  // innermost first
  std::size_t gone = 0;                 // where the last word that is remembered and needed ends
  for (auto open = open_.rbegin(); open != open_.rend() && gone == 0; ++open) {
    for (const Directive* each : {&open->last, &open->first}) {
      if (errors_.shows(*each)) {
        if (each->word_begin < end) shown.push_back(each);
      } else if (gone == 0) {
        gone = each->word_end;
      }
    }
  }
  errors_.drop_words(gone);
  std::ranges::reverse(shown);
  for (const Directive* each : shown) errors_.remember(*each);
}

bool Pairing::scan_live() {
  const Directive* found =
      scanner_.next_live(open_.empty() ? std::nullopt : std::optional(open_.back().condition()));
  if (found == nullptr) return false;
  if (!found->opens_its_comment() && !open_.back().bare_words) {
    errors_.stray(*found, open_.back().last);
  }
  take(*found);
  return true;
}

bool Pairing::scan_dormant() {
  Open& open = open_.back();
  const Directive& group = open.last;
  std::size_t& early_closer = early_closer_[static_cast<std::size_t>(group.comment)];
  if (group.end <= early_closer) {
    // Its comment ends where an outer dormant group's does, and that was reported.
    open.in_error = true;
    recover();
    return true;
  }
  const DormantEnd end = scanner_.next_dormant(group.comment, open.condition());
  if (scanner_.undecided()) return false;
  switch (end.kind) {
    case DormantEnd::Kind::kEndOfText:
      return false;
    case DormantEnd::Kind::kEarlyCloser:
      if (!open.in_error) {
        open.early_closer = std::make_unique<PairingErrors::EarlyCloser>(
            errors_.early_closer(open.first, group, end));
        if (!open.early_closer->live) settle(open, Liveness::kDormant);
      }
      open.in_error = true;
      early_closer = end.closer;
      recover();
      return true;
    case DormantEnd::Kind::kDirective:
      if (end.nested) errors_.nested(*end.nested, open.last);
      take(*end.directive);
      return true;
  }
  return false;
}

// The text up to the closer is scanned again as live text, for the conditionals in it.
void Pairing::recover() {
  open_.back().bare_words = true;
  live_ = true;
  scanner_.go_back();
}

void Pairing::take(const Directive& directive) {
  check_condition(directive);
  live_ = directive.after == Liveness::kLive;
  if (directive.kind == DirectiveKind::kEnd && !live_) {
    live_ = true;
    if (open_.empty()) {
      report_without_if(directive);
      return;
    }
    Open& open = open_.back();
    errors_.open_end(directive, open.first,
                     open.early_closer && directive.opens_its_comment()
                         ? PairingErrors::Group::kMeantLive
                         : PairingErrors::Group::kSound);
    if (directive.remark > 0) open.in_error = true;
  }
  if (!live_) errors_.fake_closer(directive);
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

void Pairing::take_if(const Directive& directive) {
  std::uint32_t& innermost = innermost_with(directive.condition);
  if (innermost != kNotOpen && open_[innermost].again_end == 0) {
    open_[innermost].again_begin = directive.word_begin;
    open_[innermost].again_end = directive.word_end;
  }
  const bool is_malformed = malformed(directive);
  open_.push_back({.first = directive,
                   .last = directive,
                   .outer_same = innermost,
                   .in_error = is_malformed,
                   .any_end = is_malformed});
  innermost = static_cast<std::uint32_t>(open_.size() - 1);
  append(directive);
}

void Pairing::take_alternative(const Directive& directive) {
  if (open_.empty()) {
    report_without_if(directive);
    live_ = true;  // there is no group that could be dormant
    return;
  }
  Open& open = open_.back();
  const bool is_else = directive.kind == DirectiveKind::kElse;
  if (is_else && directive.condition != open.condition()) {
    report_other_condition(directive, open);
  } else if (open.else_end != 0) {
    errors_.after_else(directive, byte_range(open.else_begin, open.else_end), open.first);
    open.in_error = true;
  }
  if (is_else) {
    open.else_begin = directive.word_begin;
    open.else_end = directive.word_end;
  }
  append(directive);
}

void Pairing::take_end(const Directive& directive) {
  if (open_.empty()) {
    report_without_if(directive);
    return;
  }
  Open& open = open_.back();
  if (directive.condition != open.condition()) {
    if (const std::uint32_t outer = innermost_with(directive.condition); outer != kNotOpen) {
      end_outer(directive, outer);
      return;
    }
    if (open.bare_words) return;
    report_other_condition(directive, open);
    expected_ends_.insert(open.condition());
  }
  append(directive);
  close_innermost();
}

// `directive` ends the conditional at `depth` while others in it are open.
void Pairing::end_outer(const Directive& directive, std::size_t depth) {
  Open& outer = open_[depth];
  const Open& inner = open_.back();
  if (!inner.in_error) {
    const bool again = inner.outer_same != kNotOpen && inner.outer_same > depth;
    errors_.crossing(directive, inner.first, outer.first,
                     again ? word_range(inner.first) : Place{});
  }
  // Every conditional inside shares the fault.
  for (std::size_t i = open_.size(); i-- > depth + 1 && !open_[i].in_error;) {
    open_[i].in_error = true;
  }
  outer.ended = true;
  innermost_with(directive.condition) = outer.outer_same;
}

void Pairing::close_innermost() {
  std::uint32_t& innermost = innermost_with(open_.back().condition());
  if (innermost == open_.size() - 1) innermost = open_.back().outer_same;
  open_.pop_back();
  while (!open_.empty() && open_.back().ended) {
    settle(open_.back(), Liveness::kDormant);
    open_.pop_back();
  }
}

void Pairing::settle(Open& open, Liveness meant) {
  if (!open.early_closer) return;
  auto& [dormant, live] = *open.early_closer;
  errors_.report(meant == Liveness::kLive ? *std::move(live) : std::move(dormant));
  open.early_closer.reset();
}

void Pairing::append(const Directive& directive) {
  Open& open = open_.back();
  settle(open, directive.opens_its_comment() ? Liveness::kLive : Liveness::kDormant);
  paired_ = {&directive, open.last_index};
  open.last_index = count_++;
  open.last = directive;
}

void Pairing::check_condition(const Directive& directive) {
  const bool repeats = !has_own_condition(directive.kind) && !open_.empty() &&
                       directive.condition == open_.back().condition();
  if (!repeats && malformed(directive)) errors_.malformed(directive);
}

void Pairing::report_without_if(const Directive& directive) {
  if (malformed(directive)) return;  // reported as such
  if (directive.kind == DirectiveKind::kEnd && expected_ends_.erase(directive.condition) > 0) {
    return;
  }
  // If it was meant to be an if:
  if (directive.kind == DirectiveKind::kElif) expected_ends_.insert(directive.condition);
  errors_.without_if(directive);
}

void Pairing::report_other_condition(const Directive& directive, Open& open) {
  if (!open.any_end && !open.in_error && !malformed(directive)) {
    errors_.other_condition(directive, open.first);
  }
  open.in_error = true;
}

std::uint32_t& Pairing::innermost_with(ConditionId condition) {
  if (innermost_with_.size() <= condition) innermost_with_.resize(condition + 1, kNotOpen);
  return innermost_with_[condition];
}

}  // namespace iftrue

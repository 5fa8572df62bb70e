#include "iftrue/stream_stripper.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "engine/condition_table.h"
#include "engine/diagnostic.h"
#include "engine/held_part.h"
#include "engine/lexer.h"
#include "engine/pairing.h"
#include "engine/place.h"
#include "engine/spelling.h"
#include "engine/stream_target.h"
#include "engine/text.h"
#include "engine/unknown_symbols.h"
#include "engine/warnings.h"
#include "engine/window.h"

namespace iftrue {
namespace {

class Run {
 public:
  Run(std::vector<StreamStripper::Target>&& targets, const std::optional<WarningOptions>& warnings,
      const StreamStripper::Reader& read)
      : held_(read), pairing_(held_.window(), conditions_, errors_) {
    if (warnings) {
      language_ = warnings->language;
      spelling_.emplace(conditions_, language_, warnings->symbols);
    }
    for (StreamStripper::Target& target : targets) {
      const bool is_strict = target.options.undefined == Undefined::kError;
      targets_.emplace_back(std::move(target));
      if (is_strict) unknown_symbols_.emplace_back(targets_.back().symbols(), conditions_);
    }
  }

  std::optional<std::vector<Diagnostic>> run() && {
    bool ended = false;
    while (!ended) {
      if (!held_.read_on()) return std::nullopt;
      if (!held_.is_last() && held_.size() < wanted_) continue;
      scan();
      const auto earlier = pairing_.wants();
      // The errors come first. Only a text with an error is read again.
      if (!is_sound() || earlier) spelling_.reset();
      if (earlier) {
        held_.go_back(*earlier);
        wanted_ = 0;
      } else if (held_.is_last()) {
        ended = true;
      } else if (begun_) {
        forget();
      }
    }
    pairing_.finish();
    if (!is_sound()) {
      std::ranges::move(unknown_, std::back_inserter(errors_));
      return located(std::move(errors_));
    }
    const Window window = held_.window();
    pass_text(window, window.end());
    for (StreamTarget& target : targets_) target.output().finish();
    if (!spelling_) return std::move(errors_);
    spelling_->look(window, window.end(), Spelling::Next::kDirective);
    auto found = warnings();
    return found ? located(*std::move(found)) : std::nullopt;
  }

 private:
  [[nodiscard]] bool is_sound() const { return errors_.empty() && unknown_.empty(); }

  void scan() {
    const Window window = held_.window();
    if (!begun_ && window.may_go_on() && held_.size() < kByteOrderMark.size()) return;
    if (!begun_) pass_mark(window);
    pairing_.see(window);
    while (const Paired* paired = pairing_.next()) take(*paired->directive, window);
  }

  // A byte order mark belongs to no line.
  void pass_mark(const Window& window) {
    begun_ = true;
    if (!window.has_at(0, kByteOrderMark)) return;
    for (StreamTarget& target : targets_) target.output().pass(kByteOrderMark);
    passed_ = kByteOrderMark.size();
  }

  void take(const Directive& directive, const Window& window) {
    const auto misses = std::ranges::find_if(
        unknown_symbols_, [&](UnknownSymbols& each) { return each.has_any(directive); });
    if (misses != unknown_symbols_.end()) {
      misses->report(directive, window.text(directive.condition_begin, directive.word_end),
                     unknown_);
    }
    if (!is_sound()) return;
    look_for_words(window, directive);
    pass_text(window, directive.begin);
    const std::string_view written = window.text(directive.begin, directive.end);
    for (StreamTarget& target : targets_) {
      target.take(directive.kind, directive.condition, conditions_.condition(directive.condition));
      target.output().remove(written);
    }
    passed_ = directive.end;
  }

  // A directive before what was looked at is in a dormant group that was none, which is an error.
  void look_for_words(const Window& window, const Directive& directive) {
    if (!spelling_) return;
    if (directive.begin < spelling_->position()) return spelling_.reset();
    spelling_->look(window, directive.begin, Spelling::Next::kDirective);
    spelling_->take(directive);
  }

  // The text up to `end`, in which no directive begins, goes to the outputs.
  void pass_text(const Window& window, std::size_t end) {
    for (StreamTarget& target : targets_) target.text(window.text(passed_, end));
    passed_ = end;
  }

  void forget() {
    const Window window = held_.window();
    std::size_t end = pairing_.keeps_from();
    if (is_sound()) {
      if (spelling_) spelling_->look(window, end, Spelling::Next::kText);
      end = character_begin(window, end);
      if (end > passed_) pass_text(window, end);
    }
    pairing_.forget(end);
    held_.forget(spelling_ ? std::min(end, spelling_->keeps_from()) : end);
    // What is left is looked at again: seldom enough that all of that is linear.
    wanted_ = 2 * held_.size();
  }

  // The last place up to `pos` that is not inside a character or a CR LF.
  [[nodiscard]] static std::size_t character_begin(const Window& window, std::size_t pos) {
    for (std::size_t back = 1; back < 4 && back <= pos - window.begin(); ++back) {
      if (window.character_at(pos - back).size > back) return pos - back;
    }
    const bool in_terminator = pos > window.begin() && pos < window.end() &&
                               window[pos - 1] == '\r' && window[pos] == '\n';
    return in_terminator ? pos - 1 : pos;
  }

  // The warnings of a sound text. Where one may be in a literal, that is read again.
  std::optional<std::vector<Diagnostic>> warnings() {
    const std::vector<std::size_t> asked = spelling_->behind_slashes();
    std::vector<Diagnostic> found = (*std::move(spelling_)).finish({});
    if (language_ != Language::kJavaScript || asked.empty()) return found;
    Lexer lexer(asked);
    held_.go_back(0);
    while (!held_.is_last()) {
      if (!held_.read_on()) return std::nullopt;
      const Window window = held_.window();
      lexer.read(window.text(window.begin(), window.end()));
      held_.forget(window.end());
    }
    drop_in_literals(std::move(lexer).finish(), asked, found);
    return found;
  }

  // The diagnostics with their lines and columns, for which the text is read again.
  std::optional<std::vector<Diagnostic>> located(std::vector<Diagnostic> diagnostics) {
    Locator locator(sorted_places(diagnostics));
    held_.go_back(0);
    while (!locator.done()) {
      if (!held_.read_on()) return std::nullopt;
      held_.forget(locator.take(held_.window()));
    }
    return diagnostics;
  }

  std::deque<StreamTarget> targets_;
  ConditionTable conditions_{ConditionTable::Storage::kOwn};
  std::vector<Diagnostic> errors_;
  std::vector<Diagnostic> unknown_;
  std::vector<UnknownSymbols> unknown_symbols_;  // of the targets that must know all
  HeldPart held_;
  Pairing pairing_;
  std::optional<Spelling> spelling_;  // none after the first error
  Language language_ = Language::kOther;
  std::size_t wanted_ = 0;  // how much must be held that it is worth looking at
  std::size_t passed_ = 0;  // what has gone to the outputs
  bool begun_ = false;
};

}  // namespace

std::optional<std::vector<Diagnostic>> StreamStripper::run(const Reader& read) {
  const bool keeps = std::ranges::any_of(
      targets_, [](const Target& each) { return each.options.undefined == Undefined::kKeep; });
  if (keeps) return std::nullopt;
  return Run(std::exchange(targets_, {}), warnings_, read).run();
}

}  // namespace iftrue

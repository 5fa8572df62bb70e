#include "iftrue/stream_stripper.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <string>
#include <utility>

#include "engine/condition_table.h"
#include "engine/diagnostic.h"
#include "engine/first_true.h"
#include "engine/pairing.h"
#include "engine/place.h"
#include "engine/stream_output.h"
#include "engine/text.h"
#include "engine/unknown_symbols.h"
#include "engine/window.h"

namespace iftrue {
namespace {

// What of the text is kept for one target.
class StreamTarget {
 public:
  explicit StreamTarget(StreamStripper::Target&& target)
      : symbols_(std::move(target.symbols)),
        output_(target.options, std::move(target.sink), std::move(target.mappings)) {}

  [[nodiscard]] StreamOutput& output() { return output_; }
  [[nodiscard]] const Symbols& symbols() const { return symbols_; }

  void text(std::string_view text) {
    if (text.empty()) return;
    if (keeps()) {
      output_.keep(text);
    } else {
      output_.remove(text);
    }
  }

  // A directive of a sound text.
  void take(DirectiveKind kind, ConditionId id, const Condition& condition) {
    switch (kind) {
      case DirectiveKind::kIf:
        open_.push_back({FirstTrue(keeps()), false});
        open_.back().take(truth(id, condition));
        break;
      case DirectiveKind::kElif:
        open_.back().take(truth(id, condition));
        break;
      case DirectiveKind::kElse:
        open_.back().take(true);
        break;
      case DirectiveKind::kEnd:
        open_.pop_back();
        break;
    }
  }

 private:
  struct Open {
    FirstTrue<bool> choice;
    bool keeps;  // the group at hand

    void take(bool truth) { keeps = choice.take(truth); }
  };

  [[nodiscard]] bool keeps() const { return open_.empty() || open_.back().keeps; }

  [[nodiscard]] bool truth(ConditionId id, const Condition& condition) {
    if (truths_.size() <= id) truths_.resize(id + 1);
    if (!truths_[id]) truths_[id] = condition.evaluate(symbols_);
    return *truths_[id];
  }

  Symbols symbols_;
  StreamOutput output_;
  std::vector<Open> open_;
  std::vector<std::optional<bool>> truths_;  // by condition, as far as asked for
};

// The part of a text that is held.
class HeldPart {
 public:
  explicit HeldPart(const StreamStripper::Reader& read) : read_(read) {}

  // Reads what follows. False: it cannot be read.
  bool read_on() {
    const auto piece = read_(begin_ + bytes_.size());
    if (!piece) return false;
    bytes_ += *piece;
    is_last_ = piece->empty();
    return true;
  }

  // Whether it reaches to the end of the text.
  [[nodiscard]] bool is_last() const { return is_last_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  // Until the next change.
  [[nodiscard]] Window window() const {
    return Window(bytes_, begin_, is_last_ ? Window::After::kNothing : Window::After::kMayBeMore);
  }

  void forget(std::size_t end) {
    bytes_.erase(0, end - begin_);
    begin_ = end;
  }

  void go_back(std::size_t begin) {
    bytes_.clear();
    begin_ = begin;
    is_last_ = false;
  }

 private:
  const StreamStripper::Reader& read_;
  std::string bytes_;
  std::size_t begin_ = 0;
  bool is_last_ = false;
};

class Run {
 public:
  Run(std::vector<StreamStripper::Target>&& targets, const StreamStripper::Reader& read)
      : held_(read), pairing_(held_.window(), conditions_, errors_) {
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
      if (const auto earlier = pairing_.wants()) {
        held_.go_back(*earlier);
        wanted_ = 0;
      } else if (held_.is_last()) {
        ended = true;
      } else if (begun_) {
        forget();
      }
    }
    pairing_.finish();
    if (!is_sound()) return located();
    const Window window = held_.window();
    pass_text(window, window.end());
    for (StreamTarget& target : targets_) target.output().finish();
    return std::move(errors_);
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
    pass_text(window, directive.begin);
    const std::string_view written = window.text(directive.begin, directive.end);
    for (StreamTarget& target : targets_) {
      target.take(directive.kind, directive.condition, conditions_.condition(directive.condition));
      target.output().remove(written);
    }
    passed_ = directive.end;
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
      end = character_begin(window, end);
      if (end > passed_) pass_text(window, end);
    }
    pairing_.forget(end);
    held_.forget(end);
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

  // What is wrong, with its lines and columns.
  std::optional<std::vector<Diagnostic>> located() {
    std::ranges::move(unknown_, std::back_inserter(errors_));
    Locator locator(sorted_places(errors_));
    held_.go_back(0);
    while (!locator.done()) {
      if (!held_.read_on()) return std::nullopt;
      held_.forget(locator.take(held_.window()));
    }
    return std::move(errors_);
  }

  std::deque<StreamTarget> targets_;
  ConditionTable conditions_{ConditionTable::Storage::kOwn};
  std::vector<Diagnostic> errors_;
  std::vector<Diagnostic> unknown_;
  std::vector<UnknownSymbols> unknown_symbols_;  // of the targets that must know all
  HeldPart held_;
  Pairing pairing_;
  std::size_t wanted_ = 0;  // how much must be held that it is worth looking at
  std::size_t passed_ = 0;  // what has gone to the outputs
  bool begun_ = false;
};

}  // namespace

std::optional<std::vector<Diagnostic>> StreamStripper::run(const Reader& read) {
  const bool keeps = std::ranges::any_of(
      targets_, [](const Target& each) { return each.options.undefined == Undefined::kKeep; });
  if (keeps) return std::nullopt;
  return Run(std::exchange(targets_, {}), read).run();
}

}  // namespace iftrue

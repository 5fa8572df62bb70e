#include "iftrue/stream_stripper.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "engine/condition_table.h"
#include "engine/first_true.h"
#include "engine/pairing.h"
#include "engine/scanner.h"
#include "engine/stream_output.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// What of the text is kept for one target.
class StreamTarget {
 public:
  explicit StreamTarget(StreamStripper::Target&& target)
      : symbols_(std::move(target.symbols)),
        undefined_(target.options.undefined),
        output_(target.options.layout, std::move(target.sink), std::move(target.mappings)) {}

  [[nodiscard]] StreamOutput& output() { return output_; }

  void text(std::string_view text) {
    if (text.empty()) return;
    if (keeps()) {
      output_.keep(text);
    } else {
      output_.remove(text);
    }
  }

  // A directive of a condition that is ok(). Whether the target knows its symbols.
  [[nodiscard]] bool take(DirectiveKind kind, ConditionId id, const Condition& condition) {
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
    return kind == DirectiveKind::kElse || kind == DirectiveKind::kEnd || knows(condition);
  }

  [[nodiscard]] bool can_be_streamed() const { return undefined_ != Undefined::kKeep; }

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

  [[nodiscard]] bool knows(const Condition& condition) const {
    return undefined_ != Undefined::kError ||
           std::ranges::all_of(condition.symbols(), [this](std::string_view symbol) {
             return symbols_.find(symbol).has_value();
           });
  }

  Symbols symbols_;
  Undefined undefined_;
  StreamOutput output_;
  std::vector<Open> open_;
  std::vector<std::optional<bool>> truths_;  // by condition, as far as asked for
};

}  // namespace

class StreamStripper::Run {
 public:
  explicit Run(std::vector<Target> targets) : scanner_({}, conditions_, Scanner::Window::kGrows) {
    for (Target& target : targets) targets_.emplace_back(std::move(target));
    sound_ = std::ranges::all_of(targets_, &StreamTarget::can_be_streamed);
  }

  bool feed(std::string_view piece) {
    if (!sound_) return false;
    window_ += piece;
    if (window_.size() < wanted_) return true;
    scan(Scanner::Window::kGrows);
    if (sound_) forget();
    return sound_;
  }

  bool finish() {
    if (!sound_) return false;
    scan(Scanner::Window::kWhole);
    sound_ = sound_ && open_.empty();
    if (!sound_) return false;
    pass_text(window_.size());
    for (StreamTarget& target : targets_) target.output().finish();
    sound_ = false;  // no text follows its end
    return true;
  }

 private:
  void scan(Scanner::Window window) {
    if (!begun_ && window_.size() < kByteOrderMark.size() && window == Scanner::Window::kGrows) {
      return;
    }
    scanner_.see(window_, window);
    if (!begun_) pass_mark();
    while (sound_ && (live_ ? next_live() : next_dormant())) {
    }
  }

  // A byte order mark belongs to no line.
  void pass_mark() {
    begun_ = true;
    if (!window_.starts_with(kByteOrderMark)) return;
    for (StreamTarget& target : targets_) target.output().pass(kByteOrderMark);
    passed_ = kByteOrderMark.size();
  }

  bool next_live() {
    const auto found =
        scanner_.next_live(open_.empty() ? std::nullopt : std::optional(open_.back().condition));
    if (!found) return false;
    if (!found->opens_its_comment) return sound_ = false;  // E009
    take(found->directive);
    return true;
  }

  bool next_dormant() {
    const DormantEnd end = scanner_.next_dormant(comment_, open_.back().condition);
    if (scanner_.undecided()) return false;
    if (end.kind != DormantEnd::Kind::kDirective || end.nested) return sound_ = false;  // E001…
    take(end.directive);
    return true;
  }

  void take(const Directive& directive) {
    const Condition& condition = conditions_.condition(directive.condition);
    const OpenConditional* innermost = open_.empty() ? nullptr : &open_.back();
    live_ = directive.after == Liveness::kLive;
    comment_ = directive.comment;
    const bool ends_comment = live_ || directive.kind != DirectiveKind::kEnd;
    if (!condition.ok() || !ends_comment ||
        fit(directive.kind, directive.condition, innermost) != Fit::kFits) {
      sound_ = false;
      return;
    }
    pass_text(directive.begin);
    const std::string_view written =
        std::string_view(window_).substr(directive.begin, directive.end - directive.begin);
    for (StreamTarget& target : targets_) {
      sound_ = target.take(directive.kind, directive.condition, condition) && sound_;
      target.output().remove(written);
    }
    passed_ = directive.end;
    switch (directive.kind) {
      case DirectiveKind::kIf:
        open_.push_back({directive.condition, false});
        break;
      case DirectiveKind::kElif:
        break;
      case DirectiveKind::kElse:
        open_.back().has_else = true;
        break;
      case DirectiveKind::kEnd:
        open_.pop_back();
        break;
    }
  }

  // The text up to `end`, in which no directive begins, goes to the outputs.
  void pass_text(std::size_t end) {
    const std::string_view text = std::string_view(window_).substr(passed_, end - passed_);
    for (StreamTarget& target : targets_) target.text(text);
    passed_ = end;
  }

  void forget() {
    if (!begun_) return;
    const std::size_t end = std::max(passed_, character_begin(scanner_.settled()));
    pass_text(end);
    scanner_.forget(end);
    window_.erase(0, end);
    passed_ = 0;
    // What is left is looked at again: seldom enough that all of that is linear.
    wanted_ = 2 * window_.size();
  }

  // The last place up to `pos` that is not inside a character or a CR LF.
  [[nodiscard]] std::size_t character_begin(std::size_t pos) const {
    for (std::size_t back = 1; back < 4 && back <= pos; ++back) {
      if (character_at(window_, pos - back).size > back) return pos - back;
    }
    const bool in_terminator =
        pos > 0 && pos < window_.size() && window_[pos - 1] == '\r' && window_[pos] == '\n';
    return in_terminator ? pos - 1 : pos;
  }

  std::deque<StreamTarget> targets_;
  ConditionTable conditions_{ConditionTable::Storage::kOwn};
  Scanner scanner_;
  std::string window_;
  std::size_t wanted_ = 0;  // the size of the window from which on it is worth looking at
  std::size_t passed_ = 0;  // what of the window has gone to the outputs
  bool begun_ = false;
  bool sound_ = true;
  bool live_ = true;
  CommentKind comment_{};  // of a dormant group
  std::vector<OpenConditional> open_;
};

StreamStripper::StreamStripper(std::vector<Target> targets)
    : run_(std::make_unique<Run>(std::move(targets))) {}

StreamStripper::~StreamStripper() = default;
StreamStripper::StreamStripper(StreamStripper&&) noexcept = default;
StreamStripper& StreamStripper::operator=(StreamStripper&&) noexcept = default;

bool StreamStripper::feed(std::string_view piece) { return run_->feed(piece); }

bool StreamStripper::finish() { return run_->finish(); }

}  // namespace iftrue

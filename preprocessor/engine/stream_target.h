// One target of a text that is read in pieces: what of the text is kept for it goes to its output.
// It sees the directives one by one and keeps only the open conditionals.

#ifndef IFTRUE_ENGINE_STREAM_TARGET_H_
#define IFTRUE_ENGINE_STREAM_TARGET_H_

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/directive.h"
#include "engine/first_true.h"
#include "engine/stream_output.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {

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

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_STREAM_TARGET_H_

// The rule by which a conditional chooses its group: the first group whose condition is true is
// kept, otherwise the group of the else. The rule is written only here, for every representation of
// a condition: a value, a value that may be undecided, or a function of the symbols.

#ifndef IFTRUE_ENGINE_FIRST_TRUE_H_
#define IFTRUE_ENGINE_FIRST_TRUE_H_

#include <optional>

namespace iftrue {

// The logic of values, and of values that may be undecided.
struct ValueLogic {
  [[nodiscard]] static constexpr bool both(bool one, bool other) { return one && other; }
  [[nodiscard]] static constexpr bool negate(bool value) { return !value; }

  using Undecided = std::optional<bool>;
  [[nodiscard]] static constexpr Undecided both(Undecided one, Undecided other) {
    if (one == false || other == false) return false;
    return one == true ? other : one;
  }
  [[nodiscard]] static constexpr Undecided negate(Undecided value) {
    return value ? Undecided(!*value) : value;
  }
};

// One conditional, of which the groups are taken in order.
template <typename Truth>
class FirstTrue {
 public:
  // `around`: when the text around the conditional is kept.
  explicit constexpr FirstTrue(Truth around) : left_(around) {}

  // When the next group is kept, by its condition; that of an else is true.
  template <typename Condition, typename Logic = ValueLogic>
  constexpr Truth take(const Condition& condition, Logic&& logic = {}) {
    const Truth kept = logic.both(left_, condition);
    left_ = logic.both(left_, logic.negate(condition));
    return kept;
  }

  // When no group so far is kept, though the text around is.
  [[nodiscard]] constexpr const Truth& left() const { return left_; }

 private:
  Truth left_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_FIRST_TRUE_H_

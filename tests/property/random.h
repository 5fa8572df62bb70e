// Random choices from a seed: the same seed gives the same choices on every machine, which the
// distributions of <random> do not promise.

#ifndef IFTRUE_TESTS_PROPERTY_RANDOM_H_
#define IFTRUE_TESTS_PROPERTY_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <random>

namespace property {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // From 0 to limit - 1.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }

  // True once in `times` on average.
  bool once(std::size_t times) { return below(times) == 0; }

  template <typename Choices>
  const auto& pick(const Choices& choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_RANDOM_H_

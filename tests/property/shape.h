// Texts of any size and of one form: what the laws of cost are held to.

#ifndef IFTRUE_TESTS_PROPERTY_SHAPE_H_
#define IFTRUE_TESTS_PROPERTY_SHAPE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace property {

// Runs of repetitions, with a text before each and one behind the last.
struct Shape {
  struct Run {
    std::string before;
    std::string part;
  };
  std::vector<Run> runs;
  std::string tail;

  [[nodiscard]] std::string text(std::size_t times) const {
    std::string text;
    for (const Run& run : runs) {
      text += run.before;
      for (std::size_t i = 0; i < times; ++i) text += run.part;
    }
    return text + tail;
  }

  [[nodiscard]] std::string shown() const {
    std::string shown;
    for (const Run& run : runs) shown += "{" + run.before + "} {" + run.part + "}*n ";
    return shown + "{" + tail + "}";
  }
};

// Of the words of the language, sound or not.
[[nodiscard]] Shape random_shape(std::uint64_t seed);

// Those whose work or messages once grew with the square.
[[nodiscard]] std::vector<Shape> known_shapes();

// How many shapes to roll: IFTRUE_SHAPES, by hand, or `usual`.
[[nodiscard]] std::uint64_t shape_count(std::uint64_t usual);

// Whether a cost at 1, 2 and 4 times a size grows as the size does: twice as much for twice as
// many, with room for what grows in steps. The square gives four times.
[[nodiscard]] bool is_linear(std::uint64_t one, std::uint64_t two, std::uint64_t four);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_SHAPE_H_

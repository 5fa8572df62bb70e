// Finds the parenthesis that closes another one. It does not know comments or strings: a condition
// has none.
//
// It remembers the parentheses that it read. So many searches from places in increasing order read
// each byte at most twice, however the parentheses are nested and however many are never closed.

#ifndef IFTRUE_ENGINE_PARENTHESES_H_
#define IFTRUE_ENGINE_PARENTHESES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/window.h"

namespace iftrue {

class Parentheses {
 public:
  // How far from its beginning a parenthesis is closed at the most, in bytes. What is remembered is
  // bounded by it.
  static constexpr std::size_t kFarthest = 4096;

  // The place after the parenthesis that closes the one at `pos`; none where the window or
  // kFarthest ends before it.
  [[nodiscard]] std::optional<std::size_t> end(const Window& window, std::size_t pos);

 private:
  static constexpr std::size_t kNone = SIZE_MAX;

  struct Opening {
    std::size_t pos;
    std::size_t end;    // after its closing parenthesis; 0: that was not read
    std::size_t outer;  // the index of the one around it that was open there, or kNone
  };

  [[nodiscard]] std::size_t index_of(std::size_t pos) const;
  void read(char c);

  std::vector<Opening> openings_;  // in the order of the text
  std::size_t innermost_ = kNone;  // the last that is still open
  std::size_t read_ = 0;           // what was read ends here
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PARENTHESES_H_

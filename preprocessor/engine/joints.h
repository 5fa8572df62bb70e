// Where a removal brings together two characters of JavaScript or TypeScript that would make one
// token: `return/*IFTRUE_X*/1` must not become `return1`. In a literal or a comment nothing is kept
// apart, as a blank would change the one and does not matter in the other.
//
// The output is lexed to tell where a joint stands, from its beginning. That takes memory that does
// not grow with it, also where it is passed on piece by piece. An output that is still at hand is
// lexed only as far as the last two characters that ask for it.

#ifndef IFTRUE_ENGINE_JOINTS_H_
#define IFTRUE_ENGINE_JOINTS_H_

#include <cstddef>
#include <string_view>

#include "engine/lexer.h"

namespace iftrue {

class Joints {
 public:
  // Whether a blank must stand between the output and the character that comes next, which was no
  // neighbour of its last.
  [[nodiscard]] bool needs_blank(std::string_view output, char next);

  // The first `size` bytes of the output are about to go.
  void dropping(std::string_view output, std::size_t size);

  // Lines go on from the output, and past it.
  void pass(std::string_view output, std::string_view lines);

 private:
  void read_to(std::string_view output, std::size_t end);

  Lexer lexer_{Lexer::Records::kNothing};
  std::size_t read_ = 0;  // of the output at hand
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_JOINTS_H_

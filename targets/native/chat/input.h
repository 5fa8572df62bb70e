// Standard input, line by line, for a loop that waits for more than input.

#ifndef ECHATIM_CHAT_INPUT_H_
#define ECHATIM_CHAT_INPUT_H_

#include <cstddef>
#include <optional>
#include <string>

namespace chat {

class Input {
 public:
  // Reads what is there, once; waits when there is nothing. An error ends the input, as its end
  // does.
  void read();

  // Takes a line that is complete, without its end; at the end of the input also one without an
  // end.
  [[nodiscard]] std::optional<std::string> take_line();

  // Whether take_line may have something.
  [[nodiscard]] bool has_line() const;

  // The end was read; lines may be left.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  std::string text_;
  std::size_t begin_ = 0;  // of what was not taken
  bool ended_ = false;
};

}  // namespace chat

#endif  // ECHATIM_CHAT_INPUT_H_

// A line of the input.

#ifndef ECHATIM_CHAT_COMMAND_H_
#define ECHATIM_CHAT_COMMAND_H_

#include <echatim.hpp>
#include <string>
#include <string_view>
#include <variant>

namespace chat {

struct Nothing {};
struct Say {
  std::string text;
};
struct Choose {
  echatim::Target peer;
};
struct SendFile {
  std::string path;
};
struct SendImage {
  std::string path;
};
struct Call {
  std::string api;
  std::string form;  // JSON
};
struct Quit {};
struct Mistake {
  std::string problem;
};

using Command = std::variant<Nothing, Say, Choose, SendFile, SendImage, Call, Quit, Mistake>;

// `line` without its end.
[[nodiscard]] Command read_command(std::string_view line);

}  // namespace chat

#endif  // ECHATIM_CHAT_COMMAND_H_

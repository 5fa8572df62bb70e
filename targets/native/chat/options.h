// What the command line and the environment say.

#ifndef ECHATIM_CHAT_OPTIONS_H_
#define ECHATIM_CHAT_OPTIONS_H_

#include <echatim.hpp>
#include <optional>
#include <string>
#include <variant>

namespace chat {

enum class Exit : int {
  kDone = 0,
  kFailed = 1,  // the server refused the login, or the connection failed
  kUsage = 2,
};

enum class Form { kPeople, kJson };

struct Options {
  echatim::Config config;
  Form form = Form::kPeople;
  std::optional<echatim::Target> peer;
};

// Nothing is left to do: the text says why.
struct Finished {
  Exit exit = Exit::kDone;
  std::string text;
};

[[nodiscard]] std::variant<Options, Finished> read_options(int argc, const char* const* argv);

}  // namespace chat

#endif  // ECHATIM_CHAT_OPTIONS_H_

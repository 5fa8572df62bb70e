// echatim-chat: see options.cc for what it does.

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <variant>

#include "chat.h"
#include "options.h"
#include "visible_text.h"

namespace {

// Of the standard descriptors none may be closed: the library's next one would take its place.
void open_standard_descriptors() {
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(standard, F_GETFD) < 0) static_cast<void>(open("/dev/null", O_RDWR));
}

// Where the library finds no place for its store, as in a container without HOME, a chat does
// without.
std::unique_ptr<chat::Chat> open_chat(chat::Options options) {
  try {
    return std::make_unique<chat::Chat>(options);
  } catch (const echatim::ConfigError& error) {
    if (error.failure().field != "storeFolder") throw;
  }
  options.config.store_folder = "";
  return std::make_unique<chat::Chat>(options);
}

chat::Exit run(int argc, const char* const* argv) {
  const auto read = chat::read_options(argc, argv);
  if (const auto* finished = std::get_if<chat::Finished>(&read)) {
    fmt::print(finished->exit == chat::Exit::kDone ? stdout : stderr, "{}", finished->text);
    return finished->exit;
  }
  try {
    return open_chat(std::get<chat::Options>(read))->run();
  } catch (const echatim::ConfigError& error) {
    fmt::print(stderr, "echatim-chat: {}\n", chat::visible_line(error.what()));
    return chat::Exit::kUsage;
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_descriptors();
  try {
    return static_cast<int>(run(argc, argv));
  } catch (const std::exception& error) {
    fmt::print(stderr, "echatim-chat: {}\n", chat::visible_line(error.what()));
    return static_cast<int>(chat::Exit::kFailed);
  }
}

#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <utility>

#include "output.h"
#include "visible_text.h"

namespace chat {
namespace {

namespace style {
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kOwn = "\x1b[1;32m";
constexpr std::string_view kOther = "\x1b[1;36m";
constexpr std::string_view kError = "\x1b[1;31m";
constexpr std::string_view kReset = "\x1b[0m";
}  // namespace style

bool shows_colour() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  const char* term = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  const bool dumb = term == nullptr || std::string_view(term) == "dumb";
  return isatty(STDOUT_FILENO) == 1 && !refused && !dumb;
}

// What a message says, in one text.
std::string said(const echatim::Message& message) {
  if (message.type == "TEXT") return message.text();
  const auto file = echatim::StoredFile::from_json(message.body);
  if (!file.url.empty()) return fmt::format("[{}] {} {}", message.type, file.name, file.url);
  return fmt::format("[{}] {}", message.type, message.body);
}

class PeopleOutput : public Output {
 public:
  explicit PeopleOutput(std::string auid) : auid_(std::move(auid)) {}

  void state(echatim::State state) override {
    write_note(fmt::format("-- {}", echatim::state_name(state)));
  }
  void message(const echatim::Message& message) override {
    const bool is_own = message.from_user == auid_;
    std::string who = message.from_user;
    if (message.way == "P2R")
      who += " in " + message.to_target;
    else if (is_own)
      who += " to " + message.to_target;
    write_line(fmt::format("{} {}: {}", styled(style::kDim, clock_time(message.send_time)),
                           styled(is_own ? style::kOwn : style::kOther, visible_line(who)),
                           visible_lines(said(message))));
  }
  // What people have typed they see already.
  void sent(const echatim::Receipt&) override {}
  void answer(std::string_view api, const echatim::Answer& answer) override {
    write_line(
        visible_line(fmt::format("{}: {} {} {}", api, answer.code, answer.msg, answer.data)));
  }
  void presence(const echatim::Presence& presence) override {
    write_note(fmt::format("-- {} is {}", presence.auid, presence.online ? "online" : "offline"));
  }
  void notification(const echatim::Notification& notification) override {
    write_note(fmt::format("-- {}", notification.json));
  }
  void kicked(const echatim::Notification&) override {
    write_note("-- the server ended the session");
  }
  void error(const echatim::Failure& failure) override {
    const bool has_words = !failure.server_message.empty();
    write_line(styled(style::kError,
                      visible_line(fmt::format("!! {}{}{}", failure.message, has_words ? ": " : "",
                                               failure.server_message))));
  }

 private:
  [[nodiscard]] std::string styled(std::string_view style, std::string_view text) const {
    return has_colour_ ? fmt::format("{}{}{}", style, text, style::kReset) : std::string(text);
  }
  void write_note(std::string_view text) const {
    write_line(styled(style::kDim, visible_line(text)));
  }

  // Hours and minutes, here; of a message without a time, the time now.
  static std::string clock_time(std::int64_t milliseconds) {
    const std::time_t time =
        milliseconds > 0 ? static_cast<std::time_t>(milliseconds / 1000) : std::time(nullptr);
    std::tm local{};
    if (localtime_r(&time, &local) == nullptr) return "--:--";
    return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
  }

  std::string auid_;
  bool has_colour_ = shows_colour();
};

}  // namespace

std::unique_ptr<Output> people_output(std::string auid) {
  return std::make_unique<PeopleOutput>(std::move(auid));
}

}  // namespace chat

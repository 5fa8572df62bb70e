// What the chat shows: for people, or for programs. Both write whole lines, at once, to standard
// output; std::system_error when it can't be written.

#ifndef ECHATIM_CHAT_OUTPUT_H_
#define ECHATIM_CHAT_OUTPUT_H_

#include <cerrno>
#include <cstdio>
#include <echatim.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace chat {

class Output {
 public:
  Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  Output(Output&&) = delete;
  Output& operator=(Output&&) = delete;
  virtual ~Output() = default;

  virtual void state(echatim::State state) = 0;
  virtual void message(const echatim::Message& message) = 0;
  virtual void sent(const echatim::Receipt& receipt) = 0;
  virtual void answer(std::string_view api, const echatim::Answer& answer) = 0;
  virtual void presence(const echatim::Presence& presence) = 0;
  virtual void notification(const echatim::Notification& notification) = 0;
  virtual void kicked(const echatim::Notification& notification) = 0;
  virtual void error(const echatim::Failure& failure) = 0;

 protected:
  static void write_line(std::string line) {
    line += '\n';
    const bool written =
        std::fwrite(line.data(), 1, line.size(), stdout) == line.size() && std::fflush(stdout) == 0;
    if (!written) throw std::system_error(errno, std::generic_category(), "standard output");
  }
};

// Who said what, in colour on a terminal. `auid`: who reads.
[[nodiscard]] std::unique_ptr<Output> people_output(std::string auid);

// One JSON object a line.
[[nodiscard]] std::unique_ptr<Output> json_output();

}  // namespace chat

#endif  // ECHATIM_CHAT_OUTPUT_H_

// The chat: lines of the input become messages, events of the client become output, all on one
// thread, until the input ends and all that was sent has an answer.

#ifndef ECHATIM_CHAT_CHAT_H_
#define ECHATIM_CHAT_CHAT_H_

#include <cstddef>
#include <echatim.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "command.h"
#include "input.h"
#include "options.h"
#include "output.h"

namespace chat {

class Chat {
 public:
  // Throws echatim::ConfigError.
  explicit Chat(const Options& options);

  // Returns at the end. Throws std::system_error when standard output can't be written.
  [[nodiscard]] Exit run();

 private:
  void listen();
  void take_lines();
  void wait();
  void finish();

  void perform(const Nothing&) {}
  void perform(const Say& say);
  void perform(const Choose& choose) { peer_ = choose.peer; }
  void perform(const SendFile& file);
  void perform(const SendImage& image);
  void perform(const Call& call);
  void start(const Call& call);
  void perform(const Quit&) { has_quit_ = true; }
  void perform(const Mistake& mistake) { tell_mistake(mistake.problem); }

  void tell_mistake(const std::string& problem);
  [[nodiscard]] bool has_peer();
  [[nodiscard]] echatim::Done<echatim::Receipt> on_sent();
  [[nodiscard]] bool takes_line() const;
  [[nodiscard]] bool reads_input() const;

  std::unique_ptr<Output> output_;
  std::optional<echatim::Target> peer_;
  Input input_;
  std::size_t unanswered_ = 0;
  // Messages overlap, since the library keeps their order. A call goes to another port, so it waits
  // for the answers to all before it, and the lines after it wait for its own.
  bool is_at_call_ = false;
  std::optional<Call> call_;  // not yet made
  bool is_connected_ = false;
  bool has_quit_ = false;
  bool has_failed_ = false;
  bool is_finishing_ = false;
  bool is_closed_ = false;
  std::exception_ptr uncaught_;  // what a callback threw
  // Last: they end first, since callbacks use the others.
  echatim::Client client_;
  std::vector<echatim::Subscription> subscriptions_;
};

}  // namespace chat

#endif  // ECHATIM_CHAT_CHAT_H_

#include "chat.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

namespace chat {
namespace {

// So that a long file on standard input does not fill the library's outbox, which takes 1,000.
constexpr std::size_t kMostUnanswered = 100;
constexpr std::chrono::seconds kClosing(2);

}  // namespace

Chat::Chat(const Options& options)
    : output_(options.form == Form::kJson ? json_output()
                                          : people_output(options.config.login_auid)),
      peer_(options.peer),
      client_(options.config, echatim::Delivery::kInPoll,
              [this](std::exception_ptr thrown) { uncaught_ = std::move(thrown); }) {}

Exit Chat::run() {
  listen();
  client_.connect({}, [this](const echatim::Result<void>& result) {
    is_connected_ = result.ok();
    if (result.ok()) return;
    has_failed_ = true;
    output_->error(result.failure());
  });
  while (!has_failed_) {
    if (is_connected_) take_lines();
    const bool is_over = has_quit_ || (input_.ended() && !input_.has_line());
    if (is_over && unanswered_ == 0) break;
    wait();
  }
  finish();
  return has_failed_ ? Exit::kFailed : Exit::kDone;
}

void Chat::listen() {
  subscriptions_.push_back(client_.on_state([this](echatim::State state) {
    output_->state(state);
    is_closed_ = state == echatim::State::kClosed;
    // Before finish() nothing but the server closes: it ended the session, or refused the way back.
    has_failed_ = has_failed_ || (is_closed_ && !is_finishing_);
  }));
  subscriptions_.push_back(
      client_.on_message([this](const echatim::Message& message) { output_->message(message); }));
  subscriptions_.push_back(client_.on_presence(
      [this](const echatim::Presence& presence) { output_->presence(presence); }));
  subscriptions_.push_back(client_.on_notification(
      [this](const echatim::Notification& notification) { output_->notification(notification); }));
  subscriptions_.push_back(client_.on_kicked(
      [this](const echatim::Notification& notification) { output_->kicked(notification); }));
  subscriptions_.push_back(
      client_.on_error([this](const echatim::Failure& failure) { output_->error(failure); }));
}

bool Chat::reads_input() const { return takes_line() && is_connected_ && !input_.ended(); }

bool Chat::takes_line() const {
  return !has_quit_ && unanswered_ < (is_at_call_ ? 1 : kMostUnanswered);
}

void Chat::take_lines() {
  while (takes_line()) {
    is_at_call_ = false;
    if (call_) {
      start(*std::exchange(call_, std::nullopt));
      continue;
    }
    const std::optional<std::string> line = input_.take_line();
    if (!line) return;
    std::visit([this](const auto& command) { perform(command); }, read_command(*line));
  }
}

// Until there is input, or something from the client.
void Chat::wait() {
  std::array<pollfd, 2> waited{{{client_.fd(), POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
  const nfds_t count = reads_input() ? 2 : 1;
  if (::poll(waited.data(), count, -1) < 0 && errno != EINTR)
    throw std::system_error(errno, std::generic_category(), "poll");
  client_.poll();
  if (uncaught_) std::rethrow_exception(std::exchange(uncaught_, nullptr));
  if (count == 2 && waited[1].revents != 0) input_.read();
}

void Chat::finish() {
  is_finishing_ = true;
  client_.close();
  const auto end = std::chrono::steady_clock::now() + kClosing;
  while (!is_closed_ && std::chrono::steady_clock::now() < end)
    client_.poll(std::chrono::milliseconds(50));
  if (uncaught_) std::rethrow_exception(std::exchange(uncaught_, nullptr));
}

void Chat::perform(const Say& say) {
  if (!has_peer()) return;
  client_.send_text(*peer_, say.text, {}, on_sent());
}

void Chat::perform(const SendFile& file) {
  if (!has_peer()) return;
  client_.send_file(*peer_, file.path, {}, on_sent());
}

void Chat::perform(const SendImage& image) {
  if (!has_peer()) return;
  client_.send_image(*peer_, image.path, {}, on_sent());
}

void Chat::perform(const Call& call) {
  is_at_call_ = true;
  call_ = call;
}

void Chat::start(const Call& call) {
  is_at_call_ = true;
  ++unanswered_;
  client_.call(call.api, call.form, {},
               [this, api = call.api](echatim::Result<echatim::Answer> result) {
                 --unanswered_;
                 if (result.ok())
                   output_->answer(api, result.value());
                 else
                   output_->error(result.failure());
               });
}

echatim::Done<echatim::Receipt> Chat::on_sent() {
  ++unanswered_;
  return [this](echatim::Result<echatim::Receipt> result) {
    --unanswered_;
    if (result.ok())
      output_->sent(result.value());
    else
      output_->error(result.failure());
  };
}

bool Chat::has_peer() {
  if (!peer_) tell_mistake("nobody is chosen to talk to: /to AUID or /room RID");
  return peer_.has_value();
}

void Chat::tell_mistake(const std::string& problem) {
  echatim::detail::ObjectWriter writer;
  writer.add("name", R"("ConfigError")");
  writer.add_integer("code", ECHATIM_CONFIG);
  writer.add_text("message", problem);
  writer.add("field", R"("command")");
  output_->error(echatim::Failure::from_json(writer.text()));
}

}  // namespace chat

#include <fmt/format.h>

#include "output.h"
#include "visible_text.h"

namespace chat {
namespace {

using echatim::json::quote;

class JsonOutput : public Output {
 public:
  void state(echatim::State state) override {
    write_event("state", "state", quote(echatim::state_name(state)));
  }
  void message(const echatim::Message& message) override {
    write_event("message", "message", message.json);
  }
  void sent(const echatim::Receipt& receipt) override {
    write_event("sent", "receipt", receipt.json);
  }
  void answer(std::string_view api, const echatim::Answer& answer) override {
    write_line(
        visible_json(fmt::format(R"({{"event":"answer","api":{},"code":{},"msg":{},"data":{}}})",
                                 quote(api), answer.code, quote(answer.msg), answer.data)));
  }
  void presence(const echatim::Presence& presence) override {
    write_event("presence", "presence",
                fmt::format(R"({{"auid":{},"online":{}}})", quote(presence.auid), presence.online));
  }
  void notification(const echatim::Notification& notification) override {
    write_event("notification", "notification", notification.json);
  }
  void kicked(const echatim::Notification& notification) override {
    write_event("kicked", "notification", notification.json);
  }
  void error(const echatim::Failure& failure) override {
    write_event("error", "error", failure.json);
  }

 private:
  static void write_event(std::string_view event, std::string_view member, std::string_view json) {
    write_line(visible_json(fmt::format(R"({{"event":"{}","{}":{}}})", event, member, json)));
  }
};

}  // namespace

std::unique_ptr<Output> json_output() { return std::make_unique<JsonOutput>(); }

}  // namespace chat

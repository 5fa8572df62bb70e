// The SDK in its engine, with its host and the glue: a client as seen from its own thread, on which
// all of this is used.

#ifndef ECHATIM_CLIENT_SCRIPT_H_
#define ECHATIM_CLIENT_SCRIPT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "abi/error.h"
#include "engine/engine.h"
#include "host/host.h"
#include "net/loop.h"
#include "net/network.h"
#include "net/timers.h"
#include "net/tls.h"

namespace echatim {

struct ScriptEvents {
  std::function<void(std::uint64_t operation, std::string result)> succeeded;
  std::function<void(std::uint64_t operation, Error error)> failed;
  std::function<void(std::uint64_t operation, std::uint64_t sent, std::uint64_t total)> progressed;
  // `number`: to be given to handled(); 0 for what needs no answer.
  std::function<void(std::string event, std::string value, std::uint64_t number)> happened;
  std::function<void(std::string state)> state_changed;
  std::function<void(std::string line)> logged;
  // A script was stopped: nothing comes any more.
  std::function<void()> died;
};

class Script {
 public:
  // An argument of an operation: text, a number, or nothing.
  struct Argument {
    std::optional<std::u16string> text;
    std::optional<double> number;
  };

  // `limit`: seconds of processor time that a turn may take.
  Script(Loop& loop, ScriptEvents events, double limit);
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  // Ends the loop, too: what waits there holds values of the engine.
  ~Script();

  // nullopt when there is a client.
  [[nodiscard]] std::optional<Error> create(const std::u16string& config);
  void begin(std::uint64_t operation, std::string_view name, const Argument& options,
             const std::vector<Argument>& arguments);
  void cancel(std::uint64_t operation);
  void hear(std::string_view event);
  void unhear(std::string_view event);
  void handled(const std::vector<std::uint64_t>& numbers);
  void close();

  [[nodiscard]] std::size_t pending() const { return host_->pending(); }
  void rest() { host_->rest(); }
  [[nodiscard]] bool is_dead() const { return is_dead_; }

 private:
  void enter(const std::function<void()>& work);
  void tidy_soon();
  void call(const char* member, const std::vector<JSValueRef>& arguments);
  [[nodiscard]] JSObjectRef make_border();
  [[nodiscard]] JSValueRef settle(const Arguments& arguments);
  [[nodiscard]] JSValueRef value_of(const Argument& argument) const;

  Loop& loop_;
  ScriptEvents events_;
  std::string uncaught_;  // the first
  Engine engine_;
  Tls tls_;
  Network network_;
  std::unique_ptr<Host> host_;
  Held glue_;
  std::optional<Error> refusal_;  // of create()
  std::unique_ptr<Timers> tidying_;
  int turns_ = 0;  // since the engine was tidied
  bool is_dead_ = false;
};

}  // namespace echatim

#endif  // ECHATIM_CLIENT_SCRIPT_H_

#include "client/script.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "abi/error.h"
#include "client/scripts.h"
#include "engine/engine.h"
#include "host/host.h"
#include "net/loop.h"
#include "net/proxies.h"
#include "net/timers.h"
#include "store/store.h"

namespace echatim {
namespace {

// An engine with a run loop gives memory back when it is idle. Here it is tidied so long after so
// many turns: often enough for a client that has much to do, and never for one that is pinged.
constexpr int kTurns = 200;
constexpr std::chrono::seconds kTidyingPause{5};

}  // namespace

Script::Script(Loop& loop, ScriptEvents events, double limit)
    : loop_(loop),
      events_(std::move(events)),
      engine_(limit,
              [this](const std::string& words) {
                if (uncaught_.empty()) uncaught_ = words;
                events_.logged("echatim: uncaught in the script: " + words);
              }),
      network_{loop, tls_, Proxies::of_environment()},
      tidying_(std::make_unique<Timers>(loop)) {
  const auto into = [this](const std::function<void()>& work) { enter(work); };
  host_ = std::make_unique<Host>(engine_, network_, Host::Outside{into, events_.logged});
  host_->install();
}

Script::~Script() {
  glue_ = Held();
  host_.reset();
  tidying_.reset();
  loop_.end();
}

void Script::enter(const std::function<void()>& work) {
  if (is_dead_) return;
  work();
  if (!engine_.ran_away()) return tidy_soon();
  is_dead_ = true;
  events_.died();
}

void Script::tidy_soon() {
  if (++turns_ != kTurns) return;
  tidying_->start(kTidyingPause, [this] {
    turns_ = 0;
    if (!is_dead_) engine_.tidy();
  });
}

JSValueRef Script::value_of(const Argument& argument) const {
  if (argument.text) return engine_.text(*argument.text);
  return argument.number ? engine_.value(*argument.number) : engine_.null();
}

void Script::call(const char* member, const std::vector<JSValueRef>& arguments) {
  enter([&] { engine_.call_member(glue_.get(), member, arguments); });
}

std::optional<Error> Script::create(const std::u16string& config) {
  engine_.evaluate(bundle_script(), "echatim-sdk.js");
  const JSValueRef make = engine_.evaluate(glue_script(), "glue.js");
  const JSValueRef glue = make == nullptr ? nullptr : engine_.call(make, {make_border()});
  if (glue == nullptr) return internal_error("the library's scripts don't run: " + uncaught_);
  glue_ = engine_.hold(glue);
  call("create", {engine_.text(config)});
  return std::move(refusal_);
}

JSObjectRef Script::make_border() {
  JSObjectRef border = engine_.object();
  const auto define = [&](const char* name, Engine::Native native) {
    engine_.define(border, name, engine_.function(std::move(native)));
  };
  define("succeeded", [this](const Arguments& given) {
    events_.succeeded(given.id(0), given.text(1));
    return engine_.undefined();
  });
  define("failed", [this](const Arguments& given) {
    Error error{
        static_cast<echatim_code>(given.number(1)), given.text(2), given.text(3), given.text(4),
        static_cast<std::int32_t>(given.number(5)), given.text(6), given.text(7)};
    // create() has no number.
    if (given.id(0) == 0) {
      refusal_ = std::move(error);
    } else {
      events_.failed(given.id(0), std::move(error));
    }
    return engine_.undefined();
  });
  define("progressed", [this](const Arguments& given) {
    events_.progressed(given.id(0), static_cast<std::uint64_t>(given.number(1)),
                       static_cast<std::uint64_t>(given.number(2)));
    return engine_.undefined();
  });
  define("happened", [this](const Arguments& given) {
    events_.happened(given.text(0), given.text(1), given.id(2));
    return engine_.undefined();
  });
  define("stateChanged", [this](const Arguments& given) {
    events_.state_changed(given.text(0));
    return engine_.undefined();
  });
  define("settle", [this](const Arguments& given) { return settle(given); });
  return border;
}

// What the config says that is not the SDK's: gives back "" or "field\nproblem".
JSValueRef Script::settle(const Arguments& arguments) {
  const bool names_ca = JSValueIsString(engine_.context(), arguments[0]);
  if (const std::string problem = tls_.trust(names_ca ? arguments.text(0) : std::string());
      !problem.empty() && names_ca)
    return engine_.text("caFile\n" + problem);
  const bool names_store = JSValueIsString(engine_.context(), arguments[1]);
  std::string folder = names_store ? arguments.text(1) : default_store_folder();
  if (!names_store && folder.empty())
    return engine_.text(
        std::string_view("storeFolder\nmust be given in an environment without HOME"));
  if (folder.find('\0') != std::string::npos)
    return engine_.text(std::string_view("storeFolder\nmust be the path of a folder"));
  if (!folder.empty())
    host_->use_store(account_folder(folder, arguments.text(2), arguments.text(3)));
  return engine_.text(std::string_view());
}

void Script::begin(std::uint64_t operation, std::string_view name, const Argument& options,
                   const std::vector<Argument>& arguments) {
  std::vector<JSValueRef> values = {engine_.value(static_cast<double>(operation)),
                                    engine_.text(name), value_of(options)};
  // On the heap the collector does not see them.
  std::vector<Held> held;
  held.push_back(engine_.hold(values[1]));
  held.push_back(engine_.hold(values[2]));
  for (const Argument& argument : arguments) {
    values.push_back(value_of(argument));
    held.push_back(engine_.hold(values.back()));
  }
  call("begin", values);
}

void Script::cancel(std::uint64_t operation) {
  call("cancel", {engine_.value(static_cast<double>(operation))});
}

void Script::hear(std::string_view event) { call("hear", {engine_.text(event)}); }
void Script::unhear(std::string_view event) { call("unhear", {engine_.text(event)}); }

void Script::handled(const std::vector<std::uint64_t>& numbers) {
  // No more arguments than any engine takes.
  constexpr std::size_t kMost = 1000;
  for (std::size_t begin = 0; begin < numbers.size(); begin += kMost) {
    std::vector<JSValueRef> values;
    for (std::size_t i = begin; i < std::min(numbers.size(), begin + kMost); ++i)
      values.push_back(engine_.value(static_cast<double>(numbers[i])));
    call("handled", values);
  }
}

void Script::close() { call("close", {}); }

}  // namespace echatim

// JavaScriptCore by its C API: one global object, on one thread.
//
// An engine never lets an exception out: of the script's it tells `uncaught`, and of C++'s in
// native functions it makes script errors. Promise jobs run before the outermost call into it
// returns. A script that runs longer than the limit is stopped; the engine is of no use after that.

#ifndef ECHATIM_ENGINE_ENGINE_H_
#define ECHATIM_ENGINE_ENGINE_H_

#include <JavaScriptCore/JavaScript.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace echatim {

class Engine;

// A value that the collector leaves alone. Not to outlive the engine.
class Held {
 public:
  Held() = default;
  Held(JSContextRef context, JSValueRef value);
  Held(Held&& other) noexcept;
  Held& operator=(Held&& other) noexcept;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held();

  [[nodiscard]] JSValueRef get() const { return value_; }

 private:
  JSContextRef context_ = nullptr;
  JSValueRef value_ = nullptr;
};

// What a native function was called with.
class Arguments {
 public:
  Arguments(Engine& engine, std::span<const JSValueRef> values)
      : engine_(engine), values_(values) {}

  [[nodiscard]] Engine& engine() const { return engine_; }
  // undefined beyond the last one
  [[nodiscard]] JSValueRef operator[](std::size_t index) const;
  [[nodiscard]] double number(std::size_t index) const;  // 0 for what is none
  [[nodiscard]] std::uint64_t id(std::size_t index) const;
  [[nodiscard]] std::string text(std::size_t index) const;

 private:
  Engine& engine_;
  std::span<const JSValueRef> values_;
};

class Engine {
 public:
  // May throw std::exception: its words become a script error.
  using Native = std::function<JSValueRef(const Arguments&)>;
  using Uncaught = std::function<void(const std::string& words)>;

  // `limit`: seconds of processor time that one call may take.
  Engine(double limit, Uncaught uncaught);
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  // nullptr when the script threw.
  JSValueRef evaluate(std::string_view script, const char* name);
  JSValueRef call(JSValueRef function, std::initializer_list<JSValueRef> arguments);
  JSValueRef call(JSValueRef function, std::span<const JSValueRef> arguments);
  // As a method: nullptr when it threw.
  JSValueRef call_member(JSValueRef object, const char* name,
                         std::span<const JSValueRef> arguments);

  // Collects all garbage, and gives up the memory that it was in, within milliseconds: the engine
  // itself collects garbage in time, but keeps that memory. Not from inside a call.
  void tidy();

  // Whether a script was stopped by the limit.
  [[nodiscard]] bool ran_away() const { return ran_away_; }

  [[nodiscard]] Held hold(JSValueRef value) const { return {context_, value}; }
  [[nodiscard]] JSObjectRef global() const { return JSContextGetGlobalObject(context_); }
  [[nodiscard]] JSContextRef context() const { return context_; }

  [[nodiscard]] JSObjectRef object() const { return JSObjectMake(context_, nullptr, nullptr); }
  [[nodiscard]] JSObjectRef function(Native native);
  void define(JSObjectRef object, const char* name, JSValueRef value) const;
  [[nodiscard]] JSValueRef member(JSValueRef object, const char* name) const;
  [[nodiscard]] std::vector<std::string> names_of(JSValueRef object) const;

  [[nodiscard]] JSValueRef undefined() const { return JSValueMakeUndefined(context_); }
  [[nodiscard]] JSValueRef null() const { return JSValueMakeNull(context_); }
  [[nodiscard]] JSValueRef value(double number) const {
    return JSValueMakeNumber(context_, number);
  }
  [[nodiscard]] JSValueRef value(bool truth) const { return JSValueMakeBoolean(context_, truth); }
  [[nodiscard]] JSValueRef text(std::string_view utf8) const;  // repaired
  [[nodiscard]] JSValueRef text(std::u16string_view utf16) const;
  [[nodiscard]] JSValueRef buffer(std::string_view bytes) const;  // an ArrayBuffer, copied

  [[nodiscard]] std::string text_of(JSValueRef value) const;  // "" for what has none
  [[nodiscard]] bool is_buffer(JSValueRef value) const;
  [[nodiscard]] std::string bytes_of(JSValueRef value) const;  // of an ArrayBuffer

 private:
  static bool stop(JSContextRef context, void* engine);
  static JSValueRef take_turn(JSContextRef context, JSObjectRef function, JSObjectRef self,
                              std::size_t count, const JSValueRef* arguments,
                              JSValueRef* exception);
  JSValueRef settled(JSValueRef result, JSValueRef exception);

  Uncaught uncaught_;
  JSContextGroupRef group_;
  JSGlobalContextRef context_;
  JSClassRef native_class_;
  JSClassRef turn_class_;
  Held turn_;  // calls what it is given, and runs the jobs
  bool ran_away_ = false;
};

}  // namespace echatim

#endif  // ECHATIM_ENGINE_ENGINE_H_

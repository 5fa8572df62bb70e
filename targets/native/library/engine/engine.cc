#include "engine/engine.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/jobs.h"
#include "engine/options.h"
#include "engine/text.h"

// Exported, but in none of the public headers (JavaScriptCore/API/JSContextRefPrivate.h).
extern "C" void JSContextGroupSetExecutionTimeLimit(JSContextGroupRef group, double limit,
                                                    bool (*stop)(JSContextRef, void*), void* data)
    __attribute__((weak));
// The same (JavaScriptCore/API/JSBasePrivate.h). JSGarbageCollect() asks a run loop, of which there
// is none.
extern "C" void JSSynchronousGarbageCollectForDebugging(JSContextRef context) __attribute__((weak));

namespace echatim {
namespace {

struct TextRelease {
  void operator()(OpaqueJSString* text) const { JSStringRelease(text); }
};
using Text = std::unique_ptr<OpaqueJSString, TextRelease>;

Text text_from(std::u16string_view utf16) {
  // JSChar is a type of its own, of the same size.
  return Text(
      JSStringCreateWithCharacters(reinterpret_cast<const JSChar*>(utf16.data()), utf16.size()));
}

Text text_from(std::string_view utf8) { return text_from(repaired_utf16_of(utf8)); }

struct NativeFunction {
  Engine* engine;
  Engine::Native native;
};

JSValueRef call_native(JSContextRef context, JSObjectRef function, JSObjectRef /*self*/,
                       std::size_t count, const JSValueRef* arguments, JSValueRef* exception) {
  auto* native = static_cast<NativeFunction*>(JSObjectGetPrivate(function));
  std::string words;
  try {
    return native->native(Arguments(*native->engine, {arguments, count}));
  } catch (const std::exception& thrown) {
    words = thrown.what();
  } catch (...) {
    words = "a native function failed";
  }
  // None may go on through the engine's frames.
  const JSValueRef text = JSValueMakeString(context, text_from(words).get());
  *exception = JSObjectMakeError(context, 1, &text, nullptr);
  return JSValueMakeUndefined(context);
}

void free_native(JSObjectRef function) {
  delete static_cast<NativeFunction*>(JSObjectGetPrivate(function));
}

}  // namespace

Held::Held(JSContextRef context, JSValueRef value) : context_(context), value_(value) {
  if (value_ != nullptr) JSValueProtect(context_, value_);
}

Held::Held(Held&& other) noexcept
    : context_(other.context_), value_(std::exchange(other.value_, nullptr)) {}

Held& Held::operator=(Held&& other) noexcept {
  std::swap(context_, other.context_);
  std::swap(value_, other.value_);
  return *this;
}

Held::~Held() {
  if (value_ != nullptr) JSValueUnprotect(context_, value_);
}

JSValueRef Arguments::operator[](std::size_t index) const {
  return index < values_.size() ? values_[index] : engine_.undefined();
}

double Arguments::number(std::size_t index) const {
  const JSValueRef value = (*this)[index];
  return JSValueIsNumber(engine_.context(), value)
             ? JSValueToNumber(engine_.context(), value, nullptr)
             : 0;
}

std::uint64_t Arguments::id(std::size_t index) const {
  const double value = number(index);
  // Beyond 2^53 not every integer is a number.
  return value >= 1 && value <= 0x1p53 ? static_cast<std::uint64_t>(value) : 0;
}

std::string Arguments::text(std::size_t index) const { return engine_.text_of((*this)[index]); }

Engine::Engine(double limit, Uncaught uncaught) : uncaught_(std::move(uncaught)) {
  set_engine_options();
  group_ = JSContextGroupCreate();
  context_ = JSGlobalContextCreateInGroup(group_, nullptr);
  if (JSContextGroupSetExecutionTimeLimit != nullptr)
    JSContextGroupSetExecutionTimeLimit(group_, limit, &Engine::stop, this);
  JSClassDefinition definition = kJSClassDefinitionEmpty;
  definition.className = "Function";
  definition.callAsFunction = call_native;
  definition.finalize = free_native;
  native_class_ = JSClassCreate(&definition);
  JSClassDefinition turn = kJSClassDefinitionEmpty;
  turn.className = "Turn";
  turn.callAsFunction = &Engine::take_turn;
  turn_class_ = JSClassCreate(&turn);
  turn_ = hold(JSObjectMake(context_, turn_class_, this));
}

Engine::~Engine() {
  turn_ = Held();
  JSClassRelease(turn_class_);
  JSClassRelease(native_class_);
  JSGlobalContextRelease(context_);
  JSContextGroupRelease(group_);
}

bool Engine::stop(JSContextRef /*context*/, void* engine) {
  static_cast<Engine*>(engine)->ran_away_ = true;
  return true;
}

JSValueRef Engine::take_turn(JSContextRef context, JSObjectRef function, JSObjectRef /*self*/,
                             std::size_t count, const JSValueRef* arguments,
                             JSValueRef* exception) {
  auto* engine = static_cast<Engine*>(JSObjectGetPrivate(function));
  const std::span given(arguments, count);
  JSObjectRef callee = JSValueToObject(context, given.front(), exception);
  if (callee == nullptr) return nullptr;
  const JSValueRef result = JSObjectCallAsFunction(context, callee, nullptr, given.size() - 1,
                                                   given.data() + 1, exception);
  if (!engine->ran_away_) run_jobs(context);
  return result;
}

void Engine::tidy() {
  if (JSSynchronousGarbageCollectForDebugging != nullptr)
    JSSynchronousGarbageCollectForDebugging(context_);
}

JSValueRef Engine::settled(JSValueRef result, JSValueRef exception) {
  if (exception == nullptr) return result;
  if (!ran_away_) uncaught_(text_of(exception));
  return nullptr;
}

JSValueRef Engine::evaluate(std::string_view script, const char* name) {
  JSValueRef exception = nullptr;
  const JSValueRef result =
      JSEvaluateScript(context_, text_from(script).get(), nullptr,
                       text_from(std::string_view(name)).get(), 1, &exception);
  return settled(result, exception);
}

JSValueRef Engine::call(JSValueRef function, std::initializer_list<JSValueRef> arguments) {
  return call(function, std::span(arguments.begin(), arguments.size()));
}

JSValueRef Engine::call(JSValueRef function, std::span<const JSValueRef> arguments) {
  std::vector<JSValueRef> values = {function};
  values.insert(values.end(), arguments.begin(), arguments.end());
  JSValueRef exception = nullptr;
  JSObjectRef turn = JSValueToObject(context_, turn_.get(), nullptr);
  const JSValueRef result =
      JSObjectCallAsFunction(context_, turn, nullptr, values.size(), values.data(), &exception);
  return settled(result, exception);
}

JSValueRef Engine::call_member(JSValueRef object, const char* name,
                               std::span<const JSValueRef> arguments) {
  return call(member(object, name), arguments);
}

JSObjectRef Engine::function(Native native) {
  auto held = std::make_unique<NativeFunction>(NativeFunction{this, std::move(native)});
  // The finalizer frees it.
  JSObjectRef made = JSObjectMake(context_, native_class_, held.release());
  // With `call` and `apply`, as functions have them.
  JSObjectSetPrototype(context_, made, member(member(global(), "Function"), "prototype"));
  return made;
}

void Engine::define(JSObjectRef object, const char* name, JSValueRef value) const {
  JSObjectSetProperty(context_, object, text_from(std::string_view(name)).get(), value,
                      kJSPropertyAttributeNone, nullptr);
}

JSValueRef Engine::member(JSValueRef object, const char* name) const {
  JSObjectRef owner = JSValueToObject(context_, object, nullptr);
  if (owner == nullptr) return undefined();
  const JSValueRef value =
      JSObjectGetProperty(context_, owner, text_from(std::string_view(name)).get(), nullptr);
  return value == nullptr ? undefined() : value;
}

std::vector<std::string> Engine::names_of(JSValueRef object) const {
  std::vector<std::string> names;
  JSObjectRef owner = JSValueToObject(context_, object, nullptr);
  if (owner == nullptr) return names;
  JSPropertyNameArrayRef array = JSObjectCopyPropertyNames(context_, owner);
  for (std::size_t i = 0; i < JSPropertyNameArrayGetCount(array); ++i) {
    JSStringRef name = JSPropertyNameArrayGetNameAtIndex(array, i);
    names.push_back(utf8_of({reinterpret_cast<const char16_t*>(JSStringGetCharactersPtr(name)),
                             JSStringGetLength(name)}));
  }
  JSPropertyNameArrayRelease(array);
  return names;
}

JSValueRef Engine::text(std::string_view utf8) const {
  return JSValueMakeString(context_, text_from(utf8).get());
}

JSValueRef Engine::text(std::u16string_view utf16) const {
  return JSValueMakeString(context_, text_from(utf16).get());
}

JSValueRef Engine::buffer(std::string_view bytes) const {
  auto copy = std::make_unique<std::string>(bytes);
  const auto free_copy = [](void*, void* text) { delete static_cast<std::string*>(text); };
  JSObjectRef made = JSObjectMakeArrayBufferWithBytesNoCopy(context_, copy->data(), copy->size(),
                                                            free_copy, copy.get(), nullptr);
  // From here on the engine owns it.
  static_cast<void>(copy.release());
  return made == nullptr ? undefined() : made;
}

std::string Engine::text_of(JSValueRef value) const {
  const Text text(JSValueToStringCopy(context_, value, nullptr));
  if (text == nullptr) return {};
  return utf8_of({reinterpret_cast<const char16_t*>(JSStringGetCharactersPtr(text.get())),
                  JSStringGetLength(text.get())});
}

bool Engine::is_buffer(JSValueRef value) const {
  return JSValueGetTypedArrayType(context_, value, nullptr) == kJSTypedArrayTypeArrayBuffer;
}

std::string Engine::bytes_of(JSValueRef value) const {
  JSObjectRef buffer = JSValueToObject(context_, value, nullptr);
  const auto* bytes =
      static_cast<const char*>(JSObjectGetArrayBufferBytesPtr(context_, buffer, nullptr));
  if (bytes == nullptr) return {};
  return {bytes, JSObjectGetArrayBufferByteLength(context_, buffer, nullptr)};
}

}  // namespace echatim

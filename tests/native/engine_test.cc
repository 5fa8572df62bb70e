#include "engine/engine.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "client/scripts.h"

// As in engine.cc.
extern "C" JSObjectRef JSGetMemoryUsageStatistics(JSContextRef context);

using echatim::Arguments;
using echatim::Engine;
using namespace std::string_view_literals;

namespace {

struct Fixture {
  std::vector<std::string> uncaught;
  Engine engine{0.2, [this](const std::string& words) { uncaught.push_back(words); }};

  std::string run(std::string_view script) {
    const JSValueRef value = engine.evaluate(script, "test.js");
    return value == nullptr ? "threw" : engine.text_of(value);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a script that runs away is stopped, whatever it catches") {
  CHECK(run("1 + 1") == "2");
  CHECK_FALSE(engine.ran_away());
  CHECK(run("for (;;) try { for (;;); } catch (error) {}") == "threw");
  CHECK(engine.ran_away());
}

TEST_CASE_METHOD(Fixture, "promise jobs that follow each other without end are stopped") {
  const JSValueRef begin = engine.evaluate(R"((function next() {
    const end = Date.now() + 10;
    while (Date.now() < end);
    Promise.resolve().then(next);
  }))",
                                           "test.js");
  engine.call(begin, {});
  CHECK(engine.ran_away());
}

TEST_CASE_METHOD(Fixture, "a promise job that runs away is stopped") {
  run("Promise.resolve().then(() => { for (;;); }); 0");
  CHECK(engine.ran_away());
}

TEST_CASE_METHOD(Fixture, "strings keep NUL and lone surrogates inside the engine") {
  engine.define(engine.global(), "given", engine.text("a\0b\xF0\x9F\x80\x84"sv));
  CHECK(run("[given.length, given.charCodeAt(1), given.codePointAt(3)].join()") == "5,0,126980");
  CHECK(run("'a\\0b'") == "a\0b"sv);
  CHECK(run("JSON.stringify('\\ud83c')") == "\"\\ud83c\"");
  CHECK(run("'\\ud83c'") == "\uFFFD");
}

TEST_CASE_METHOD(Fixture, "what a script throws is told, and the engine goes on") {
  CHECK(run("throw new TypeError('no')") == "threw");
  CHECK(uncaught == std::vector<std::string>{"TypeError: no"});
  CHECK(run("2") == "2");
}

TEST_CASE_METHOD(Fixture, "what a native function throws is an error of the script") {
  engine.define(engine.global(), "fail",
                engine.function([](const Arguments& /*given*/) -> JSValueRef {
                  throw std::runtime_error("outside");
                }));
  CHECK(run("try { fail(); } catch (error) { error instanceof Error && error.message }") ==
        "outside");
  CHECK(run("typeof fail + typeof fail.call") == "functionfunction");
}

TEST_CASE_METHOD(Fixture, "bytes go both ways") {
  engine.define(engine.global(), "bytes", engine.buffer("\0\xFFz"sv));
  CHECK(run("bytes instanceof ArrayBuffer && Array.from(new Uint8Array(bytes)).join()") ==
        "0,255,122");
  const JSValueRef made = engine.evaluate("new Uint8Array([1, 0, 200]).buffer", "test.js");
  CHECK(engine.is_buffer(made));
  CHECK(engine.bytes_of(made) == "\x01\0\xC8"sv);
  CHECK_FALSE(engine.is_buffer(engine.text("text"sv)));
}

TEST_CASE_METHOD(Fixture, "neither WebAssembly nor a timer is there") {
  CHECK(run("typeof WebAssembly + typeof setTimeout") == "undefinedundefined");
}

TEST_CASE_METHOD(Fixture, "an engine that is tidied gives up the memory of its garbage") {
  const auto capacity = [&] {
    const JSValueRef counted = JSGetMemoryUsageStatistics(engine.context());
    return JSValueToNumber(engine.context(), engine.member(counted, "heapCapacity"), nullptr);
  };
  // The collector takes a stale word of the stack for a pointer, which can keep one of the arrays.
  for (int i = 0; i < 10; ++i) {
    run("globalThis.kept" + std::to_string(i) +
        " = Array.from({ length: 20000 }, (_, number) => ({ number })); 0");
  }
  const double full = capacity();
  CHECK(full > 6e6);
  run("for (let i = 0; i < 10; ++i) delete globalThis['kept' + i]");
  engine.tidy();
  CHECK(capacity() < full / 2);
  CHECK(run("1 + 1") == "2");
}

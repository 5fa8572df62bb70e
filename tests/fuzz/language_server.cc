// A client that says anything to the language server. The input is the text of a file that is open,
// then, behind a unit separator, lines: one that begins with { is a message as it is, another one
// is a list of edits and requests about the text, four bytes each.
//
// No file is read: the addresses are below a folder that is not there, and no project names a
// source, below which references would be looked for.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "law.h"
#include "lsp/message.h"
#include "lsp/server.h"

namespace {

using fuzz::require;
using iftrue::Value;

constexpr std::string_view kUri = "file:///no such folder/src/a.ts";
constexpr std::string_view kProjectUri = "file:///no such folder/iftrue.toml";
constexpr std::string_view kProject =
    "[symbols]\nWX = 'mini'\nWEB = ''\nDEBUG = ''\n[targets]\nwx.symbols = ['WX', 'DEBUG']\n"
    "web.symbols = ['WEB']\n[[files]]\nglob = 'wx/**'\nwhen = 'WX'\n";
constexpr std::array<std::string_view, 11> kRequests = {
    "textDocument/hover",          "textDocument/documentHighlight",
    "textDocument/definition",     "textDocument/foldingRange",
    "textDocument/documentSymbol", "textDocument/codeLens",
    "textDocument/completion",     "textDocument/codeAction",
    "textDocument/references",     "textDocument/prepareRename",
    "textDocument/rename"};
constexpr std::array<std::string_view, 12> kPieces = {"",
                                                      "\n",
                                                      "\r",
                                                      "/*",
                                                      "*/",
                                                      "X",
                                                      "/*IFTRUE_WX*/",
                                                      "/*ELSE_WX*/",
                                                      "/*FITRUE_WX*/",
                                                      "\xF0\x9F\x98\x80",
                                                      "/*IFDEBUG*/",
                                                      "IFTURE_WX"};

class Client {
 public:
  Client() {
    request("initialize",
            {{"capabilities",
              {{"textDocument",
                {{"inactiveRegionsCapabilities", {{"inactiveRegions", true}}},
                 {"documentSymbol", {{"hierarchicalDocumentSymbolSupport", true}}}}}}},
             {"initializationOptions", {{"target", "wx"}}}});
    notify("initialized", Value::object());
    open(kProjectUri, kProject);
  }

  void open(std::string_view uri, std::string_view text) {
    notify("textDocument/didOpen",
           {{"textDocument", {{"uri", uri}, {"version", 1}, {"text", text}}}});
  }

  void act(std::string_view bytes) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
    };
    const Value position = {{"line", byte(1) % 16}, {"character", byte(2)}};
    const Value end = {{"line", byte(1) % 16 + byte(3) % 3}, {"character", byte(3)}};
    const Value range = {{"start", position}, {"end", end}};
    Value params = {{"textDocument", {{"uri", kUri}, {"version", 2}}},
                    {"position", position},
                    {"range", range},
                    {"newName", "NEW"}};
    const std::size_t kind = byte(0) % (kRequests.size() + 3);
    if (kind < kRequests.size()) return request(kRequests[kind], std::move(params));
    if (kind == kRequests.size()) {
      const Value strip = {{"uri", kUri}, {"target", byte(1) % 2 == 0 ? "wx" : "web"}};
      return request("workspace/executeCommand",
                     {{"command", "iftrue.strip"}, {"arguments", Value::array({strip})}});
    }
    if (kind == kRequests.size() + 1) return server_.settle();
    const Value change = {{"range", range}, {"text", kPieces[byte(3) % kPieces.size()]}};
    params["contentChanges"] = Value::array({change});
    notify("textDocument/didChange", std::move(params));
  }

  void say(std::string_view body) {
    server_.receive(body);
    run();
  }

  // Whatever was said, the server answers, and ends when it is told to.
  void finish() {
    request("shutdown", nullptr);
    notify("exit", nullptr);
    require(server_.has_exited(), "the server ends");
    for (const auto& [id, answers] : answers_) require(answers == 1, "a request has one answer");
  }

 private:
  void request(std::string_view method, Value params) {
    // Above all that the input has room for.
    const std::int64_t id = 1'000'000'000'000 + ++last_id_;
    answers_[id] = 0;
    say(Value{{"id", id}, {"method", method}, {"params", std::move(params)}}.dump());
  }

  void notify(std::string_view method, Value params) {
    say(Value{{"method", method}, {"params", std::move(params)}}.dump(
        -1, ' ', false, Value::error_handler_t::replace));
  }

  void run() {
    while (server_.step()) {
    }
  }

  void hear(std::string_view body) {
    const auto message = iftrue::parse_message(body);
    require(message.has_value(), "what the server says is JSON");
    const auto id = iftrue::as_integer(iftrue::member(*message, "id"));
    const auto request = id ? answers_.find(*id) : answers_.end();
    if (request != answers_.end() && !message->contains("method")) ++request->second;
  }

  std::map<std::int64_t, int> answers_;  // by the id of the request
  std::int64_t last_id_ = 0;
  iftrue::Server server_{[this](std::string_view body) { hear(body); }};
};

bool may_be_said(std::string_view body) {
  return body.find("source") == std::string_view::npos &&
         body.find("\\u") == std::string_view::npos &&
         body.find("shutdown") == std::string_view::npos &&
         body.find("exit") == std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr char kSeparator = '\x1F';
  std::string_view rest = fuzz::text_of(data, size);
  Client client;
  const std::string_view text = rest.substr(0, rest.find(kSeparator));
  rest.remove_prefix(std::min(rest.size(), text.size() + 1));
  client.open(kUri, text);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.starts_with('{')) {
      if (may_be_said(line)) client.say(line);
      continue;
    }
    for (std::size_t pos = 0; pos + 4 <= line.size(); pos += 4) client.act(line.substr(pos, 4));
  }
  client.finish();
  return 0;
}

#include "options.h"

#include <fmt/format.h>

#include <cstdlib>
#include <cxxopts.hpp>
#include <string_view>
#include <utility>

#include "visible_text.h"

namespace chat {
namespace {

constexpr std::string_view kInput = R"(
Each line of standard input is a message to the chosen peer, or a command:
  /to AUID        choose a user
  /room RID       choose a room
  /file PATH      send a file
  /image PATH     send an image
  /call API JSON  call an API of the server, such as /call userGet {"auid":"bob"}
  /quit           wait for what was sent, and end; the end of the input does the same
A call is made when all before it is answered, and the lines after it wait for its answer.
A line that begins with // is a message that begins with /.

Exit status: 0 done, 1 the server refused the login or the connection failed, 2 wrong usage
)";

cxxopts::Options described() {
  cxxopts::Options options("echatim-chat", "Chats over E聊 (EChat) on the terminal.");
  options.custom_help("--host HOST --key KEY --auid AUID [OPTION]...");
  auto add = options.add_options();
  const auto text = [](const char* otherwise = nullptr) {
    auto value = cxxopts::value<std::string>();
    return otherwise == nullptr ? value : value->default_value(otherwise);
  };
  add("host", "The server", text(), "HOST");
  add("http-port", "Its port for the API", cxxopts::value<int>(), "N");
  add("socket-port", "Its port for socket.io", cxxopts::value<int>(), "N");
  add("key", "The app's key", text(), "KEY");
  add("auid", "The account", text(), "AUID");
  add("token",
      "Its token; better kept in the environment's ECHATIM_TOKEN, since others can read "
      "command lines",
      text(), "TOKEN");
  add("secure", "Use https and wss");
  add("ca", "Trust the certificates in this file, not the system's", text(), "FILE");
  add("json", "Print one JSON object a line, for programs");
  add("to", "The user to talk to", text(), "AUID");
  add("room", "The room to talk in", text(), "RID");
  add("version", "Print the version");
  add("h,help", "Print this help");
  return options;
}

Finished wrong(std::string_view problem) {
  return {Exit::kUsage,
          fmt::format("echatim-chat: {}; see echatim-chat --help\n", visible_line(problem))};
}

// Where this server takes files.
std::string file_server(const echatim::Config& config) {
  const bool has_scheme = config.host.find("://") != std::string::npos;
  const std::string base =
      has_scheme
          ? config.host
          : fmt::format("http{}://{}", config.secure.value_or(false) ? "s" : "", config.host);
  return config.http_port ? fmt::format("{}:{}", base, *config.http_port) : base;
}

std::variant<Options, Finished> read(const cxxopts::ParseResult& given) {
  const auto optional = [&given](const char* name) {
    return given.count(name) == 0 ? std::nullopt : std::optional(given[name].as<std::string>());
  };
  const auto number = [&given](const char* name) {
    return given.count(name) == 0 ? std::nullopt : std::optional(given[name].as<int>());
  };
  if (!given.unmatched().empty())
    return wrong(fmt::format("unexpected argument '{}'", given.unmatched().front()));
  for (const char* name : {"host", "key", "auid"})
    if (optional(name).value_or("").empty()) return wrong(fmt::format("--{} is missing", name));
  if (given.count("to") + given.count("room") > 1)
    return wrong("--to and --room exclude each other");

  Options options;
  echatim::Config& config = options.config;
  config.host = *optional("host");
  config.http_port = number("http-port");
  config.socket_port = number("socket-port");
  if (given.count("secure") > 0) config.secure = true;
  config.key = *optional("key");
  config.login_auid = *optional("auid");
  const char* token = std::getenv("ECHATIM_TOKEN");
  config.login_token = optional("token").value_or(token == nullptr ? "" : token);
  if (config.login_token.empty()) return wrong("neither --token nor ECHATIM_TOKEN is set");
  config.ca_file = optional("ca");
  config.file_server = {.base_url = file_server(config)};

  if (given.count("json") > 0) options.form = Form::kJson;
  if (const auto user = optional("to")) options.peer = echatim::Target::user(*user);
  if (const auto room = optional("room")) options.peer = echatim::Target::room(*room);
  return options;
}

}  // namespace

std::variant<Options, Finished> read_options(int argc, const char* const* argv) {
  cxxopts::Options described = chat::described();
  try {
    const cxxopts::ParseResult given = described.parse(argc, argv);
    if (given.count("help") > 0) return Finished{Exit::kDone, described.help() + kInput.data()};
    if (given.count("version") > 0)
      return Finished{Exit::kDone, fmt::format("echatim-chat {}\n", echatim_version())};
    return read(given);
  } catch (const cxxopts::exceptions::exception& problem) {
    return wrong(problem.what());
  }
}

}  // namespace chat

/* What a program says to make a client, and to begin an operation. */
#ifndef ECHATIM_CONFIG_HPP
#define ECHATIM_CONFIG_HPP

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "json.hpp"

namespace echatim {

/** As a time-out: the operation has none. */
inline constexpr std::chrono::milliseconds kNoLimit = std::chrono::milliseconds::max();

namespace detail {

/** Writes a JSON object; members without a value are left out. */
class ObjectWriter {
 public:
  void add(std::string_view name, std::string_view json) {
    text_ += text_.empty() ? '{' : ',';
    text_ += json::quote(name);
    text_ += ':';
    text_ += json;
  }
  void add_text(std::string_view name, const std::optional<std::string>& text) {
    if (text) add(name, json::quote(*text));
  }
  void add_integer(std::string_view name, std::optional<std::int64_t> number) {
    if (number) add(name, std::to_string(*number));
  }
  void add_boolean(std::string_view name, std::optional<bool> value) {
    if (value) add(name, *value ? "true" : "false");
  }
  void add_milliseconds(std::string_view name, std::optional<std::chrono::milliseconds> time) {
    if (time) add_integer(name, time->count());
  }
  /** The option that all operations have. */
  void add_limit(std::optional<std::chrono::milliseconds> timeout) {
    if (timeout == kNoLimit)
      add("timeout", "null");
    else
      add_milliseconds("timeout", timeout);
  }
  [[nodiscard]] std::string text() const { return text_.empty() ? "{}" : text_ + '}'; }

 private:
  std::string text_;
};

}  // namespace detail

/** Where uploads go. */
struct FileServer {
  /** `http://…` or `https://…`. */
  std::string base_url = {};
  std::string version = "v1";
  std::string use = "local";
  std::string client = "plupload";
};

/** A client's config; what is left out has the library's default. Its checks are the library's. */
struct Config {
  /** Host name or address, also with `https://` in front. */
  std::string host = {};
  /** The API's port; by default 443 when secure, else 80. */
  std::optional<int> http_port = {};
  /** socket.io's port; by default 443 when secure, else 80. */
  std::optional<int> socket_port = {};
  /** Whether to use https and wss; by default, whether `host` says `https://`. */
  std::optional<bool> secure = {};
  /** The app's key. */
  std::string key = {};
  std::optional<std::string> secret = {};
  /** How API calls travel: "HTTP" (the default) or "SOCKET". */
  std::optional<std::string> api_transport = {};
  /** The account's id. */
  std::string login_auid = {};
  /** The account's token. */
  std::string login_token = {};
  /** Needed for uploads. */
  std::optional<FileServer> file_server = {};
  /** What one call may take; by default ten seconds. */
  std::optional<std::chrono::milliseconds> request_timeout = {};
  /** What connecting and logging in may take; by default ten seconds. */
  std::optional<std::chrono::milliseconds> connect_timeout = {};
  /** A file with the certificates (PEM) to trust in place of the system's. */
  std::optional<std::string> ca_file = {};
  /** The folder for what must survive the program; "" keeps nothing. See echatim_create. */
  std::optional<std::string> store_folder = {};

  /** As echatim_create takes it. It holds the token: not for logs. */
  [[nodiscard]] std::string json() const {
    detail::ObjectWriter writer;
    writer.add_text("host", host);
    writer.add_integer("httpPort", http_port);
    writer.add_integer("socketPort", socket_port);
    writer.add_boolean("secure", secure);
    writer.add_text("key", key);
    writer.add_text("secret", secret);
    writer.add_text("apiTransport", api_transport);
    writer.add_text("loginAuid", login_auid);
    writer.add_text("loginToken", login_token);
    if (file_server) {
      detail::ObjectWriter server;
      server.add_text("use", file_server->use);
      server.add_text("client", file_server->client);
      server.add_text("baseUrl", file_server->base_url);
      server.add_text("version", file_server->version);
      writer.add("fileServerConfig", server.text());
    }
    writer.add_milliseconds("requestTimeout", request_timeout);
    writer.add_milliseconds("connectTimeout", connect_timeout);
    writer.add_text("caFile", ca_file);
    writer.add_text("storeFolder", store_folder);
    return writer.text();
  }
};

/** Of any operation. */
struct Options {
  /**
   * After it the operation ends with Code::kTimeout. By default a call may take the config's
   * `request_timeout`; the other operations have no limit.
   */
  std::optional<std::chrono::milliseconds> timeout = {};

  [[nodiscard]] std::string json() const {
    detail::ObjectWriter writer;
    writer.add_limit(timeout);
    return writer.text();
  }
};

/** Of a message. */
struct SendOptions {
  std::optional<std::chrono::milliseconds> timeout = {};
  /** The message's name, as echatim_send_text describes it; by default the library makes one. */
  std::optional<std::string> client_message_id = {};

  [[nodiscard]] std::string json() const {
    detail::ObjectWriter writer;
    writer.add_limit(timeout);
    writer.add_text("clientMessageId", client_message_id);
    return writer.text();
  }
};

struct ConnectOptions {
  std::optional<std::chrono::milliseconds> timeout = {};
  /** Go on trying when the first attempt fails. */
  bool wait = false;

  [[nodiscard]] std::string json() const {
    detail::ObjectWriter writer;
    writer.add_limit(timeout);
    if (wait) writer.add_boolean("wait", true);
    return writer.text();
  }
};

/** Bytes of the file sent so far, and its size. */
using Progress = std::function<void(std::uint64_t sent, std::uint64_t total)>;

/** Of what uploads a file. */
struct FileOptions {
  std::optional<std::chrono::milliseconds> timeout = {};
  /** What the server is told; by default the path's last part. */
  std::optional<std::string> name = {};
  /** As in SendOptions; not of an upload alone. */
  std::optional<std::string> client_message_id = {};
  /** Called where callbacks come, and not after the end of the operation. */
  Progress progress = {};

  [[nodiscard]] std::string json() const {
    detail::ObjectWriter writer;
    writer.add_limit(timeout);
    writer.add_text("name", name);
    writer.add_text("clientMessageId", client_message_id);
    return writer.text();
  }
};

}  // namespace echatim

#endif

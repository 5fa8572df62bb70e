// Arguments, errors and results at the C border.

#include <echatim.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "client.h"

using native_test::config;
using native_test::create;
using native_test::Outcome;
using native_test::Record;
using native_test::StoreFolder;
using native_test::subscribe;
using namespace std::string_view_literals;

TEST_CASE("the version is that of the header") {
  CHECK(echatim_version() == std::to_string(ECHATIM_VERSION_MAJOR) + "." +
                                 std::to_string(ECHATIM_VERSION_MINOR) + "." +
                                 std::to_string(ECHATIM_VERSION_PATCH));
}

TEST_CASE("a config that can't be used names its field") {
  const StoreFolder store;
  std::ofstream(store.path + "/no-certificate") << "text";
  struct Case {
    std::string text;
    std::string_view field;
  };
  for (const auto& [text, field] : {
           Case{"", "config"},
           Case{"{", "config"},
           Case{"[]", "config"},
           Case{"null", "config"},
           Case{"{\"host\":\"\xFF\"}", "config"},
           Case{"{}", "host"},
           Case{config(store.path, ",\"httpPort\":0"), "httpPort"},
           Case{config(store.path, ",\"hots\":\"x\""), "hots"},
           Case{config(store.path, ",\"caFile\":7"), "caFile"},
           Case{config(store.path, ",\"caFile\":\"\""), "caFile"},
           Case{config(store.path, ",\"caFile\":\"/no/such\""), "caFile"},
           Case{config(store.path, ",\"caFile\":\"" + store.path + "/no-certificate\""), "caFile"},
           Case{config(store.path, ",\"storeFolder\":false"), "storeFolder"},
           Case{config(store.path, ",\"storeFolder\":\"a\\u0000b\""), "storeFolder"},
           Case{config(store.path, ",\"storage\":{}"), "storage"},
       }) {
    INFO(text);
    echatim_error* error = nullptr;
    CHECK(echatim_create(text.data(), text.size(), ECHATIM_DELIVER_ON_THREAD, &error) == nullptr);
    REQUIRE(error != nullptr);
    CHECK(echatim_error_code(error) == ECHATIM_CONFIG);
    CHECK(echatim_error_name(error, nullptr) == "ConfigError"sv);
    std::size_t length = 0;
    const char* named = echatim_error_field(error, &length);
    CHECK(std::string_view(named, length) == field);
    CHECK(std::string_view(echatim_error_message(error, nullptr)).starts_with(field));
    CHECK(std::string_view(echatim_error_json(error, nullptr)).find("\"code\":1") !=
          std::string_view::npos);
    echatim_error_free(error);
  }
  // Also for one that does not ask.
  CHECK(echatim_create("{}", 2, ECHATIM_DELIVER_ON_THREAD, nullptr) == nullptr);
  CHECK(echatim_create(nullptr, 0, ECHATIM_DELIVER_ON_THREAD, nullptr) == nullptr);
}

TEST_CASE("no error is an error that is OK") {
  std::size_t length = 1;
  CHECK(echatim_error_code(nullptr) == ECHATIM_OK);
  CHECK(echatim_error_name(nullptr, &length) == ""sv);
  CHECK(length == 0);
  CHECK(echatim_error_server_code(nullptr) == 0);
  echatim_error_free(nullptr);
  echatim_destroy(nullptr);
}

TEST_CASE("arguments that can't be used end the operation with the field's name") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  REQUIRE(client != nullptr);
  const auto call = [&](std::string_view api, std::string_view form, std::string_view options,
                        Outcome& outcome) {
    const char* no_form = form.empty() ? nullptr : form.data();
    const char* no_options = options.empty() ? nullptr : options.data();
    CHECK(echatim_call(client, api.data(), api.size(), no_form, form.size(), no_options,
                       options.size(), Outcome::done, &outcome) != 0);
    REQUIRE(outcome.wait());
  };
  struct Case {
    std::string_view api, form, options, field;
  };
  for (const auto& [api, form, options, field] : {
           Case{"userGot", "{}", "", "api"},
           Case{"constructor", "{}", "", "api"},
           Case{"\xFF", "{}", "", "api"},
           Case{"userGet", "{", "", "form"},
           Case{"userGet", "[]", "", "form"},
           Case{"userGet", "{\"auid\":\"\xED\xA0\x80\"}", "", "form"},
           Case{"userGet", "{}", "1", "options"},
           Case{"userGet", "{}", "{\"timeuot\":1}", "options.timeuot"},
           Case{"userGet", "{}", "{\"timeout\":\"1\"}", "timeout"},
       }) {
    Outcome outcome;
    call(api, form, options, outcome);
    CHECK(outcome.code == ECHATIM_CONFIG);
    CHECK(outcome.field == field);
    CHECK(outcome.result == "null");
  }
  for (const int target : {2, -1}) {
    Outcome outcome;
    echatim_send_text(client, static_cast<echatim_target>(target), "a", 1, "b", 1, nullptr, 0,
                      Outcome::done, &outcome);
    REQUIRE(outcome.wait());
    CHECK(outcome.field == "target");
  }
  for (const std::string_view options : {R"({"clientMessageId":1})", R"({"clientMessageId":""})"}) {
    Outcome outcome;
    echatim_send_text(client, ECHATIM_TO_USER, "a", 1, "b", 1, options.data(), options.size(),
                      Outcome::done, &outcome);
    REQUIRE(outcome.wait());
    CHECK(outcome.field == "options.clientMessageId");
  }
  Outcome upload;
  echatim_upload(client, "", 0, nullptr, 0, nullptr, Outcome::done, &upload);
  REQUIRE(upload.wait());
  CHECK(upload.field == "path");
  echatim_destroy(client);
}

TEST_CASE("text with NUL passes, and what is no UTF-8 does not") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  Outcome with_nul;
  // Not connected: the SDK has read the text when it says so.
  echatim_send_text(client, ECHATIM_TO_USER, "b\0b", 3, "a\0b", 3, nullptr, 0, Outcome::done,
                    &with_nul);
  REQUIRE(with_nul.wait());
  CHECK(with_nul.code == ECHATIM_STATE);
  Outcome broken;
  echatim_send_text(client, ECHATIM_TO_USER, "bob", 3, "\xF0\x9F", 2, nullptr, 0, Outcome::done,
                    &broken);
  REQUIRE(broken.wait());
  CHECK(broken.field == "text");
  Outcome content;
  const std::string_view surrogate = R"({"type":"TEXT","body":"\ud83c"})";
  echatim_send(client, ECHATIM_TO_USER, "bob", 3, surrogate.data(), surrogate.size(), nullptr, 0,
               Outcome::done, &content);
  REQUIRE(content.wait());
  CHECK(content.code == ECHATIM_STATE);
  echatim_destroy(client);
}

TEST_CASE("an outbox with nothing in it is empty, and finds nothing") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  Outcome list;
  echatim_outbox_list(client, Outcome::done, &list);
  REQUIRE(list.wait());
  CHECK(list.result == "[]");
  for (const auto function : {echatim_outbox_retry, echatim_outbox_drop}) {
    Outcome found;
    function(client, "x", 1, Outcome::done, &found);
    REQUIRE(found.wait());
    CHECK(found.result == "false");
    Outcome broken;
    function(client, "\xFF", 1, Outcome::done, &broken);
    REQUIRE(broken.wait());
    CHECK(broken.field == "clientMessageId");
  }
  echatim_destroy(client);
}

TEST_CASE("a server that is not there is a transport error, in words") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  Record states;
  subscribe(client, "state", states);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(outcome.wait());
  CHECK(outcome.code == ECHATIM_TRANSPORT);
  CHECK(outcome.name == "TransportError");
  CHECK(outcome.json.find("can't connect to 127.0.0.1:1: Connection refused") != std::string::npos);
  CHECK(echatim_get_state(client) == ECHATIM_IDLE);
  REQUIRE(states.wait([&] { return states.values.size() == 2; }));
  CHECK(states.values == std::vector<std::string>{"\"connecting\"", "\"idle\""});
  echatim_destroy(client);
}

TEST_CASE("events that there are not are not subscribed to") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  Record record;
  CHECK(subscribe(client, "mesage", record) == 0);
  CHECK(echatim_subscribe(client, nullptr, 0, Record::handle, nullptr, nullptr) == 0);
  CHECK(echatim_subscribe(client, "state", 5, nullptr, nullptr, nullptr) == 0);
  CHECK(record.releases == 0);
  echatim_unsubscribe(client, 17);
  echatim_cancel(client, 17);
  echatim_destroy(client);
}

TEST_CASE("a store that fails is reported, and stops nothing") {
  const StoreFolder store;
  std::ofstream(store.path + "/file") << "no folder";
  echatim_client* client = create(config(store.path + "/file"));
  REQUIRE(client != nullptr);
  Record errors;
  subscribe(client, "error", errors);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(outcome.wait());
  CHECK(outcome.code == ECHATIM_TRANSPORT);
  REQUIRE(errors.wait([&] { return !errors.values.empty(); }));
  CHECK(errors.values[0].find("\"name\":\"StorageError\",\"code\":13") != std::string::npos);
  CHECK(errors.values[0].find("Not a directory") != std::string::npos);
  echatim_destroy(client);
}

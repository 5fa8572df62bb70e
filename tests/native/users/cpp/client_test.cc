// echatim.hpp on the fake of the C interface (../fake/fake.cc).

#include <catch2/catch.hpp>
#include <chrono>
#include <echatim.hpp>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

using namespace echatim;
using namespace std::chrono_literals;

namespace {

const Config kConfig{.host = "h", .key = "k", .login_auid = "alice", .login_token = "t"};

template <class E, class T>
Failure failure_of(std::future<T> future) {
  try {
    future.get();
  } catch (const E& error) {
    CHECK(std::string(error.what()) == error.failure().message);
    return error.failure();
  }
  FAIL("nothing was thrown");
  return {};
}

}  // namespace

static_assert(!std::is_copy_constructible_v<Client> &&
              std::is_nothrow_move_constructible_v<Client>);
static_assert(!std::is_copy_constructible_v<Subscription> &&
              std::is_nothrow_move_assignable_v<Subscription>);

TEST_CASE("a config is written as the library reads it", "[config]") {
  CHECK(kConfig.json() == R"({"host":"h","key":"k","loginAuid":"alice","loginToken":"t"})");
  const Config all{.host = "https://h",
                   .http_port = 1,
                   .socket_port = 2,
                   .secure = true,
                   .key = "k\"",
                   .secret = "",
                   .api_transport = "SOCKET",
                   .login_auid = "a",
                   .login_token = "t",
                   .file_server = FileServer{.base_url = "http://f"},
                   .request_timeout = 3s,
                   .connect_timeout = 4ms,
                   .ca_file = "/ca.pem",
                   .store_folder = ""};
  CHECK(
      all.json() ==
      R"({"host":"https://h","httpPort":1,"socketPort":2,"secure":true,"key":"k\"","secret":"",)"
      R"("apiTransport":"SOCKET","loginAuid":"a","loginToken":"t","fileServerConfig":{"use":"local",)"
      R"("client":"plupload","baseUrl":"http://f","version":"v1"},"requestTimeout":3000,)"
      R"("connectTimeout":4,"caFile":"/ca.pem","storeFolder":""})");
}

TEST_CASE("options are written as the library reads them", "[config]") {
  CHECK(Options{}.json() == "{}");
  CHECK(Options{.timeout = 2s}.json() == R"({"timeout":2000})");
  CHECK(Options{.timeout = kNoLimit}.json() == R"({"timeout":null})");
  CHECK(ConnectOptions{.wait = true}.json() == R"({"wait":true})");
  CHECK(SendOptions{.client_message_id = "1"}.json() == R"({"clientMessageId":"1"})");
  CHECK(FileOptions{.name = "a\nb"}.json() == R"({"name":"a\u000ab"})");
}

TEST_CASE("a client that can't be made says why", "[client]") {
  try {
    const Client client(Config{.host = "h"});
    FAIL("it was made");
  } catch (const ConfigError& error) {
    CHECK(error.code() == Code::kConfig);
    CHECK(error.failure().field == "key");
    CHECK(error.what() == std::string("key: is required"));
  }
}

TEST_CASE("operations have results", "[client]") {
  Client client(kConfig);
  client.connect({.timeout = 5s}).get();
  CHECK(client.state() == State::kOnline);

  const Receipt receipt = client.send_text(Target::user("bob"), "hello").get();
  CHECK(receipt.message_id[0] == 'm');
  CHECK(receipt.client_message_id[0] == 'c');
  CHECK(receipt.send_time == 1700000000000);
  CHECK(client.send(Target::room("r"), R"({"type":"X","body":[1]})").get().send_time > 0);

  const Answer yes = client.call("userGet", R"({"auid":"bob"})").get();
  CHECK((yes.ok() && yes.code == 200 && yes.msg == "success"));
  CHECK(yes.data == R"({"auid":"bob"})");
  const Answer no = client.call("no").get();
  CHECK((!no.ok() && no.code == 404 && no.msg == "there is none" && no.data == "null"));

  std::vector<std::pair<std::uint64_t, std::uint64_t>> steps;
  const FileOptions options{
      .name = "r.pdf", .progress = [&](auto sent, auto total) { steps.emplace_back(sent, total); }};
  const StoredFile stored = client.upload("a/b.pdf", options).get();
  CHECK((stored.url == "http://files/1" && stored.name == "r.pdf" && stored.size == 10));
  CHECK(steps == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{5, 10}, {10, 10}});
  CHECK(client.send_image(Target::user("bob"), "a.png").get().send_time > 0);
  CHECK(client.send_file(Target::user("bob"), "a.pdf").get().send_time > 0);
}

TEST_CASE("what is unread is counted, and marked", "[client]") {
  Client client(kConfig, Delivery::kInPoll);
  std::vector<std::int64_t> told;
  const Subscription counts =
      client.on_unread([&](const Unread& unread) { told.push_back(unread.total); });
  const Unread unread = client.wait(client.unread());
  CHECK(unread.total == 3);
  REQUIRE(unread.conversations.size() == 2);
  CHECK(unread.conversations[0].way == "P2R");
  CHECK((unread.conversations[1].to_target == "bob" && unread.conversations[1].unread == 2));
  client.wait(client.mark_read(Target::user("bob"), "m1"));
  CHECK(told == std::vector<std::int64_t>{1});
  CHECK_THROWS_AS(client.wait(client.mark_read(Target::user("bob"), "none")), RefusedError);
}

TEST_CASE("the outbox is listed, retried and dropped", "[client]") {
  Client client(kConfig);
  const Outbox outbox = client.outbox().get();
  REQUIRE(outbox.messages.size() == 2);
  const Waiting& text = outbox.messages[0];
  CHECK((text.client_message_id == "1" && text.to_target == "bob" && text.way == "P2P"));
  CHECK((text.type == "TEXT" && text.body == R"("a,b")" && text.is_sending));
  CHECK((outbox.messages[1].body.empty() && !outbox.messages[1].is_sending));
  CHECK(client.retry("1").get().was_there);
  CHECK_FALSE(client.retry("2").get().was_there);
  CHECK(client.drop("1").get().was_there);
  CHECK_FALSE(client.drop("2").get().was_there);
}

TEST_CASE("operations have errors, each of its class", "[client]") {
  Client client(kConfig);
  const Failure refused = failure_of<RefusedError>(client.send_text(Target::user("bob"), "refuse"));
  CHECK((refused.code == Code::kRefused && refused.name == "RefusedError"));
  CHECK((refused.server_code == 413 && refused.server_message == "too long"));
  failure_of<TransportError>(client.upload("missing"));
  CHECK(failure_of<ConfigError>(client.call("userGet", "[]")).field == "form");
  failure_of<TimeoutError>(client.call("never", "{}", {.timeout = 20ms}));

  auto pending = client.call("never");
  client.cancel(pending.operation());
  failure_of<AbortError>(std::move(pending));

  Config wrong = kConfig;
  wrong.login_token = "wrong";
  Client stranger(wrong);
  const Failure login = failure_of<RefusedError>(stranger.connect());
  CHECK(login.code == Code::kLoginRefused);
}

TEST_CASE("a class for each code", "[error]") {
  Failure failure;
  failure.code = Code::kProtocol;
  CHECK_THROWS_AS(failure.raise(), TransportError);
  failure.code = static_cast<Code>(99);
  CHECK_THROWS_AS(failure.raise(), Error);
  failure.code = Code::kKicked;
  CHECK_THROWS_AS(failure.raise(), KickedError);
}

TEST_CASE("callbacks get results and failures", "[client]") {
  Client client(kConfig, Delivery::kInPoll);
  CHECK(client.fd() >= 0);
  std::vector<std::string> seen;
  client.call("userGet", "{}", {},
              [&](Result<Answer> result) { seen.push_back(result.value().data); });
  client.call("userGet", "1", {}, [&](Result<Answer> result) {
    CHECK_FALSE(result.ok());
    CHECK_THROWS_AS(result.value(), ConfigError);
    seen.push_back(result.failure().field);
  });
  client.connect({}, {});
  CHECK(seen.empty());  // only inside poll
  while (client.poll() > 0) {
  }
  CHECK(seen == std::vector<std::string>{"{}", "form"});
  CHECK(client.wait(client.call("no")).code == 404);
}

TEST_CASE("poll is refused where it can't be", "[client]") {
  Client threaded(kConfig);
  CHECK(threaded.fd() == -1);
  CHECK_THROWS_AS(threaded.poll(), StateError);
  Client polled(kConfig, Delivery::kInPoll);
  bool refused = false;
  polled.connect({}, [&](const Result<void>&) {
    try {
      polled.poll();
    } catch (const StateError&) {
      refused = true;
    }
  });
  while (polled.poll() > 0) {
  }
  CHECK(refused);
}

TEST_CASE("events are typed, as long as there is a subscription", "[client]") {
  Client client(kConfig, Delivery::kInPoll);
  std::vector<std::string> seen;
  Subscription messages = client.on_message([&](const Message& message) {
    seen.push_back(message.from_user + '>' + message.to_target + ' ' + message.way + ' ' +
                   message.type + ' ' + message.text());
  });
  const Subscription states =
      client.on_state([&](State state) { seen.emplace_back(state_name(state)); });
  client.wait(client.connect());
  client.wait(client.send_text(Target::room("bob"), "a \"b\"\n"));
  while (client.poll() > 0) {
  }
  CHECK(seen == std::vector<std::string>{"connecting", "online", "bob>alice P2R TEXT a \"b\"\n"});

  seen.clear();
  Subscription moved = std::move(messages);
  client.wait(client.send_text(Target::user("bob"), "1"));
  moved.reset();
  client.wait(client.send_text(Target::user("bob"), "2"));
  while (client.poll() > 0) {
  }
  CHECK(seen == std::vector<std::string>{"bob>alice P2P TEXT 1"});
}

TEST_CASE("a handler lives exactly as long as its subscription", "[client]") {
  const auto held = std::make_shared<int>(0);
  Subscription outlives;
  {
    Client client(kConfig, Delivery::kInPoll);
    {
      const Subscription short_lived = client.on_log([held](const std::string&) {});
      CHECK(held.use_count() == 2);
    }
    client.poll();
    CHECK(held.use_count() == 1);
    outlives = client.on_log([held](const std::string&) {});
    client.on_error([held](const Failure&) {}).keep();
    CHECK(held.use_count() == 3);
    client.call("never", "{}", {}, [held](const Result<Answer>& result) {
      CHECK(result.failure().code == Code::kState);
    });
  }
  CHECK(held.use_count() == 1);
  outlives.reset();
}

TEST_CASE("a client can be moved, and replaced", "[client]") {
  Client first(kConfig);
  auto pending = first.call("never");
  Client second = std::move(first);
  second.connect().get();
  second = Client(kConfig);
  failure_of<StateError>(std::move(pending));
  CHECK(second.state() == State::kIdle);
}

TEST_CASE("what a callback throws does not get into the library", "[client]") {
  std::vector<std::string> caught;
  Client client(kConfig, Delivery::kInPoll, [&](const std::exception_ptr& thrown) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::string& text) {
      caught.push_back(text);
    }
  });
  const auto subscription =
      client.on_state([](State state) { throw std::string(state_name(state)); });
  client.connect({}, [](const Result<void>&) { throw std::string("done"); });
  client.upload("x", {.progress = [](auto, auto) { throw std::string("progress"); }}, {});
  while (client.poll() > 0) {
  }
  CHECK(caught == std::vector<std::string>{"connecting", "online", "done", "progress", "progress"});
}

TEST_CASE("other values are read from JSON", "[values]") {
  const auto presence = Presence::from_json(R"({"auid":"bob","online":true})");
  CHECK((presence.auid == "bob" && presence.online));
  CHECK_FALSE(Presence::from_json(R"({"auid":"bob","online":false})").online);
  CHECK(Notification::from_json(R"({"rid":"r1","type":"ROOM_JOINED"})").type == "ROOM_JOINED");
  const auto failure = Failure::from_json(R"({"name":"StorageError","code":13,"message":"full"})");
  CHECK((failure.code == Code::kStorage && failure.message == "full" && failure.server_code == 0));
  for (const State state : {State::kIdle, State::kOffline, State::kClosed})
    CHECK_FALSE(state_name(state).empty());
}

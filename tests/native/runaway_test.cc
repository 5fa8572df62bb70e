// A client whose script runs away. The SDK's own does not: it is given more than its time allows.

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>

#include "abi/error.h"
#include "client.h"
#include "client/client.h"
#include "client/script.h"
#include "engine/text.h"

using echatim::Client;
using native_test::config;
using native_test::Outcome;
using native_test::Record;
using native_test::StoreFolder;

namespace {

echatim::Script::Argument text(const std::string& utf8) {
  return {echatim::repaired_utf16_of(utf8), std::nullopt};
}

void call(Client& client, const std::string& form, Outcome& outcome) {
  client.begin("call", {}, {text("userGet"), text(form)}, std::nullopt,
               {Outcome::done, nullptr, &outcome});
}

}  // namespace

TEST_CASE("a client whose script runs away fails, with all that is under way, and can be ended") {
  const StoreFolder store;
  std::optional<echatim::Error> error;
  const std::shared_ptr<Client> client = Client::create(
      echatim::repaired_utf16_of(config(store.path)), ECHATIM_DELIVER_ON_THREAD, error, 0.25);
  REQUIRE(client != nullptr);
  Record errors;
  Record states;
  client->subscribe({0, "error", Record::handle, Record::release, &errors, false});
  client->subscribe({0, "state", Record::handle, Record::release, &states, false});

  std::string form = "{\"auid\":[0";
  for (int i = 0; i < 4'000'000; ++i) form += ",{}";
  Outcome stopped;
  call(*client, form + "]}", stopped);
  REQUIRE(stopped.wait());
  CHECK(stopped.code == ECHATIM_INTERNAL);
  CHECK(stopped.message == "a script of the library ran for too long and was stopped");
  REQUIRE(states.wait([&] { return states.values.size() == 1; }));
  CHECK(states.values[0] == "\"closed\"");
  CHECK(errors.values.size() == 1);
  CHECK(client->state() == ECHATIM_CLOSED);

  Outcome after;
  call(*client, "{}", after);
  REQUIRE(after.wait());
  CHECK(after.code == ECHATIM_INTERNAL);
  client->destroy();
  CHECK(errors.releases == 1);
}

#include <echatim.hpp>
#include <iostream>

int main() {
  try {
    const echatim::Client client({.host = "h", .key = "k", .login_auid = "a", .login_token = ""});
  } catch (const echatim::ConfigError& error) {
    std::cout << error.failure().name << ": " << error.what() << '\n';
  }
  echatim::Client client(
      {.host = "h", .key = "k", .login_auid = "a", .login_token = "t", .store_folder = ""},
      echatim::Delivery::kInPoll);
  std::cout << echatim::state_name(client.state()) << '\n';
}

// Who wants to be told of which event.

#ifndef ECHATIM_CLIENT_SUBSCRIPTIONS_H_
#define ECHATIM_CLIENT_SUBSCRIPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "echatim.h"

namespace echatim {

struct Subscription {
  std::uint64_t id = 0;
  std::string event;
  echatim_handler handler = nullptr;
  echatim_release release = nullptr;
  void* user_data = nullptr;
  bool is_over = false;
};

// From any thread.
class Subscriptions {
 public:
  using Shared = std::shared_ptr<Subscription>;

  [[nodiscard]] static bool is_event(std::string_view name);

  std::uint64_t add(Subscription subscription);
  // nullptr when there is none such any more.
  Shared remove(std::uint64_t id);
  std::vector<Shared> remove_all();

  [[nodiscard]] bool has(std::string_view event) const;
  // Calls the handlers that are there now and are not ended meanwhile. Returns how many.
  int tell(std::string_view event, const std::string& value);

 private:
  mutable std::mutex mutex_;
  std::vector<Shared> all_;
  std::uint64_t last_ = 0;
};

}  // namespace echatim

#endif  // ECHATIM_CLIENT_SUBSCRIPTIONS_H_

#include "client/subscriptions.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace echatim {

bool Subscriptions::is_event(std::string_view name) {
  constexpr std::array<std::string_view, 8> kEvents = {
      "message", "notification", "presence", "unread", "state", "kicked", "error", "log"};
  return std::ranges::find(kEvents, name) != kEvents.end();
}

std::uint64_t Subscriptions::add(Subscription subscription) {
  auto shared = std::make_shared<Subscription>(std::move(subscription));
  const std::scoped_lock lock(mutex_);
  all_.push_back(shared);
  return shared->id = ++last_;
}

Subscriptions::Shared Subscriptions::remove(std::uint64_t id) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(all_, [&](const Shared& each) { return each->id == id; });
  if (found == all_.end()) return nullptr;
  Shared removed = std::move(*found);
  all_.erase(found);
  removed->is_over = true;
  return removed;
}

std::vector<Subscriptions::Shared> Subscriptions::remove_all() {
  const std::scoped_lock lock(mutex_);
  for (const Shared& each : all_) each->is_over = true;
  return std::exchange(all_, {});
}

bool Subscriptions::has(std::string_view event) const {
  const std::scoped_lock lock(mutex_);
  return std::ranges::any_of(all_, [&](const Shared& each) { return each->event == event; });
}

int Subscriptions::tell(std::string_view event, const std::string& value) {
  std::vector<Shared> listeners;
  {
    const std::scoped_lock lock(mutex_);
    for (const Shared& each : all_)
      if (each->event == event) listeners.push_back(each);
  }
  int told = 0;
  for (const Shared& each : listeners) {
    {
      const std::scoped_lock lock(mutex_);
      if (each->is_over) continue;
    }
    // Unlocked: it may subscribe and unsubscribe.
    each->handler(each->user_data, value.c_str(), value.size());
    ++told;
  }
  return told;
}

}  // namespace echatim

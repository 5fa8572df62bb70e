#include "command/watch/change_watch.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "command/system/posix.h"
#include "command/watch/burst.h"
#include "command/watch/snapshot.h"

namespace iftrue {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr Milliseconds kBetweenLooks{500};

}  // namespace

std::optional<std::string> ChangeWatch::begin() {
  std::optional<std::string> note;
  if (!polls_) {
    if (auto noticed = begin_inotify(); !noticed) {
      polls_ = true;
      inotify_.reset();
      note = fmt::format("polling every {} ms: {}", kBetweenLooks.count(), noticed.error().message);
    }
  }
  if (polls_) {
    Snapshot snapshot;
    visit(snapshot);
    seen_ = snapshot.is_early() ? Inotify::Seen::kFolders : Inotify::Seen::kNothing;
    sum_ = snapshot.sum();
  }
  return note;
}

Result<void> ChangeWatch::begin_inotify() {
  if (!inotify_) {
    auto created = Inotify::create();
    if (!created) return tl::unexpected(created.error());
    inotify_ = std::move(*created);
  }
  // The run sees what has happened up to now.
  const auto seen = std::max(std::exchange(seen_, Inotify::Seen::kNothing), inotify_->read());
  if (seen != Inotify::Seen::kFolders) return {};
  inotify_->begin_visit();
  visit(*inotify_);
  return inotify_->end_visit();
}

// What is to be watched is known once the project file is read, and that is watched by then.
void ChangeWatch::visit(InputVisitor& visitor) {
  inputs_.visit_project(visitor);
  inputs_.read_project();
  inputs_.visit_sources(visitor);
}

bool ChangeWatch::has_changed() {
  if (!polls_) {
    seen_ = std::max(seen_, inotify_->read());
  } else if (seen_ == Inotify::Seen::kNothing && look() != sum_) {
    seen_ = Inotify::Seen::kFolders;
  }
  return seen_ != Inotify::Seen::kNothing;
}

std::uint64_t ChangeWatch::look() const {
  Snapshot snapshot;
  inputs_.visit_project(snapshot);
  inputs_.visit_sources(snapshot);
  return snapshot.sum();
}

bool ChangeWatch::wait() {
  while (!has_changed()) {
    const auto most = polls_ ? std::optional(kBetweenLooks) : std::nullopt;
    if (!await(most)) return false;
  }
  Burst burst(Burst::Clock::now());
  std::uint64_t sum = polls_ ? look() : 0;
  for (;;) {
    const Milliseconds left = burst.left(Burst::Clock::now());
    if (left == Milliseconds(0)) return true;
    if (!await(left)) return false;
    const bool goes_on = polls_ ? std::exchange(sum, look()) != sum : read_more();
    if (goes_on) burst.add(Burst::Clock::now());
  }
}

bool ChangeWatch::read_more() {
  const Inotify::Seen more = inotify_->read();
  seen_ = std::max(seen_, more);
  return more != Inotify::Seen::kNothing;
}

bool ChangeWatch::await(std::optional<Milliseconds> most) const {
  std::array<pollfd, 2> events{
      {{stop_.fd(), POLLIN, 0}, {inotify_ ? inotify_->fd() : -1, POLLIN, 0}}};
  poll(events.data(), events.size(), most ? static_cast<int>(most->count()) : -1);
  return !stop_.came();
}

}  // namespace iftrue

#include "command/watch/inotify.h"

#include <fmt/core.h>
#include <sys/inotify.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <system_error>

#include "command/project/path_filter.h"
#include "command/system/posix.h"
#include "command/watch/remote_file_system.h"

namespace iftrue {
namespace {

constexpr std::uint32_t kChanges = IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE |
                                   IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

}  // namespace

Result<std::unique_ptr<Inotify>> Inotify::create() {
  Descriptor fd(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (fd.valid()) return std::unique_ptr<Inotify>(new Inotify(std::move(fd)));
  const int error = errno;
  const bool too_many = error == EMFILE;
  return failure(fmt::format("inotify cannot be used: {}{}", std::generic_category().message(error),
                             too_many ? "; fs.inotify.max_user_instances (sysctl) limits it" : ""));
}

void Inotify::begin_visit() {
  ++visit_;
  failure_.reset();
  // What has happened up to now, the visit sees.
  static_cast<void>(read());
}

Result<void> Inotify::end_visit() {
  if (failure_) return tl::unexpected(*failure_);
  std::erase_if(watched_, [&](const auto& each) {
    const bool gone = each.second.visit != visit_;
    if (gone) inotify_rm_watch(fd_.get(), each.first);
    return gone;
  });
  return {};
}

void Inotify::name(const std::string& folder, const std::string& name) {
  if (Watched* const watched = watch(folder, folder)) watched->names.insert(name);
}

void Inotify::folder(const TreeFolder& folder) {
  filter_ = &folder.filter;
  // Whatever its path is by now, and however long.
  Watched* const watched = watch(fmt::format("/proc/self/fd/{}", folder.fd), folder.filtered);
  if (watched != nullptr) watched->prefixes.push_back(folder.filtered);
}

Inotify::Watched* Inotify::watch(const std::string& path, const std::string& shown) {
  if (failure_) return nullptr;
  struct statfs status {};
  if (statfs(path.c_str(), &status) == 0 && is_remote(static_cast<std::uint64_t>(status.f_type))) {
    failure_ = Failure{fmt::format(
        "{} is on a file system that others may change without this machine", quote(shown))};
    return nullptr;
  }
  const int number = inotify_add_watch(fd_.get(), path.c_str(), kChanges);
  if (number < 0) {
    if (errno == ENOSPC) {
      failure_ = Failure{
          "there are too many folders to watch; fs.inotify.max_user_watches (sysctl) limits them"};
    } else if (errno == ENOMEM) {
      failure_ = Failure{"there is not enough memory to watch all folders"};
    }
    // One that is missing or closed to us: the run reports it, and where it would appear is
    // watched.
    return nullptr;
  }
  Watched& watched = watched_[number];
  if (std::exchange(watched.visit, visit_) != visit_) {
    watched.names.clear();
    watched.prefixes.clear();
  }
  return &watched;
}

Inotify::Seen Inotify::read() {
  constexpr std::size_t kBuffer = std::size_t{64} * 1024;
  alignas(inotify_event) std::array<char, kBuffer> buffer;
  Seen all = Seen::kNothing;
  for (;;) {
    const ssize_t size = ::read(fd_.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return all;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      const auto& event = *reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += sizeof event + event.len;
      all = std::max(all, seen(event, event.len == 0 ? std::string_view() : event.name));
    }
  }
}

Inotify::Seen Inotify::seen(const inotify_event& event, std::string_view name) const {
  // Of the events that were lost, any may have been of a folder.
  if ((event.mask & (IN_Q_OVERFLOW | IN_UNMOUNT)) != 0) return Seen::kFolders;
  const auto found = watched_.find(event.wd);
  if (found == watched_.end() || name.empty()) return Seen::kNothing;
  const Watched& watched = found->second;
  if (watched.names.contains(std::string(name))) return Seen::kFolders;
  const bool counts = std::ranges::any_of(watched.prefixes, [&](const std::string& prefix) {
    return !filter_->excludes(prefix + std::string(name));
  });
  if (!counts) return Seen::kNothing;
  return (event.mask & IN_ISDIR) != 0 ? Seen::kFolders : Seen::kFiles;
}

}  // namespace iftrue

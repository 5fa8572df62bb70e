// Changes of inputs, as the kernel tells them (inotify(7)). What is visited is watched from then
// on.
//
// It tells only whether something has changed. What it is, the run finds out, which compares all
// files with what it knows of them anyway.

#ifndef IFTRUE_COMMAND_WATCH_INOTIFY_H_
#define IFTRUE_COMMAND_WATCH_INOTIFY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/watch/input_visitor.h"

struct inotify_event;

namespace iftrue {

class Inotify final : public InputVisitor {
 public:
  // A failure says why changes cannot be noticed in this way, and what would mend it.
  static Result<std::unique_ptr<Inotify>> create();

  // To be called before the inputs are visited, and after. What was watched before and is not
  // visited again is watched no more.
  void begin_visit();
  [[nodiscard]] Result<void> end_visit();

  void name(const std::string& folder, const std::string& name) override;
  void folder(const TreeFolder& folder) override;
  void entry(const TreeFolder& /*folder*/, const char* /*name*/) override {}

  enum class Seen : std::uint8_t {
    kNothing,
    kFiles,    // what is watched is still what is to be watched
    kFolders,  // that may have changed: all is to be visited again
  };

  // What has happened since the last call, without waiting.
  [[nodiscard]] Seen read();

  // Can be read (poll(2)) when something has happened.
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  explicit Inotify(Descriptor fd) : fd_(std::move(fd)) {}

  struct Watched {
    unsigned visit = 0;                 // the last one
    std::set<std::string> names;        // that lead to inputs
    std::vector<std::string> prefixes;  // of what is in it, where the filter is asked
  };

  // Null, and at times a failure, where nothing is watched.
  Watched* watch(const std::string& path, const std::string& shown);
  [[nodiscard]] Seen seen(const inotify_event& event, std::string_view name) const;

  Descriptor fd_;
  std::unordered_map<int, Watched> watched_;  // by the kernel's number for it
  const PathFilter* filter_ = nullptr;
  unsigned visit_ = 0;
  std::optional<Failure> failure_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_INOTIFY_H_

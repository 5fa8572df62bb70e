// The state of all inputs as one number, for where the kernel does not tell changes. Two that are
// equal mean that nothing has changed.

#ifndef IFTRUE_COMMAND_WATCH_SNAPSHOT_H_
#define IFTRUE_COMMAND_WATCH_SNAPSHOT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "command/system/posix.h"
#include "command/watch/input_visitor.h"

namespace iftrue {

class Snapshot final : public InputVisitor {
 public:
  void name(const std::string& folder, const std::string& name) override;
  void folder(const TreeFolder& /*folder*/) override {}
  void entry(const TreeFolder& folder, const char* name) override;

  // After the inputs have been visited.
  [[nodiscard]] std::uint64_t sum() const { return sum_; }

  // Whether a file was written to just now: its next change may have the same time, and not show.
  [[nodiscard]] bool is_early() const { return early_; }

 private:
  void add(int folder, const std::string& name, std::string_view path);

  // Does not depend on the order, in which file systems list as they like.
  std::uint64_t sum_ = 0;
  bool early_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_SNAPSHOT_H_

// Whether a file holds just the bytes that come in pieces.

#ifndef IFTRUE_COMMAND_COMPARISON_H_
#define IFTRUE_COMMAND_COMPARISON_H_

#include <string>
#include <string_view>
#include <utility>

#include "command/file.h"

namespace iftrue {

class Comparison {
 public:
  // With no file: it does not.
  Comparison() = default;

  // Of a file that was opened for it.
  explicit Comparison(Descriptor file) : file_(std::move(file)) {}

  void take(std::string_view bytes);

  // After the last bytes. A file that cannot be read does not hold them.
  [[nodiscard]] bool is_same();

 private:
  Descriptor file_;  // closed as soon as it differs
  std::string read_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_COMPARISON_H_

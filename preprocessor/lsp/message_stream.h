// Messages on a stream of bytes: each has a header with Content-Length, an empty line, and so many
// bytes (the base protocol of LSP 3.17).

#ifndef IFTRUE_LSP_MESSAGE_STREAM_H_
#define IFTRUE_LSP_MESSAGE_STREAM_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "command/system/failure.h"

namespace iftrue {

// Finds the messages in bytes that come in pieces of any size.
class MessageSplitter {
 public:
  void add(std::string_view bytes) { bytes_ += bytes; }

  // The next whole message's body; nothing until more bytes come. A failure where the bytes are no
  // header: it cannot be told where a next message begins.
  [[nodiscard]] Result<std::optional<std::string>> next();

  // Whether bytes are left that are no whole message.
  [[nodiscard]] bool is_amid() const { return begin_ < bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t begin_ = 0;  // of what was not taken yet
};

// The bytes of a message with this body.
[[nodiscard]] std::string framed(std::string_view body);

}  // namespace iftrue

#endif  // IFTRUE_LSP_MESSAGE_STREAM_H_

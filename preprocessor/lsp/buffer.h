// A text as the editor has it, which may differ from the file; or a file that no editor has open.

#ifndef IFTRUE_LSP_BUFFER_H_
#define IFTRUE_LSP_BUFFER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lsp/line_index.h"
#include "lsp/message.h"
#include "lsp/positions.h"

namespace iftrue {

class Buffer {
 public:
  // `version` is the client's; nothing for a file that is not open.
  Buffer(std::string uri, std::optional<std::int64_t> version, std::string text);

  // Views may refer to the text.
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  [[nodiscard]] const std::string& uri() const { return uri_; }
  // Empty where the address is none of a file.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const LineIndex& lines() const { return lines_; }
  [[nodiscard]] std::optional<std::int64_t> version() const { return version_; }

  // Another one after each change; no two buffers have the same.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

  // Makes the changes of a textDocument/didChange, one after the other.
  void change(const Value& changes, PositionEncoding encoding, std::int64_t version);

 private:
  void replace_all(std::string text);

  std::string uri_;
  std::string path_;
  std::optional<std::int64_t> version_;
  std::string text_;
  LineIndex lines_;
  std::uint64_t revision_;
};

// What the editor has open, by address.
using Buffers = std::map<std::string, Buffer, std::less<>>;

}  // namespace iftrue

#endif  // IFTRUE_LSP_BUFFER_H_

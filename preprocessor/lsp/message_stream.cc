#include "lsp/message_stream.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeaderEnd = "\r\n\r\n";
constexpr std::size_t kLongestHeader = 4096;                // bytes
constexpr std::size_t kLongestBody = std::size_t{1} << 30;  // bytes

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_content_length(std::string_view name) {
  return std::ranges::equal(name, std::string_view("content-length"), {}, lower);
}

std::string_view trimmed(std::string_view value) {
  const std::size_t begin = value.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return value.substr(begin, value.find_last_not_of(" \t") + 1 - begin);
}

// Of a header without its empty line.
std::optional<std::size_t> body_size(std::string_view header) {
  std::optional<std::size_t> size;
  while (!header.empty()) {
    const std::string_view line = header.substr(0, header.find(kLineEnd));
    header.remove_prefix(std::min(header.size(), line.size() + kLineEnd.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (!is_content_length(line.substr(0, colon))) continue;
    const std::string_view digits = trimmed(line.substr(colon + 1));
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size();
    if (!is_number || number > kLongestBody) return std::nullopt;
    size = number;
  }
  return size;
}

}  // namespace

Result<std::optional<std::string>> MessageSplitter::next() {
  const std::string_view rest = std::string_view(bytes_).substr(begin_);
  const std::size_t header = rest.substr(0, kLongestHeader).find(kHeaderEnd);
  if (header == std::string_view::npos) {
    if (rest.size() < kLongestHeader) return std::nullopt;
    return failure("the bytes on standard input are no message of the Language Server Protocol");
  }
  const auto size = body_size(rest.substr(0, header));
  if (!size) {
    return failure(fmt::format("no Content-Length in the header of a message: {}",
                               show_message(std::string(rest.substr(0, header)))));
  }
  const std::size_t begin = header + kHeaderEnd.size();
  if (rest.size() - begin < *size) return std::nullopt;
  std::string body(rest.substr(begin, *size));
  begin_ += begin + *size;
  // What was taken goes when it is most of it, so that each byte is moved only a few times.
  if (begin_ > bytes_.size() / 2) {
    bytes_.erase(0, begin_);
    begin_ = 0;
  }
  return body;
}

std::string framed(std::string_view body) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace iftrue

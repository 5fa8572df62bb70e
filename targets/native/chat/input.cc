#include "input.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace chat {

void Input::read() {
  std::array<char, 65536> buffer{};
  const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
  if (count > 0)
    text_.append(buffer.data(), static_cast<std::size_t>(count));
  else if (count == 0 || (errno != EINTR && errno != EAGAIN))
    ended_ = true;
}

bool Input::has_line() const {
  return text_.find('\n', begin_) != std::string::npos || (ended_ && begin_ < text_.size());
}

std::optional<std::string> Input::take_line() {
  if (!has_line()) return std::nullopt;
  const std::size_t end = text_.find('\n', begin_);
  std::string line = text_.substr(begin_, end == std::string::npos ? end : end - begin_);
  begin_ = end == std::string::npos ? text_.size() : end + 1;
  if (begin_ == text_.size()) {
    text_.clear();
    begin_ = 0;
  }
  return line;
}

}  // namespace chat

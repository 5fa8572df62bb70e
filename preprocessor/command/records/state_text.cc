#include "command/records/state_text.h"

#include <algorithm>
#include <cstring>

namespace iftrue {

NumberBytes bytes_of(std::uint64_t number) {
  NumberBytes bytes{};
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

std::uint64_t number_at(std::string_view bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

void StateSum::add(std::string_view bytes) {
  size_ += bytes.size();
  while (!bytes.empty()) {
    if (filled_ == 0 && bytes.size() >= word_.size()) {
      hash_.add(number_at(bytes));
      bytes.remove_prefix(word_.size());
      continue;
    }
    const std::size_t part = std::min(bytes.size(), word_.size() - filled_);
    std::memcpy(word_.data() + filled_, bytes.data(), part);
    filled_ += part;
    bytes.remove_prefix(part);
    if (filled_ < word_.size()) return;
    hash_.add(number_at({word_.data(), word_.size()}));
    filled_ = 0;
  }
}

std::uint64_t StateSum::value() const {
  StateHash hash = hash_;
  if (filled_ != 0) {
    // Filled up with zeros, which the size tells from zeros of the text.
    NumberBytes last{};
    std::memcpy(last.data(), word_.data(), filled_);
    hash.add(number_at({last.data(), last.size()}));
  }
  hash.add(size_);
  return hash.value();
}

}  // namespace iftrue

// What the text of a state is put together from: for the writer and the reader.
//
// It is a line, then the conditions, each path with its record, and a checksum of what stands
// between. A text has a NUL after it, a number is written as the machine has it.

#ifndef IFTRUE_COMMAND_RECORDS_STATE_TEXT_H_
#define IFTRUE_COMMAND_RECORDS_STATE_TEXT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "command/records/state_record.h"

namespace iftrue {

// Version 3 knows outputs that have set-user-ID bits.
inline constexpr std::string_view kStateHead = "iftrue state 4\n";

using NumberBytes = std::array<char, sizeof(std::uint64_t)>;

[[nodiscard]] NumberBytes bytes_of(std::uint64_t number);

// The number at the front of `bytes`, which are enough for one.
[[nodiscard]] std::uint64_t number_at(std::string_view bytes);

// The checksum of bytes that arrive in pieces, whatever their sizes.
class StateSum {
 public:
  void add(std::string_view bytes);

  [[nodiscard]] std::uint64_t value() const;

 private:
  StateHash hash_;  // of whole words
  NumberBytes word_{};
  std::size_t filled_ = 0;  // of the word that is not whole yet
  std::size_t size_ = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_STATE_TEXT_H_

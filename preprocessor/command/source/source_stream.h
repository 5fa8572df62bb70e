// A large source, scanned while it is read: in memory that does not grow with it.

#ifndef IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_
#define IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_

#include <cstdint>

#include "command/source/open_source.h"
#include "command/system/failure.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {

// Whether a file of so many bytes need not be held: smaller ones are as fast when they are, and
// what is to stay undecided takes a Document.
[[nodiscard]] bool may_stream(std::uint64_t size, Undefined undefined);

enum class Streamed : std::uint8_t {
  kSound,
  kUnsound,  // a Document tells why
  kBinary,
};

// One reading of the file from its beginning. What the sinks were given is of use only when the
// text is sound.
[[nodiscard]] Result<Streamed> stream(const OpenSource& source, StreamStripper stripper);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_

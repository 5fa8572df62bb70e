// Scans a large source while reading it, in memory that does not grow with the source.

#ifndef IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_
#define IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_

#include <cstdint>
#include <vector>

#include "command/source/open_source.h"
#include "command/system/failure.h"
#include "iftrue/iftrue.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {

// Whether a file of so many bytes need not be held: smaller ones are as fast when they are, and
// what is to stay undecided takes a Document.
[[nodiscard]] bool may_stream(std::uint64_t size, Undefined undefined);

struct Streamed {
  enum class Kind : std::uint8_t {
    kSound,    // `diagnostics` are the warnings that were looked for
    kUnsound,  // `diagnostics` tell why
    kBinary,   // nothing is known of it
  };
  Kind kind;
  std::vector<Diagnostic> diagnostics;
};

// A run over the file. What the sinks were given is of use only when the text is sound.
[[nodiscard]] Result<Streamed> stream(const OpenSource& source, StreamStripper stripper);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_SOURCE_STREAM_H_

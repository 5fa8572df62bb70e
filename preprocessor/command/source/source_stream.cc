#include "command/source/source_stream.h"

#include <cstddef>
#include <string_view>

#include "command/system/scratch.h"

namespace iftrue {
namespace {

constexpr std::uint64_t kLarge = std::uint64_t{1} << 20;

// What classify() looks at.
constexpr std::size_t kSniffed = std::size_t{8} * 1024;

}  // namespace

bool may_stream(std::uint64_t size, Undefined undefined) {
  return size >= kLarge && undefined != Undefined::kKeep;
}

Result<Streamed> stream(const OpenSource& source, StreamStripper stripper) {
  bool first = true;
  bool binary = false;
  Scratch scratch;
  const auto all = source.read_pieces(scratch.piece(), [&](std::string_view piece) {
    binary = first && classify(piece.substr(0, kSniffed)) == TextKind::kBinary;
    first = false;
    return !binary && stripper.feed(piece);
  });
  return all.map([&](bool taken) {
    if (binary) return Streamed::kBinary;
    return taken && stripper.finish() ? Streamed::kSound : Streamed::kUnsound;
  });
}

}  // namespace iftrue

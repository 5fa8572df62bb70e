#include "command/source/source_stream.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

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
  Result<void> read;
  bool binary = false;
  Scratch scratch;
  auto diagnostics = stripper.run([&](std::size_t offset) -> std::optional<std::string_view> {
    const auto piece = source.read_at(scratch.piece(), offset);
    if (!piece) {
      read = tl::unexpected(piece.error());
      return std::nullopt;
    }
    binary = offset == 0 && classify(piece->substr(0, kSniffed)) == TextKind::kBinary;
    return binary ? std::nullopt : std::optional(*piece);
  });
  if (!read) return tl::unexpected(read.error());
  if (binary) return Streamed{Streamed::Kind::kBinary, {}};
  return source.check_unchanged().map([&] {
    const bool is_sound = std::ranges::all_of(*diagnostics, [](const Diagnostic& each) {
      return severity(each.code) == Severity::kWarning;
    });
    return Streamed{is_sound ? Streamed::Kind::kSound : Streamed::Kind::kUnsound,
                    std::move(*diagnostics)};
  });
}

}  // namespace iftrue

#include "command/source/source_stream.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
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
    const auto kind = diagnostics->empty() ? Streamed::Kind::kSound : Streamed::Kind::kUnsound;
    return Streamed{kind, std::move(*diagnostics)};
  });
}

Result<void> show_findings(const OpenSource& source, std::string_view name,
                           const std::vector<Diagnostic>& diagnostics,
                           const std::function<void(const Findings&)>& take) {
  Result<void> read;
  Scratch scratch;
  take({name, {}, diagnostics, [&](std::size_t begin, std::size_t end) -> std::string_view {
          const std::span<char> piece = scratch.piece();
          const auto stretch =
              source.read_at(piece.first(std::min(piece.size(), end - begin)), begin);
          if (stretch) return *stretch;
          read = tl::unexpected(stretch.error());
          return {};
        }});
  return read.and_then([&] { return source.check_unchanged(); });
}

}  // namespace iftrue

#include "command/records/state_record.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>

namespace iftrue {
namespace {

FileIdentity identity() {
  FileIdentity identity;
  identity.inode = 1;
  identity.size = 3;
  identity.mode = 0100644;
  identity.modification_time = 1'700'000'000'123'456'789;
  identity.change_time = -1;
  return identity;
}

TEST_CASE("a record tells any one difference", "[state_record]") {
  const FileIdentity base = identity();
  const auto of = [&](const FileIdentity& source, Treatment treatment, const FileIdentity& output) {
    return StateRecord::of(source, treatment, output);
  };
  constexpr Treatment kStripped = Treatment::stripped(Layout::kPreserve);
  const StateRecord record = of(base, kStripped, base);
  CHECK(record.known());
  CHECK(of(base, kStripped, base) == record);
  for (const Treatment other : {Treatment::copied(), Treatment::stripped(Layout::kCompact),
                                Treatment::stripped(Layout::kLoader)}) {
    CHECK(of(base, other, base).source != record.source);
  }
  for (std::size_t bit = 0; bit < 64; ++bit) {
    const std::uint64_t turned = std::uint64_t{1} << bit;
    std::array<FileIdentity, 5> others{base, base, base, base, base};
    others[0].inode ^= turned;
    others[1].size ^= turned;
    others[2].mode ^= turned;
    others[3].modification_time ^= static_cast<std::int64_t>(turned);
    others[4].change_time ^= static_cast<std::int64_t>(turned);
    for (const FileIdentity& other : others) {
      CAPTURE(bit);
      CHECK(of(other, kStripped, base).source != record.source);
      CHECK(of(base, kStripped, other).output != record.output);
    }
  }
}

}  // namespace
}  // namespace iftrue

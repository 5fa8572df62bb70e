#include "command/output/own_file.h"

#include <array>
#include <cstddef>

#include "command/records/manifest.h"
#include "command/records/own_names.h"
#include "command/system/atomic_file.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

constexpr mode_t kOwnFileMode = 0644;

// What is written by one call. A tree of a million files has a manifest of many of these.
constexpr std::size_t kPiece = std::size_t{64} * 1024;

}  // namespace

Descriptor open_own(int folder, std::string_view name) {
  return Descriptor(
      openat(folder, std::string(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

bool is_output(int folder) {
  const Descriptor file = open_own(folder, kManifestName);
  std::array<char, 32> beginning{};
  const ssize_t size = file.valid() ? read(file.get(), beginning.data(), beginning.size()) : 0;
  return size > 0 &&
         begins_manifest(std::string_view(beginning.data(), static_cast<std::size_t>(size)));
}

Result<void> write_own(int folder, std::string_view name, const std::string& shown, OwnAge age,
                       const std::function<void(const OwnSink&)>& write) {
  auto file = AtomicFile::create(folder, std::string(name), shown, kOwnFileMode,
                                 std::string(kOwnTemporary));
  if (!file) return tl::unexpected(file.error());
  Result<void> written;
  std::string waiting;
  const auto pass = [&] {
    if (written) written = file->write(waiting);
    waiting.clear();
  };
  write([&](std::string_view bytes) {
    waiting += bytes;
    if (waiting.size() >= kPiece) pass();
  });
  pass();
  return written.and_then([&] {
    if (age == OwnAge::kOld) file->make_old();
    return file->commit();
  });
}

}  // namespace iftrue

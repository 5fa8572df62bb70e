// Any bytes as an output folder's manifest: only what is written by the tool is read, and no path
// of it leads outside.

#include "command/records/manifest.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::optional<iftrue::Manifest> manifest = iftrue::Manifest::parse(text);
  if (!manifest) return 0;
  std::string again;
  iftrue::ManifestWriter writer(manifest->state, [&](std::string_view bytes) { again += bytes; });
  for (std::size_t i = 0; i < manifest->paths.size(); ++i) {
    const std::string_view path = manifest->paths[i];
    writer.append(path);
    fuzz::require(path.find('\0') == std::string::npos, "a path of a manifest is a path");
    const std::filesystem::path from_root = (std::filesystem::path("/out") / path);
    const std::filesystem::path normal = from_root.lexically_normal();
    fuzz::require(normal == from_root && normal.string().starts_with("/out/") &&
                      normal.string().size() > std::string_view("/out/").size(),
                  "a path of a manifest stays inside");
  }
  fuzz::require(again == text, "a manifest is read as it was written");
  return 0;
}

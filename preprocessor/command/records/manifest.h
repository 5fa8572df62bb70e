// The text of an output folder's manifest: the paths below the folder that are ours. It uses no
// file; output_tree.h decides what a manifest allows.
//
// A manifest decides what may be removed, so a text is accepted only if it is, to the byte, as
// iftrue writes it. One that somebody else wrote or changed is rejected. Each path stays below the
// folder.

#ifndef IFTRUE_COMMAND_RECORDS_MANIFEST_H_
#define IFTRUE_COMMAND_RECORDS_MANIFEST_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "command/system/path_list.h"

namespace iftrue {

struct Manifest {
  enum class State : std::uint8_t {
    kComplete,
    kWriting,     // the run that wrote it did not finish
    kRecovering,  // an earlier manifest was lost: files that are not listed may be ours, too
  };

  State state = State::kComplete;
  PathList paths;  // each once

  // Nothing when the text is damaged, of another version, or names a path that leads outside.
  static std::optional<Manifest> parse(std::string_view text);
};

// Puts the text of a manifest together path by path, and passes it on as it comes.
class ManifestWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  ManifestWriter(Manifest::State state, Sink sink);

  // `path` comes behind the last one.
  void append(std::string_view path);

 private:
  Sink sink_;
};

// Whether that is the beginning of a manifest, of this version or another.
[[nodiscard]] bool begins_manifest(std::string_view text);

// Whether a relative path names something below the folder that it starts in.
[[nodiscard]] bool stays_inside(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_RECORDS_MANIFEST_H_

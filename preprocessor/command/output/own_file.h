// The tool's own files in an output folder, the manifest and the state: how one is opened and
// written. What is in them is the matter of records/, and what follows from it OutputTree's.

#ifndef IFTRUE_COMMAND_OUTPUT_OWN_FILE_H_
#define IFTRUE_COMMAND_OUTPUT_OWN_FILE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "command/system/descriptor.h"
#include "command/system/failure.h"

namespace iftrue {

// Opens one in an open folder; none, and errno, where that cannot be. A link is not followed.
[[nodiscard]] Descriptor open_own(int folder, std::string_view name);

// Whether an open folder is an output: a manifest of this version or another stands in it.
[[nodiscard]] bool is_output(int folder);

enum class OwnAge : std::uint8_t { kNew, kOld };
using OwnSink = std::function<void(std::string_view)>;

// Writes one whole: write(sink) gives its bytes to the sink, in pieces as small as it likes.
// `shown` is its path for messages; a kOld one looks older than any other file.
[[nodiscard]] Result<void> write_own(int folder, std::string_view name, const std::string& shown,
                                     OwnAge age, const std::function<void(const OwnSink&)>& write);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_OWN_FILE_H_

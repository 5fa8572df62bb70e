// What options can be set to.

#ifndef IFTRUE_COMMAND_OPTIONS_OPTION_VALUES_H_
#define IFTRUE_COMMAND_OPTIONS_OPTION_VALUES_H_

#include <cstdint>

#include "command/terminal/color.h"

namespace iftrue {

enum class Verbosity : std::uint8_t { kQuiet, kNormal, kVerbose };

enum class SourceMaps : std::uint8_t {
  kNone,
  kFiles,   // FILE.map beside FILE, which itself stays as it is without
  kInline,  // in a comment at the end of files that can hold one
};

enum class ListFormat : std::uint8_t { kTable, kJson };

enum class FormatName : std::uint8_t { kText, kJson, kSarif, kGithub };

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_OPTION_VALUES_H_

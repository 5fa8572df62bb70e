// What a command line asks for, with the defaults of what it does not mention.

#ifndef IFTRUE_COMMAND_OPTIONS_OPTIONS_H_
#define IFTRUE_COMMAND_OPTIONS_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "command/options/option_table.h"
#include "command/options/option_values.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct SymbolSetting {
  std::string name;
  bool on;
};

struct Options {
  CommandKind command{};
  std::vector<std::string> paths;
  std::vector<std::string> targets;
  std::vector<SymbolSetting> symbols;  // -D and -U, in the order given
  std::optional<std::string> output;
  Layout layout = Layout::kPreserve;
  std::optional<Undefined> undefined;
  SourceMaps source_maps = SourceMaps::kNone;
  std::optional<std::string> depfile;
  std::optional<std::string> project;
  unsigned jobs = 0;  // at least 1
  ListFormat list_format = ListFormat::kTable;
  ColorChoice color = ColorChoice::kAuto;
  FormatName format = FormatName::kText;
  Verbosity verbosity = Verbosity::kNormal;
  std::vector<std::string> denied;  // codes of warnings, or "all"
  bool dry_run = false;
  bool check = false;  // of strip: compare, write nothing
  bool watch = false;  // of strip: again whenever an input changes

  // Whether each file that is written, or would be in a dry run, is told.
  [[nodiscard]] bool tells_written() const {
    return dry_run ? verbosity != Verbosity::kQuiet : verbosity == Verbosity::kVerbose;
  }
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_OPTIONS_H_

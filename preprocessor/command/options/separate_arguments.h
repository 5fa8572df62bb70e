// Rewrites the arguments of a command into the one form that cxxopts always accepts. This is needed
// because cxxopts without std::regex accepts only letters and digits after a single dash, and
// cannot suggest what an unknown option was meant to be.

#ifndef IFTRUE_COMMAND_OPTIONS_SEPARATE_ARGUMENTS_H_
#define IFTRUE_COMMAND_OPTIONS_SEPARATE_ARGUMENTS_H_

#include <string>
#include <vector>

#include "command/options/option_table.h"
#include "command/system/failure.h"

namespace iftrue {

// Makes "-o" and "PATH" of "-oPATH". A failure where the command does not have an option.
[[nodiscard]] Result<std::vector<std::string>> separate_arguments(
    const std::vector<std::string>& arguments, CommandKind command);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_SEPARATE_ARGUMENTS_H_

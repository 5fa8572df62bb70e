// The options of the table as they are typed.

#ifndef IFTRUE_DOCUMENTS_OPTION_NAMES_H_
#define IFTRUE_DOCUMENTS_OPTION_NAMES_H_

#include <string>
#include <vector>

#include "command/options/option_table.h"

namespace iftrue {

// The rows of the options that a command takes.
[[nodiscard]] std::vector<OptionRow> options_of(CommandKind command);

// {"-t", "--target"}
[[nodiscard]] std::vector<std::string> names_of(const OptionRow& option);

// Of all options that take the next word for their value, each once. They do so in every command
// that has them.
[[nodiscard]] std::vector<std::string> names_with_value();

}  // namespace iftrue

#endif  // IFTRUE_DOCUMENTS_OPTION_NAMES_H_

#include "documents/option_names.h"

#include <algorithm>
#include <iterator>

namespace iftrue {

std::vector<OptionRow> options_of(CommandKind command) {
  std::vector<OptionRow> result;
  std::ranges::copy_if(option_rows(), std::back_inserter(result),
                       [&](const OptionRow& option) { return option.commands.contains(command); });
  return result;
}

std::vector<std::string> names_of(const OptionRow& option) {
  std::vector<std::string> result;
  if (option.letter != 0) result.push_back(std::string("-") + option.letter);
  if (!option.name.empty()) result.push_back("--" + std::string(option.name));
  return result;
}

std::vector<std::string> names_with_value() {
  std::vector<std::string> result;
  for (const OptionRow& option : option_rows()) {
    if (!takes_value(option)) continue;
    for (std::string& name : names_of(option)) {
      if (std::ranges::find(result, name) == result.end()) result.push_back(std::move(name));
    }
  }
  return result;
}

}  // namespace iftrue

#include "command/options/separate_arguments.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "engine/nearest.h"
#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

// `shown`: the option with its dashes; `name`: what may have been meant for the name of one.
tl::unexpected<Failure> unknown_option(std::string_view shown, std::string_view name,
                                       CommandKind command) {
  std::vector<std::string_view> names;
  for (const OptionRow& option : option_rows()) {
    if (option.commands.contains(command) && !option.name.empty()) names.push_back(option.name);
  }
  std::string meant = fmt::format("; see iftrue {} --help", row(command).name);
  // Long names that other tools give to what has a letter only.
  if (name == "define") name = "D";
  if (name == "undef" || name == "undefine") name = "U";
  if (name.size() == 1 && find_option(command, name) != nullptr) {
    meant = fmt::format("; did you mean -{}?", name);
  } else if (const auto near = nearest(name, names)) {
    meant = fmt::format("; did you mean --{}?", *near);
  }
  return failure(fmt::format("{} has no option {}{}", row(command).name, printable(shown), meant));
}

// "output" of "--output=PATH"
std::string_view name_in(std::string_view argument) {
  argument.remove_prefix(std::min(argument.find_first_not_of('-'), argument.size()));
  return argument.substr(0, argument.find('='));
}

// How much of "-qoPATH" are options: the rest is the value of the last.
Result<std::size_t> size_of_letters(std::string_view argument, CommandKind command) {
  for (std::size_t i = 1; i < argument.size(); ++i) {
    const OptionRow* option = find_option(command, argument.substr(i, 1));
    if (option == nullptr) {
      // Of letters in other scripts the whole argument is shown, not the first byte.
      const bool ascii = static_cast<unsigned char>(argument[i]) < 0x80;
      const std::string shown = ascii ? fmt::format("-{}", argument[i]) : std::string(argument);
      const std::string_view name = name_in(argument);
      return unknown_option(shown, name.size() > 2 ? name : "", command);
    }
    if (takes_value(*option)) return i + 1;
  }
  return argument.size();
}

}  // namespace

Result<std::vector<std::string>> separate_arguments(const std::vector<std::string>& arguments,
                                                    CommandKind command) {
  std::vector<std::string> separated;
  bool value_follows = false;
  for (auto argument = arguments.begin(); argument != arguments.end(); ++argument) {
    if (value_follows || !argument->starts_with('-') || *argument == "-") {
      separated.push_back(*argument);
      value_follows = false;
    } else if (*argument == "--") {
      separated.insert(separated.end(), argument, arguments.end());
      break;
    } else if (argument->starts_with("--")) {
      const std::string_view name = name_in(*argument);
      const std::size_t end = argument->find('=');
      const OptionRow* option = name.size() > 1 ? find_option(command, name) : nullptr;
      if (option == nullptr || !argument->substr(2).starts_with(name)) {
        return unknown_option(argument->substr(0, end), name, command);
      }
      separated.push_back(*argument);
      value_follows = takes_value(*option) && end == std::string::npos;
    } else {
      const auto size = size_of_letters(*argument, command);
      if (!size) return tl::unexpected(size.error());
      separated.push_back(argument->substr(0, *size));
      const OptionRow* last = find_option(command, separated.back().substr(*size - 1));
      value_follows = takes_value(*last) && *size == argument->size();
      if (*size < argument->size()) separated.push_back(argument->substr(*size));
    }
  }
  return separated;
}

}  // namespace iftrue

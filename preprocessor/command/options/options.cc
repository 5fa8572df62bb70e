#include "command/options/options.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>
#include <utility>

// A comma in a path or a value is a comma.
#define CXXOPTS_VECTOR_DELIMITER '\0'
// std::regex stops at a line break, and overflows the stack at some 100,000 characters.
#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

#include "command/options/help.h"
#include "command/options/option_choices.h"
#include "iftrue/condition.h"

namespace iftrue {
namespace {

// By a name, or by a letter, as they stand behind the dashes.
const OptionRow* find_option(CommandKind command, std::string_view name) {
  for (const OptionRow& option : option_rows()) {
    const bool named = name.size() == 1 ? option.letter == name.front() : option.name == name;
    if (named && option.commands.contains(command)) return &option;
  }
  return nullptr;
}

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

bool takes_value(const OptionRow& option) {
  return option.value.kind != ValueKind::kNone && option.value.kind != ValueKind::kOptionalChoice;
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

// Refuses options that the command does not have, and makes "-o" and "PATH" of "-oPATH", since
// cxxopts without std::regex reads only letters and digits behind a single dash.
Result<std::vector<std::string>> separate_values(const std::vector<std::string>& arguments,
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

template <typename T, std::size_t N>
Result<T> choose(std::string_view option, std::string_view value,
                 const std::array<Choice<T>, N>& choices) {
  std::string listed;
  std::vector<std::string_view> names;
  for (const auto& [name, meaning] : choices) {
    if (name == value) return meaning;
    listed += fmt::format("{}{}", listed.empty() ? "" : ", ", name);
    names.push_back(name);
  }
  return failure(fmt::format("--{} takes {}, not {}{}", option, listed, quote(value),
                             did_you_mean(value, names)));
}

Result<SymbolSetting> symbol_setting(std::string_view letter, std::string_view value) {
  bool on = letter == "D";
  std::string_view name = value;
  const std::size_t equals = value.find('=');
  if (on && equals != std::string_view::npos) {
    name = value.substr(0, equals);
    const std::string_view number = value.substr(equals + 1);
    if (number != "0" && number != "1") {
      return failure(fmt::format("-D {} takes 0 or 1, not {}", name, quote(number)));
    }
    on = number == "1";
  }
  if (!is_symbol(name)) {
    return failure(
        fmt::format("-{} takes a symbol (A-Z, a-z, 0-9 and _), not {}", letter, quote(value)));
  }
  return SymbolSetting{std::string(name), on};
}

Result<SourceMaps> source_maps(std::string_view value) {
  if (value.empty()) return SourceMaps::kFiles;
  for (const auto& [name, meaning] : kSourceMapChoices) {
    if (name == value) return meaning;
  }
  return failure(fmt::format("--source-map takes inline or no value, not {}{}", quote(value),
                             did_you_mean(value, {"inline"})));
}

Result<unsigned> job_count(std::string_view value) {
  constexpr unsigned kMost = 256;
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), jobs);
  if (error != std::errc() || end != value.data() + value.size() || jobs < 1 || jobs > kMost) {
    return failure(fmt::format("--jobs takes a number from 1 to {}, not {}", kMost, quote(value)));
  }
  return jobs;
}

bool keeps_undecided(CommandKind command) {
  return command != CommandKind::kList && command != CommandKind::kExplain;
}

// What stands for the value of an option that takes none.
constexpr const char* kGiven = "true";

// An option that is there is meant: --quiet=false is none.
Result<void> check_value(const std::string& name, const std::string& value) {
  const auto option = std::ranges::find(option_rows(), name, &OptionRow::name);
  if (option == option_rows().end() || option->value.kind != ValueKind::kNone || value == kGiven) {
    return {};
  }
  return failure(fmt::format("--{} takes no value, not even {}", name, quote(value)));
}

// Takes one option as cxxopts found it.
Result<void> set_option(Options& options, const std::string& name, const std::string& value) {
  const auto keep = [](auto& field) {
    return [&field](auto chosen) { field = std::move(chosen); };
  };
  if (name == "target") {
    options.targets.push_back(value);
  } else if (name == "D" || name == "U") {
    return symbol_setting(name, value).map([&](SymbolSetting setting) {
      options.symbols.push_back(std::move(setting));
    });
  } else if (name == "output") {
    if (value.empty()) return failure("--output takes a path, not an empty one");
    options.output = value;
  } else if (name == "layout") {
    return choose(name, value, kLayoutChoices).map(keep(options.layout));
  } else if (name == "undefined" && !keeps_undecided(options.command)) {
    return choose(name, value, kAnswerUndefinedChoices).map(keep(options.undefined));
  } else if (name == "undefined") {
    return choose(name, value, kUndefinedChoices).map(keep(options.undefined));
  } else if (name == "source-map") {
    return source_maps(value).map(keep(options.source_maps));
  } else if (name == "depfile") {
    options.depfile = value;
  } else if (name == "project") {
    options.project = value;
  } else if (name == "jobs") {
    return job_count(value).map(keep(options.jobs));
  } else if (name == "format" && options.command == CommandKind::kList) {
    return choose(name, value, kListFormatChoices).map(keep(options.list_format));
  } else if (name == "format") {
    return choose(name, value, kFormatChoices).map(keep(options.format));
  } else if (name == "color") {
    return choose(name, value, kColorChoices).map(keep(options.color));
  } else if (name == "dry-run") {
    options.dry_run = true;
  } else if (name == "quiet") {
    options.verbosity = Verbosity::kQuiet;
  } else if (name == "verbose") {
    options.verbosity = Verbosity::kVerbose;
  }
  return {};
}

Result<std::variant<Options, Answer>> parse_command(const CommandRow& command,
                                                    const std::vector<std::string>& arguments) {
  cxxopts::Options parser("iftrue");
  for (const OptionRow& option : option_rows()) {
    if (!option.commands.contains(command.kind)) continue;
    std::string names;
    if (option.letter != 0) names += option.letter;
    if (!option.name.empty()) {
      if (!names.empty()) names += ',';
      names += option.name;
    }
    const auto value = cxxopts::value<std::string>();
    if (!takes_value(option))
      value->implicit_value(option.value.kind == ValueKind::kNone ? kGiven : "");
    parser.add_options()(names, "", value);
  }
  parser.add_options()("operands", "", cxxopts::value<std::vector<std::string>>());
  parser.parse_positional("operands");

  const auto separated = separate_values(arguments, command.kind);
  if (!separated) return tl::unexpected(separated.error());
  std::vector<const char*> argv{"iftrue"};
  argv.reserve(separated->size() + 1);
  for (const std::string& argument : *separated) argv.push_back(argument.c_str());
  Options options;
  options.command = command.kind;
  if (command.kind == CommandKind::kDiff) options.layout = Layout::kCompact;  // reads best
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  try {
    const cxxopts::ParseResult result = parser.parse(static_cast<int>(argv.size()), argv.data());
    for (const cxxopts::KeyValue& given : result.arguments()) {
      if (auto fits = check_value(given.key(), given.value()); !fits) {
        return tl::unexpected(fits.error());
      }
    }
    if (result.count("help") > 0) return Answer{command_help(command)};
    if (result.count("version") > 0) return Answer{"iftrue " IFTRUE_VERSION "\n"};
    for (const cxxopts::KeyValue& given : result.arguments()) {
      if (given.key() == "operands") {
        options.paths.push_back(given.value());
      } else if (auto set = set_option(options, given.key(), given.value()); !set) {
        return tl::unexpected(set.error());
      }
    }
    for (const std::string& path : result.unmatched()) options.paths.push_back(path);
  } catch (const cxxopts::exceptions::exception& error) {
    return failure(fmt::format("{}; see iftrue {} --help", error.what(), command.name));
  }
  return options;
}

Result<const CommandRow*> find_command(std::string_view name) {
  const auto command = std::ranges::find(command_rows(), name, &CommandRow::name);
  if (command != command_rows().end()) return &*command;
  std::vector<std::string_view> names{"--help", "--version"};
  for (const CommandRow& each : command_rows()) names.push_back(each.name);
  const std::string meant = did_you_mean(name, names);
  return failure(fmt::format("there is no command {}{}", quote(name),
                             meant.empty() ? "; see iftrue --help" : meant));
}

bool asks_for_help(std::string_view argument) {
  return argument == "--help" || argument == "-h" || argument == "help";
}

// The page of the command that follows `help`, or the general one.
Result<std::variant<Options, Answer>> help_on(const std::vector<std::string>& names) {
  if (names.size() > 1) {
    return failure(fmt::format("help takes one command, not also {}", quote(names[1])));
  }
  if (names.empty() || asks_for_help(names.front())) return Answer{general_help()};
  return find_command(names.front()).map([](const CommandRow* command) {
    return std::variant<Options, Answer>(Answer{command_help(*command)});
  });
}

}  // namespace

Result<std::variant<Options, Answer>> parse_options(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return failure("no command is given; see iftrue --help");
  const std::string& first = arguments.front();
  if (asks_for_help(first)) return help_on({arguments.begin() + 1, arguments.end()});
  if (first == "--version") return Answer{"iftrue " IFTRUE_VERSION "\n"};
  const auto command = find_command(first);
  if (!command) return tl::unexpected(command.error());
  return parse_command(**command, {arguments.begin() + 1, arguments.end()});
}

}  // namespace iftrue

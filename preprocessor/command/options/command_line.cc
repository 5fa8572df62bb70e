#include "command/options/command_line.h"

#include <fmt/core.h>

#include <algorithm>
#include <thread>

// A comma in a path or a value is a comma.
#define CXXOPTS_VECTOR_DELIMITER '\0'
// std::regex stops at a line break, and overflows the stack at some 100,000 characters.
#define CXXOPTS_NO_REGEX
#include <cxxopts.hpp>

#include "command/options/help.h"
#include "command/options/option_table.h"
#include "command/options/separate_arguments.h"
#include "command/system/posix.h"
#include "engine/nearest.h"
#include "iftrue/iftrue.h"

namespace iftrue {
namespace {

// What stands for the value of an option that takes none.
constexpr const char* kGiven = "true";

cxxopts::Options parser_for(const CommandRow& command) {
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
    if (!takes_value(option)) {
      value->implicit_value(option.value.kind == ValueKind::kNone ? kGiven : "");
    }
    parser.add_options()(names, "", value);
  }
  parser.add_options()("operands", "", cxxopts::value<std::vector<std::string>>());
  parser.parse_positional("operands");
  return parser;
}

struct GivenOption {
  const OptionRow* row;
  std::string value;
};

Result<std::variant<Options, Answer>> parse_command(const CommandRow& command,
                                                    const std::vector<std::string>& arguments) {
  const auto separated = separate_arguments(arguments, command.kind);
  if (!separated) return tl::unexpected(separated.error());
  std::vector<const char*> argv{"iftrue"};
  argv.reserve(separated->size() + 1);
  for (const std::string& argument : *separated) argv.push_back(argument.c_str());

  Options options;
  options.command = command.kind;
  if (command.kind == CommandKind::kDiff) options.layout = Layout::kCompact;  // reads best
  options.jobs = kHasThreads ? std::max(1U, std::thread::hardware_concurrency()) : 1;
  std::vector<GivenOption> given;
  try {
    const auto parsed = parser_for(command).parse(static_cast<int>(argv.size()), argv.data());
    for (const cxxopts::KeyValue& each : parsed.arguments()) {
      if (const OptionRow* row = find_option(command.kind, each.key())) {
        given.push_back({row, each.value()});
      } else {
        options.paths.push_back(each.value());
      }
    }
    for (const std::string& path : parsed.unmatched()) options.paths.push_back(path);
  } catch (const cxxopts::exceptions::exception& error) {
    return failure(fmt::format("{}; see iftrue {} --help", error.what(), command.name));
  }

  for (const auto& [row, value] : given) {
    // An option that is there is meant: --quiet=false is none.
    if (row->value.kind == ValueKind::kNone && value != kGiven) {
      return failure(fmt::format("--{} takes no value, not even {}", row->name, quote(value)));
    }
  }
  // Who asks is answered, whatever the other options are; of two questions that of the first row.
  for (const OptionRow& row : option_rows()) {
    const bool asked = row.value.answer != nullptr &&
                       std::ranges::find(given, &row, &GivenOption::row) != given.end();
    if (asked) return Answer{row.value.answer(command)};
  }
  for (const auto& [row, value] : given) {
    if (auto stored = row->value.store(options, *row, value); !stored) {
      return tl::unexpected(stored.error());
    }
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

Result<std::variant<Options, Answer>> parse_command_line(
    const std::vector<std::string>& arguments) {
  if (arguments.empty()) return failure("no command is given; see iftrue --help");
  const std::string& first = arguments.front();
  if (asks_for_help(first)) return help_on({arguments.begin() + 1, arguments.end()});
  if (first == "--version") return Answer{version_text()};
  const auto command = find_command(first);
  if (!command) return tl::unexpected(command.error());
  return parse_command(**command, {arguments.begin() + 1, arguments.end()});
}

}  // namespace iftrue

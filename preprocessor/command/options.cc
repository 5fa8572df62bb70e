#include "command/options.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>
#include <utility>

// A comma in a path or a value is a comma.
#define CXXOPTS_VECTOR_DELIMITER '\0'
#include <cxxopts.hpp>

#include "iftrue/condition.h"

namespace iftrue {
namespace {

constexpr auto kCommands = std::to_array<CommandRow>({
    {CommandKind::kStrip, "strip", "[FILE|DIR|-]...", "strip or keep the conditional regions",
     "Writes what a target keeps: of one file or of standard input (-) to standard\n"
     "output, or with -o to a file or a folder; a folder always with -o. Without\n"
     "operands: the source of the project, to the project's output, for each target\n"
     "that -t names or for all.\n"},
    {CommandKind::kCheck, "check", "[FILE|DIR]...", "print what is wrong; write nothing",
     "Prints the diagnostics of files and folders, or of the project's source, for\n"
     "all targets. Writes nothing.\n"},
    {CommandKind::kTargets, "targets", "", "list the targets and their symbols",
     "Lists the targets of the project, each with the symbols that are on for it.\n"},
});

constexpr auto kOptions = std::to_array<OptionRow>({
    {'t', "target", "NAME", "strip for this target; may be repeated: one pass\nserves all", true,
     false, false},
    {'D', "", "SYMBOL[=0|1]", "set a symbol on, or off with =0", true, true, false},
    {'U', "", "SYMBOL", "set a symbol off", true, true, false},
    {'o', "output", "PATH",
     "write to this file or folder; {target} in it\nbecomes the target's name", true, false, false},
    {0, "layout", "LAYOUT",
     "what becomes of removed text: preserve (blanks, so\nthat lines and columns stay; the "
     "default), compact\nor loader",
     true, false, false},
    {0, "undefined", "POLICY",
     "what becomes of a symbol that nothing defines: error\n(default with a project) or off "
     "(default without)",
     true, true, false},
    {0, "depfile", "FILE", "write the inputs in Make's syntax, for Ninja and Make", true, false,
     false},
    {'j', "jobs", "N", "work on N files at a time (default: one a core)", true, true, false},
    {0, "project", "FILE", "the project file (default: the nearest iftrue.toml)", true, true, true},
    {0, "format", "FORMAT", "how diagnostics are printed: text", true, true, false},
    {0, "color", "WHEN", "auto, always or never", true, true, true},
    {0, "dry-run", "", "say what would be written or removed, and do nothing", true, false, false},
    {'q', "quiet", "", "print errors only", true, true, false},
    {'v', "verbose", "", "say what is written and removed", true, true, false},
    {'h', "help", "", "print this help", true, true, true},
    {0, "version", "", "print the version", true, true, true},
});

bool serves(const OptionRow& option, CommandKind command) {
  switch (command) {
    case CommandKind::kStrip:
      return option.strip;
    case CommandKind::kCheck:
      return option.check;
    case CommandKind::kTargets:
      return option.targets;
  }
  return false;
}

const CommandRow& row(CommandKind kind) { return kCommands[static_cast<std::size_t>(kind)]; }

std::string general_help() {
  std::string text =
      "usage: iftrue COMMAND [OPTION]... [PATH]...\n"
      "\n"
      "Strips or keeps the regions of source files that /*IFTRUE_X*/ ... /*FITRUE_X*/\n"
      "mark, for each target of a project.\n"
      "\n"
      "commands:\n";
  for (const CommandRow& command : kCommands) {
    text += fmt::format("  {:<10}{}\n", command.name, command.summary);
  }
  return text +
         "\n"
         "'iftrue COMMAND --help' tells more of a command. Exit status: 0 done, 1 the input\n"
         "has errors, 2 wrong usage or a file that could not be read or written.\n";
}

std::string command_help(const CommandRow& command) {
  constexpr std::size_t kTextColumn = 24;
  std::string text =
      fmt::format("usage: iftrue {} [OPTION]...{}{}\n\n{}\noptions:\n", command.name,
                  command.operands.empty() ? "" : " ", command.operands, command.text);
  for (const OptionRow& option : kOptions) {
    if (!serves(option, command.kind)) continue;
    std::string head = option.letter != 0 ? fmt::format("  -{}", option.letter) : "    ";
    if (!option.name.empty()) {
      head += fmt::format("{}--{}", option.letter != 0 ? ", " : "  ", option.name);
    }
    if (!option.value.empty()) head += fmt::format(" {}", option.value);
    if (head.size() + 1 > kTextColumn) head += fmt::format("\n{:{}}", "", kTextColumn);
    for (std::string_view rest = option.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      text += fmt::format("{:<{}}{}\n", std::exchange(head, {}), kTextColumn, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return text;
}

// "--lay" of "Option 'lay' does not exist", with what may have been meant.
std::string unknown_option(std::string_view name, CommandKind command) {
  std::vector<std::string_view> names;
  for (const OptionRow& option : kOptions) {
    if (serves(option, command) && !option.name.empty()) names.push_back(option.name);
  }
  const std::string_view dashes = name.size() == 1 ? "-" : "--";
  const auto meant = nearest(name, names);
  return fmt::format("{} has no option {}{}{}", row(command).name, dashes, name,
                     meant ? fmt::format("; did you mean --{}?", *meant)
                           : fmt::format("; see iftrue {} --help", row(command).name));
}

template <typename T>
using Choice = std::pair<std::string_view, T>;

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
  const auto meant = nearest(value, names);
  return failure(fmt::format("--{} takes {}, not {}{}", option, listed, quote(value),
                             meant ? fmt::format("; did you mean {}?", *meant) : std::string()));
}

constexpr std::array<Choice<Layout>, 3> kLayouts = {
    {{"preserve", Layout::kPreserve}, {"compact", Layout::kCompact}, {"loader", Layout::kLoader}}};
constexpr std::array<Choice<Undefined>, 2> kPolicies = {
    {{"error", Undefined::kError}, {"off", Undefined::kOff}}};
constexpr std::array<Choice<ColorChoice>, 3> kColors = {{{"auto", ColorChoice::kAuto},
                                                         {"always", ColorChoice::kAlways},
                                                         {"never", ColorChoice::kNever}}};
constexpr std::array<Choice<int>, 1> kFormats = {{{"text", 0}}};

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
  const Condition condition(name);
  const bool is_symbol =
      condition.ok() && condition.symbols().size() == 1 && condition.symbols().front() == name;
  if (!is_symbol) {
    return failure(
        fmt::format("-{} takes a symbol (A-Z, a-z, 0-9 and _), not {}", letter, quote(value)));
  }
  return SymbolSetting{std::string(name), on};
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

// cxxopts takes --quiet=false for a value; an option that is there is meant.
Result<void> check_value(const std::string& name, const std::string& value) {
  const auto option = std::ranges::find(kOptions, name, &OptionRow::name);
  if (option == kOptions.end() || !option->value.empty() || value == "true") return {};
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
    return choose(name, value, kLayouts).map(keep(options.layout));
  } else if (name == "undefined") {
    if (value == "keep")
      return failure("--undefined=keep is not done yet; there are error and off");
    return choose(name, value, kPolicies).map(keep(options.undefined));
  } else if (name == "depfile") {
    options.depfile = value;
  } else if (name == "project") {
    options.project = value;
  } else if (name == "jobs") {
    return job_count(value).map(keep(options.jobs));
  } else if (name == "format") {
    return choose(name, value, kFormats).map([](int) {});
  } else if (name == "color") {
    return choose(name, value, kColors).map(keep(options.color));
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
  for (const OptionRow& option : kOptions) {
    if (!serves(option, command.kind)) continue;
    std::string names;
    if (option.letter != 0) names += option.letter;
    if (!option.name.empty()) {
      if (!names.empty()) names += ',';
      names += option.name;
    }
    if (option.value.empty()) {
      parser.add_options()(names, "");
    } else {
      parser.add_options()(names, "", cxxopts::value<std::string>());
    }
  }
  parser.add_options()("operands", "", cxxopts::value<std::vector<std::string>>());
  parser.parse_positional("operands");

  std::vector<const char*> argv{"iftrue"};
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  Options options;
  options.command = command.kind;
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
  } catch (const cxxopts::exceptions::no_such_option& error) {
    const std::string_view what = error.what();
    const std::size_t begin = what.find("\u2018");
    const std::size_t end = what.find("\u2019");
    constexpr std::size_t kQuoteSize = 3;
    return failure(
        unknown_option(what.substr(begin + kQuoteSize, end - begin - kQuoteSize), command.kind));
  } catch (const cxxopts::exceptions::exception& error) {
    return failure(fmt::format("{}; see iftrue {} --help", error.what(), command.name));
  }
  return options;
}

}  // namespace

std::span<const CommandRow> command_rows() { return kCommands; }

std::span<const OptionRow> option_rows() { return kOptions; }

Result<std::variant<Options, Answer>> parse_options(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return failure("no command is given; see iftrue --help");
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") return Answer{general_help()};
  if (first == "--version") return Answer{"iftrue " IFTRUE_VERSION "\n"};
  const auto command = std::ranges::find(kCommands, first, &CommandRow::name);
  if (command == kCommands.end()) {
    std::vector<std::string_view> names{"--help", "--version"};
    for (const CommandRow& each : kCommands) names.push_back(each.name);
    const auto meant = nearest(first, names);
    return failure(fmt::format(
        "there is no command {}{}", quote(first),
        meant ? fmt::format("; did you mean {}?", *meant) : std::string("; see iftrue --help")));
  }
  return parse_command(*command, {arguments.begin() + 1, arguments.end()});
}

}  // namespace iftrue

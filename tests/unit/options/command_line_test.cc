#include "command/options/command_line.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace iftrue {
namespace {

using Arguments = std::vector<std::string>;

Options parsed(const Arguments& arguments) {
  const auto result = parse_command_line(arguments);
  REQUIRE(result);
  REQUIRE(std::holds_alternative<Options>(*result));
  return std::get<Options>(*result);
}

std::string settings(const Options& options) {
  std::string text;
  for (const SymbolSetting& each : options.symbols) text += (each.on ? " " : " !") + each.name;
  return text;
}

TEST_CASE("without options the defaults hold", "[options]") {
  const Options options = parsed({"strip"});
  CHECK(options.command == CommandKind::kStrip);
  CHECK(options.paths.empty());
  CHECK(options.targets.empty());
  CHECK(options.symbols.empty());
  CHECK_FALSE(options.output);
  CHECK(options.layout == Layout::kPreserve);
  CHECK_FALSE(options.undefined);
  CHECK(options.source_maps == SourceMaps::kNone);
  CHECK_FALSE(options.depfile);
  CHECK_FALSE(options.project);
  CHECK(options.jobs >= 1);
  CHECK(options.color == ColorChoice::kAuto);
  CHECK(options.verbosity == Verbosity::kNormal);
  CHECK_FALSE(options.dry_run);
  CHECK(parsed({"check"}).command == CommandKind::kCheck);
  CHECK(parsed({"targets"}).command == CommandKind::kTargets);
}

TEST_CASE("each option has its long and its short form", "[options]") {
  const Options options = parsed({"strip", "-t", "wx", "--target=web", "-trn", "-o", "out",
                                  "--layout", "compact", "--undefined=off", "--depfile=d", "-j7",
                                  "--project", "p.toml", "--color=never", "--dry-run", "-v"});
  CHECK(options.targets == Arguments{"wx", "web", "rn"});
  CHECK(options.output == "out");
  CHECK(options.layout == Layout::kCompact);
  CHECK(options.undefined == Undefined::kOff);
  CHECK(options.depfile == "d");
  CHECK(options.jobs == 7);
  CHECK(options.project == "p.toml");
  CHECK(options.color == ColorChoice::kNever);
  CHECK(options.dry_run);
  CHECK(options.verbosity == Verbosity::kVerbose);
  CHECK(parsed({"strip", "-q"}).verbosity == Verbosity::kQuiet);
  CHECK(parsed({"strip", "--layout=loader"}).layout == Layout::kLoader);
  const Options maps = parsed({"strip", "--source-map", "inline"});  // "inline" is an operand
  CHECK(maps.source_maps == SourceMaps::kFiles);
  CHECK(maps.paths == Arguments{"inline"});
  CHECK(parsed({"strip", "--source-map=inline"}).source_maps == SourceMaps::kInline);
  CHECK(parsed({"strip", "--layout=preserve"}).layout == Layout::kPreserve);
  CHECK(parsed({"strip", "--undefined", "error"}).undefined == Undefined::kError);
  CHECK(parsed({"strip", "--undefined=keep"}).undefined == Undefined::kKeep);
  CHECK(parsed({"strip", "--color", "always"}).color == ColorChoice::kAlways);
}

TEST_CASE("symbols are set in the order given", "[options]") {
  struct Row {
    Arguments arguments;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{"-D", "A"}, " A"},    {{"-DA"}, " A"},      {{"-DA=1"}, " A"},
      {{"-D", "A=0"}, " !A"}, {{"-U", "A"}, " !A"}, {{"-UA", "-DB", "-DA", "-DB=0"}, " !A B A !B"},
      {{"-D9_z"}, " 9_z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    Arguments arguments{"strip"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CHECK(settings(parsed(arguments)) == row.expected);
  }
}

TEST_CASE("operands stand anywhere, and after -- they may begin with a dash", "[options]") {
  struct Row {
    Arguments arguments;
    Arguments expected;
  };
  const std::vector<Row> rows = {
      {{"a", "b"}, {"a", "b"}},
      {{"a", "-q", "b"}, {"a", "b"}},
      {{"-"}, {"-"}},
      {{""}, {""}},
      {{"a,b"}, {"a,b"}},
      {{"--", "-D", "--help", "--"}, {"-D", "--help", "--"}},
      {{"a", "-q", "--", "-b"}, {"a", "-b"}},
      {{"a\nb", "\xFF", "a=b"}, {"a\nb", "\xFF", "a=b"}},
      {{"-o", "--", "a"}, {"a"}},
      {{"--output", "--", "a"}, {"a"}},
      {{"-qo", "-D", "a"}, {"a"}},
      {{"--source-map", "inline"}, {"inline"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.arguments);
    Arguments arguments{"strip"};
    arguments.insert(arguments.end(), row.arguments.begin(), row.arguments.end());
    CHECK(parsed(arguments).paths == row.expected);
  }
}

TEST_CASE("a value may be anything that an argument can be", "[options]") {
  const std::string longest(100'000, 'x');
  for (const std::string& value :
       {std::string("a\nb"), std::string("\xFF"), std::string("-"), std::string("--"),
        std::string("-D"), std::string("--help"), std::string("a=b"), std::string("=a"),
        std::string("a,b"), std::string("a b"), longest}) {
    CAPTURE(value);
    for (const Arguments& arguments : {Arguments{"strip", "-o", value},
                                       {"strip", "-o" + value},
                                       {"strip", "-qo" + value},
                                       {"strip", "--output", value},
                                       {"strip", "--output=" + value}}) {
      const Options options = parsed(arguments);
      CHECK(options.output == value);
      CHECK(options.paths.empty());
    }
  }
}

TEST_CASE("help and version are answers", "[options]") {
  for (const Arguments& arguments : {Arguments{"--help"},
                                     {"-h"},
                                     {"help"},
                                     {"--version"},
                                     {"strip", "--help"},
                                     {"check", "-h", "x"},
                                     {"targets", "--version"},
                                     {"strip", "x", "--version"}}) {
    CAPTURE(arguments);
    const auto result = parse_command_line(arguments);
    REQUIRE(result);
    REQUIRE(std::holds_alternative<Answer>(*result));
    CHECK(std::get<Answer>(*result).text.ends_with('\n'));
  }
}

TEST_CASE("the help of a command lists its options and no others", "[options]") {
  for (const CommandRow& command : command_rows()) {
    const auto result = parse_command_line({std::string(command.name), "--help"});
    REQUIRE(result);
    const std::string& help = std::get<Answer>(*result).text;
    CHECK(help.find(command.text) != std::string::npos);
    for (const OptionRow& option : option_rows()) {
      // Of one name there can be a row for each of several commands.
      const bool served = std::ranges::any_of(option_rows(), [&](const OptionRow& each) {
        return each.name == option.name && each.letter == option.letter &&
               each.commands.contains(command.kind);
      });
      const std::string spelled = option.name.empty() ? std::string("  -") + option.letter + ' '
                                                      : "--" + std::string(option.name);
      CAPTURE(command.name, spelled);
      CHECK((help.find(spelled, help.find("\noptions:\n")) != std::string::npos) == served);
    }
  }
}

// Each wrong usage is in ../command/usage_test.cc, as it is printed.
TEST_CASE("a wrong usage is a failure", "[options]") {
  const auto result = parse_command_line({"strip", "--layuot=loader"});
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "strip has no option --layuot; did you mean --layout?");
}

}  // namespace
}  // namespace iftrue

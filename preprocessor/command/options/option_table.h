// The commands and their options as tables. Parsing (command_line.h), help (help.h), the manual
// page and the shell completions (documents/) are generated from them. The name of an option is
// written only in its row, beside the function that stores its value.

#ifndef IFTRUE_COMMAND_OPTIONS_OPTION_TABLE_H_
#define IFTRUE_COMMAND_OPTIONS_OPTION_TABLE_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "command/system/failure.h"

namespace iftrue {

struct Options;

enum class CommandKind : std::uint8_t {
  kStrip,
  kCheck,
  kList,
  kExplain,
  kDiff,
  kTargets,
  kInit,
  kLsp,
};

class CommandSet {
 public:
  constexpr CommandSet(std::initializer_list<CommandKind> commands) {
    for (const CommandKind each : commands) bits_ |= bit(each);
  }

  [[nodiscard]] constexpr bool contains(CommandKind command) const {
    return (bits_ & bit(command)) != 0;
  }

 private:
  static constexpr std::uint32_t bit(CommandKind command) {
    return std::uint32_t{1} << static_cast<std::uint32_t>(command);
  }

  std::uint32_t bits_ = 0;
};

enum class OperandKind : std::uint8_t {
  kNone,
  kPaths,
  kPlace,            // FILE:LINE
  kFolder,           // one, or none
  kTwoTargetsPaths,  // two names of targets, then paths
};

// Both fields are at most 72 characters long, so that --help fits 80 columns.
struct CommandExample {
  std::string_view command;  // a whole command line that works, in a project with web and wx
  std::string_view text;     // what it does: one sentence
};

struct CommandRow {
  CommandKind kind;
  std::string_view name;
  OperandKind operand_kind;
  std::string_view operands;  // the placeholder for them in --help
  std::string_view summary;   // one line
  std::string_view text;      // what --help says below the usage line
  std::span<const CommandExample> examples;
};

enum class ValueKind : std::uint8_t {
  kNone,
  kChoice,
  kOptionalChoice,  // none, or one after a =
  kTarget,
  kSymbol,
  kFile,
  kNumber,
  kWarning,
};

struct OptionRow;

struct OptionValue {
  ValueKind kind = ValueKind::kNone;
  std::string_view shown = {};  // the placeholder for it in --help
  std::span<const std::string_view> choices = {};
  // Puts the value into the options, or tells what is wrong with it.
  Result<void> (*store)(Options& options, const OptionRow& row, std::string_view value) = nullptr;
  // In place of that, of an option that asks: what it is answered.
  std::string (*answer)(const CommandRow& command) = nullptr;
};

struct OptionRow {
  char letter;            // 0 for none
  std::string_view name;  // without the dashes; empty for none
  OptionValue value;
  std::string_view text;  // lines of at most 56 characters; see summary()
  CommandSet commands;    // that take it
};

// The text up to its first ";", ":" or parenthesis, on one line. Shells show it beside the option.
[[nodiscard]] std::string summary(const OptionRow& option);

[[nodiscard]] std::span<const CommandRow> command_rows();
[[nodiscard]] std::span<const OptionRow> option_rows();

[[nodiscard]] const CommandRow& row(CommandKind command);

// By a name, or by a letter, as they stand behind the dashes; null where the command has none.
[[nodiscard]] const OptionRow* find_option(CommandKind command, std::string_view name);

// Whether the next argument is the value.
[[nodiscard]] bool takes_value(const OptionRow& option);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_OPTION_TABLE_H_

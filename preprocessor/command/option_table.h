// The commands and their options as tables: parsing (options.h) and help (help.h) are made from
// them.

#ifndef IFTRUE_COMMAND_OPTION_TABLE_H_
#define IFTRUE_COMMAND_OPTION_TABLE_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace iftrue {

enum class CommandKind : std::uint8_t {
  kStrip,
  kCheck,
  kList,
  kExplain,
  kDiff,
  kTargets,
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

struct CommandRow {
  CommandKind kind;
  std::string_view name;
  std::string_view operands;
  std::string_view summary;  // one line
  std::string_view text;     // what --help says below the usage line
};

struct OptionRow {
  char letter;            // 0 for none
  std::string_view name;  // without the dashes; empty for none
  std::string_view
      value;              // what stands for the value in --help; empty for none, [=...] if optional
  std::string_view text;  // lines of at most 56 characters
  CommandSet commands;    // that take it
};

[[nodiscard]] std::span<const CommandRow> command_rows();
[[nodiscard]] std::span<const OptionRow> option_rows();

[[nodiscard]] const CommandRow& row(CommandKind command);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTION_TABLE_H_

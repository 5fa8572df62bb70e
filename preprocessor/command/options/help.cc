#include "command/options/help.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace iftrue {
namespace {

constexpr auto kExitStatuses = std::to_array<ExitStatusRow>({
    {ExitStatus::kDone, "success"},
    {ExitStatus::kInputErrors, "the input has errors, or strip --check finds a difference"},
    {ExitStatus::kFailure, "wrong usage, or a file that could not be read or written"},
});

constexpr auto kGeneralExamples = std::to_array<CommandExample>({
    {"iftrue strip -D WXAPP http.ts", "Strip one file to standard output, with WXAPP on."},
    {"iftrue strip", "Strip the source of the project (iftrue.toml) for all targets."},
    {"iftrue check", "Report errors and likely mistakes in the project's source."},
});

std::string examples(std::span<const CommandExample> rows) {
  std::string text = "\nexamples:\n";
  for (const CommandExample& each : rows) {
    text += fmt::format("  {}\n      {}\n", each.command, each.text);
  }
  return text;
}

}  // namespace

std::span<const ExitStatusRow> exit_status_rows() { return kExitStatuses; }

std::string general_help() {
  std::string text =
      "usage: iftrue COMMAND [OPTION]... [PATH]...\n"
      "\n"
      "Conditional compilation by comments: keeps or removes the text between\n"
      "/*IFTRUE_X*/ and /*FITRUE_X*/ for each target of a project.\n"
      "\n"
      "commands:\n";
  for (const CommandRow& command : command_rows()) {
    text += fmt::format("  {:<10}{}\n", command.name, command.summary);
  }
  text += "\n'iftrue COMMAND --help' shows the options of a command.\n\nexit status:\n";
  for (const ExitStatusRow& each : exit_status_rows()) {
    text += fmt::format("  {}  {}\n", static_cast<int>(each.status), each.meaning);
  }
  return text + examples(kGeneralExamples);
}

std::string command_help(const CommandRow& command) {
  constexpr std::size_t kTextColumn = 24;
  std::string text =
      fmt::format("usage: iftrue {} [OPTION]...{}{}\n\n{}\noptions:\n", command.name,
                  command.operands.empty() ? "" : " ", command.operands, command.text);
  for (const OptionRow& option : option_rows()) {
    if (!option.commands.contains(command.kind)) continue;
    std::string head = option.letter != 0 ? fmt::format("  -{}", option.letter) : "    ";
    if (!option.name.empty()) {
      head += fmt::format("{}--{}", option.letter != 0 ? ", " : "  ", option.name);
    }
    if (option.value.kind != ValueKind::kNone) {
      const bool optional = option.value.kind == ValueKind::kOptionalChoice;
      head += fmt::format("{}{}", optional ? "" : " ", option.value.shown);
    }
    if (head.size() + 1 > kTextColumn) head += fmt::format("\n{:{}}", "", kTextColumn);
    for (std::string_view rest = option.text; !rest.empty();) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      text += fmt::format("{:<{}}{}\n", std::exchange(head, {}), kTextColumn, rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return text + examples(command.examples);
}

std::string version_text() { return "iftrue " IFTRUE_VERSION "\n"; }

}  // namespace iftrue

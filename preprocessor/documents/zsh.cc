#include <fmt/format.h>

#include "documents/documents.h"
#include "documents/option_names.h"

namespace iftrue {
namespace {

constexpr std::string_view kHead = R"zsh(#compdef iftrue
# Completion of iftrue's commands, options and values for zsh. Made from the command's own tables.

# _iftrue_ask  The lines of `iftrue targets`: a name, two blanks or more, the symbols.
_iftrue_ask() {
  local -a project=(${(M)words:#--project=*})
  local at=$words[(i)--project]
  ((at >= $#words)) || project=(--project=$words[at+1])
  ${(Q)program/#\~/$HOME} targets ${(Q)project} 2>/dev/null
}

_iftrue_targets() {
  local -a names=(${(f)"$(_iftrue_ask | sed 's/  .*//; s/ *$//')"})
  _wanted targets expl target compadd -a names
}

_iftrue_symbols() {
  local -a names=($(_iftrue_ask | sed -n 's/.*  //p'))
  _wanted symbols expl symbol compadd -a names
}

_iftrue() {
  local curcontext=$curcontext program=$words[1] state line expl
  local -A opt_args
)zsh";

// In the brackets of an option and between the colons of a message.
std::string described(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    if (c == '\'') result += "'\\'";
    result += c;
  }
  return result;
}

// The message and the action for the values of an option.
std::string values(const OptionValue& value) {
  switch (value.kind) {
    case ValueKind::kChoice:
      return fmt::format(":{}:({})", described(value.shown), fmt::join(value.choices, " "));
    case ValueKind::kOptionalChoice:
      return fmt::format("::form:({})", fmt::join(value.choices, " "));
    case ValueKind::kTarget:
      return ":target:_iftrue_targets";
    case ValueKind::kSymbol:
      return ":symbol:_iftrue_symbols";
    case ValueKind::kFile:
      return ":file:_files";
    case ValueKind::kNumber:
    case ValueKind::kWarning:
      return ":number: ";
    case ValueKind::kNone:
      return "";
  }
  return "";
}

// What stands behind an option's name: whether its value is the next word or a part of this one.
std::string_view joint(ValueKind kind, bool is_letter) {
  if (kind == ValueKind::kNone) return "";
  if (kind == ValueKind::kOptionalChoice) return "=-";
  return is_letter ? "+" : "=";
}

bool is_repeatable(ValueKind kind) {
  return kind == ValueKind::kTarget || kind == ValueKind::kSymbol;
}

std::string option_lines(const OptionRow& option) {
  const std::vector<std::string> names = names_of(option);
  const std::string others = option.name == "help" || option.name == "version"
                                 ? "(- *)"
                                 : fmt::format("({})", fmt::join(names, " "));
  std::string text;
  for (const std::string& name : names) {
    text +=
        fmt::format(" \\\n        '{}{}{}[{}]{}'", is_repeatable(option.value.kind) ? "*" : others,
                    name, joint(option.value.kind, name.size() == 2), described(summary(option)),
                    values(option.value));
  }
  return text;
}

std::string_view operands(OperandKind kind) {
  switch (kind) {
    case OperandKind::kNone:
      return "";
    case OperandKind::kPaths:
    case OperandKind::kPlace:
      return " \\\n        '*:file:_files'";
    case OperandKind::kFolder:
      return " \\\n        '1:folder:_files -/'";
    case OperandKind::kTwoTargetsPaths:
      return " \\\n        '1:target:_iftrue_targets' '2:target:_iftrue_targets' '*:file:_files'";
  }
  return "";
}

}  // namespace

std::string zsh_completion() {
  std::string text(kHead);
  text +=
      "  _arguments -C '(- *)'{-h,--help}'[print help]' '(- *)--version[print the version]' \\\n"
      "    '1:command:->command' '*::argument:->argument' && return\n"
      "  case $state in\n"
      "    command)\n"
      "      local -a commands=(\n";
  for (const CommandRow& command : command_rows()) {
    text += fmt::format("        '{}:{}'\n", command.name, described(command.summary));
  }
  text +=
      "      )\n"
      "      _describe -t commands command commands\n"
      "      ;;\n"
      "    argument)\n"
      "      curcontext=${curcontext%:*:*}:iftrue-$words[1]:\n"
      "      case $words[1] in\n";
  for (const CommandRow& command : command_rows()) {
    text += fmt::format("      {})\n        _arguments -s -S", command.name);
    for (const OptionRow& option : options_of(command.kind)) text += option_lines(option);
    text += fmt::format("{}\n        ;;\n", operands(command.operand_kind));
  }
  return text + "      esac\n      ;;\n  esac\n}\n\n_iftrue \"$@\"\n";
}

}  // namespace iftrue

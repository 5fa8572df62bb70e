#include <fmt/format.h>

#include "documents/documents.h"
#include "documents/option_names.h"

namespace iftrue {
namespace {

constexpr std::string_view kHead =
    R"fish(# Completion of iftrue's commands, options and values for fish. Made from the command's own tables.

# __iftrue_ask  The lines of `iftrue targets`: a name, two blanks or more, the symbols.
function __iftrue_ask
    set -l words (commandline -opc)
    set -l project
    for i in (seq 2 (count $words))
        if string match -q -- '--project=*' $words[$i]
            set project $words[$i]
        else if test $words[$i] = --project
            set project --project=$words[(math $i + 1)]
        end
    end
    $words[1] targets $project 2>/dev/null
end

function __iftrue_targets
    __iftrue_ask | string replace -r '  .*| *$' ''
end

function __iftrue_symbols
    __iftrue_ask | string match -r -g '  +(\S.*)$' | string split ' ' | sort -u
end

# __iftrue_command NAME  Whether that is the command on the line.
function __iftrue_command
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]
end

function __iftrue_no_command
    test (count (commandline -opc)) -eq 1
end

)fish";

constexpr std::string_view kOperands = R"fish(
# __iftrue_operands  How many operands stand before the cursor.
function __iftrue_operands
    set -l words (commandline -opc)
    set -l operands 0
    set -l is_value false
    for word in $words[3..]
        if $is_value
            set is_value false
        else if contains -- $word {required}
            set is_value true
        else if not string match -q -- '-?*' $word
            set operands (math $operands + 1)
        end
    end
    echo $operands
end

)fish";

std::string quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + '\'';
}

std::string values(const OptionValue& value) {
  switch (value.kind) {
    case ValueKind::kChoice:
      return fmt::format(" -x -a '{}'", fmt::join(value.choices, " "));
    case ValueKind::kOptionalChoice:
      return fmt::format(" -f -a '{}'", fmt::join(value.choices, " "));
    case ValueKind::kTarget:
      return " -x -a '(__iftrue_targets)'";
    case ValueKind::kSymbol:
      return " -x -a '(__iftrue_symbols)'";
    case ValueKind::kFile:
      return " -r -F";
    case ValueKind::kNumber:
    case ValueKind::kWarning:
      return " -x";
    case ValueKind::kNone:
      return "";
  }
  return "";
}

std::string option_line(const CommandRow& command, const OptionRow& option) {
  std::string text = fmt::format("complete -c iftrue -n '__iftrue_command {}'", command.name);
  if (option.letter != 0) text += fmt::format(" -s {}", option.letter);
  if (!option.name.empty()) text += fmt::format(" -l {}", option.name);
  return text + values(option.value) + " -d " + quoted(summary(option)) + '\n';
}

std::string operand_lines(const CommandRow& command) {
  switch (command.operand_kind) {
    case OperandKind::kNone:
      return fmt::format("complete -c iftrue -n '__iftrue_command {}' -f\n", command.name);
    case OperandKind::kPaths:
    case OperandKind::kPlace:
      return "";
    case OperandKind::kFolder:
      return fmt::format(
          "complete -c iftrue -n '__iftrue_command {}' -f -a '(__fish_complete_directories)'\n",
          command.name);
    case OperandKind::kTwoTargetsPaths:
      return fmt::format(
          "complete -c iftrue -n '__iftrue_command {}; and test (__iftrue_operands) -lt 2' -f "
          "-a '(__iftrue_targets)'\n",
          command.name);
  }
  return "";
}

std::string operands_function() {
  std::string text(kOperands);
  constexpr std::string_view kPlace = "{required}";
  return text.replace(text.find(kPlace), kPlace.size(),
                      fmt::format("{}", fmt::join(names_with_value(), " ")));
}

}  // namespace

std::string fish_completion() {
  std::string text(kHead);
  text += operands_function();
  text +=
      "complete -c iftrue -n __iftrue_no_command -f -s h -l help -d 'print help'\n"
      "complete -c iftrue -n __iftrue_no_command -f -l version -d 'print the version'\n";
  for (const CommandRow& command : command_rows()) {
    text += fmt::format("\ncomplete -c iftrue -n __iftrue_no_command -f -a {} -d {}\n",
                        command.name, quoted(command.summary));
    for (const OptionRow& option : options_of(command.kind)) text += option_line(command, option);
    text += operand_lines(command);
  }
  return text;
}

}  // namespace iftrue

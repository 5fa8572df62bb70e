#include <fmt/format.h>

#include "documents/documents.h"
#include "documents/option_names.h"

namespace iftrue {
namespace {

constexpr std::string_view kHead =
    R"bash(# Completion of iftrue's commands, options and values for bash. Made from the command's own tables.

# _iftrue_reply WORD...  Offers the words that begin as the current one does, quoted: the names of
# targets come from a file.
_iftrue_reply() {
  local word
  for word in "$@"; do
    [[ $word == "$current"* ]] || continue
    printf -v word %q "$word"
    COMPREPLY+=("$lead$word")
  done
}

_iftrue_files() {
  compopt -o default
}

_iftrue_folders() {
  compopt -o dirnames
}

# _iftrue_ask  The lines of `iftrue targets`: a name, two blanks or more, the symbols.
_iftrue_ask() {
  "${program/#\~/$HOME}" targets ${project:+"--project=${project/#\~/$HOME}"} 2>/dev/null
}

_iftrue_targets() {
  local lines
  mapfile -t lines < <(_iftrue_ask | sed 's/  .*//; s/ *$//')
  _iftrue_reply "${lines[@]}"
}

_iftrue_symbols() {
  local lines
  mapfile -t lines < <(_iftrue_ask | sed -n 's/.*  //p' | tr ' ' '\n' | sort -u)
  _iftrue_reply "${lines[@]}"
}

_iftrue() {
  local program=$1 current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}
  local lead= project= option= word i=2 operands=0
  COMPREPLY=()
  compopt +o default
)bash";

constexpr std::string_view kWords = R"bash(
  # Readline takes --option=value apart where COMP_WORDBREAKS has the equals sign.
  while ((i < COMP_CWORD)); do
    word=${COMP_WORDS[i]} option=
    ((++i))
    if [[ $word == --* && ${COMP_WORDS[i]} == = ]]; then
      option=$word
      ((i += 2))
    else
      case $word in
        {required})
          option=$word
          ((++i))
          ;;
        --project=*) project=${word#*=} ;;
        -?*) ;;
        *) ((++operands)) ;;
      esac
    fi
    if [[ $option == --project ]] && ((i <= COMP_CWORD)); then
      project=${COMP_WORDS[i - 1]}
    fi
  done
  ((i > COMP_CWORD)) || option=
  project=${project//[\\\"\']/}
  if [[ -n $option ]]; then
    [[ $current != = ]] || current=
  elif [[ $current == --*=* ]]; then
    option=${current%%=*} lead=${current%%=*}= current=${current#*=}
  elif [[ $current == -[{letters}]* ]]; then
    option=${current:0:2} lead=${current:0:2} current=${current:2}
  fi

)bash";

std::string words_of(std::span<const std::string_view> choices) {
  return fmt::format("{}", fmt::join(choices, " "));
}

// What offers the values of an option; empty where nothing can be offered.
std::string values(const OptionValue& value) {
  switch (value.kind) {
    case ValueKind::kChoice:
    case ValueKind::kOptionalChoice:
      return "_iftrue_reply " + words_of(value.choices);
    case ValueKind::kTarget:
      return "_iftrue_targets";
    case ValueKind::kSymbol:
      return "_iftrue_symbols";
    case ValueKind::kFile:
      return "_iftrue_files";
    case ValueKind::kNumber:
    case ValueKind::kWarning:
    case ValueKind::kNone:
      return "";
  }
  return "";
}

std::string operands(OperandKind kind) {
  switch (kind) {
    case OperandKind::kNone:
      return "";
    case OperandKind::kPaths:
    case OperandKind::kPlace:
      return "_iftrue_files";
    case OperandKind::kFolder:
      return "_iftrue_folders";
    case OperandKind::kTwoTargetsPaths:
      return "if ((operands < 2)); then _iftrue_targets; else _iftrue_files; fi";
  }
  return "";
}

std::string command_case(const CommandRow& command) {
  std::string text = fmt::format("    {})\n      case $option in\n", command.name);
  std::vector<std::string> names;
  for (const OptionRow& option : options_of(command.kind)) {
    const auto each = names_of(option);
    names.insert(names.end(), each.begin(), each.end());
    if (const std::string offer = values(option.value); !offer.empty()) {
      text += fmt::format("        {}) {} ;;\n", fmt::join(each, " | "), offer);
    }
  }
  text += fmt::format(
      "        '')\n"
      "          if [[ $current == -* ]]; then\n"
      "            _iftrue_reply {}\n",
      fmt::join(names, " "));
  if (const std::string offer = operands(command.operand_kind); !offer.empty()) {
    text += fmt::format("          else\n            {}\n", offer);
  }
  return text + "          fi\n          ;;\n      esac\n      ;;\n";
}

std::string word_loop() {
  std::string letters;
  for (const std::string& name : names_with_value()) {
    if (name.size() == 2) letters += name.back();
  }
  std::string text(kWords);
  const auto fill = [&](std::string_view place, const std::string& with) {
    text.replace(text.find(place), place.size(), with);
  };
  fill("{required}", fmt::format("{}", fmt::join(names_with_value(), " | ")));
  fill("{letters}", letters);
  return text;
}

}  // namespace

std::string bash_completion() {
  std::string text(kHead);
  text +=
      "  if ((COMP_CWORD == 1)); then\n"
      "    if [[ $current == -* ]]; then _iftrue_reply --help --version; else _iftrue_reply";
  for (const CommandRow& command : command_rows()) text += fmt::format(" {}", command.name);
  text += "; fi\n    return\n  fi\n";
  text += word_loop();
  text += "  case $command in\n";
  for (const CommandRow& command : command_rows()) text += command_case(command);
  return text + "  esac\n}\n\ncomplete -o default -F _iftrue iftrue\n";
}

}  // namespace iftrue

#include <fmt/format.h>

#include <array>
#include <cctype>

#include "command/options/help.h"
#include "documents/documents.h"
#include "documents/option_names.h"

namespace iftrue {
namespace {

// Text escaped for man(7). A dash is a minus, as typed, not a hyphen.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n')) result += "\\&";
      result += c;
    }
  }
  return result;
}

// Placeholders of operands and values: words in capitals become italic.
std::string placeholders(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && std::isupper(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end > i) {
      result += fmt::format("\\fI{}\\fR", text.substr(i, end - i));
      i = end;
    } else {
      result += escaped(text.substr(i++, 1));
    }
  }
  return result;
}

// A text of the table, as a sentence.
std::string sentence(std::string_view text) {
  std::string result(text);
  result.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(result.front())));
  return result + '.';
}

constexpr std::string_view kDescription =
    R"(\fBiftrue\fR does conditional compilation by comments.
One source tree serves several targets, and \fBiftrue\fR writes what each target
keeps of it.
It works in every language whose comments are \fB/* */\fR
or \fB<!\-\- \-\->\fR.
.P
A conditional begins with a comment \fB/*IFTRUE_\fR\fIX\fR\fB*/\fR
and ends with \fB/*FITRUE_\fR\fIX\fR\fB*/\fR.
In between, \fB/*ELIFTRUE_\fR\fIY\fR\fB*/\fR
and \fB/*ELSE_\fR\fIX\fR\fB*/\fR are allowed.
\fIX\fR is a symbol, or an expression in parentheses that combines symbols
with \fB!\fR, \fB&&\fR and \fB||\fR.
Conditionals can be nested.
A directive may leave its comment open.
The group after it is then comment text to every other tool, up to the next
directive.
.P
Symbols are turned on or off by the target, which the project file describes,
and by \fB\-D\fR and \fB\-U\fR.
Removed text becomes blanks, so that lines and columns stay the same,
unless \fB\-\-layout\fR selects another layout.
A file with an error is not written.
)";

constexpr std::string_view kEnvironment = R"(.TP
.B NO_COLOR
If set and not empty, turns colour off,
unless \fB\-\-color\fR turns it on.
.TP
.B TERM
If \fBdumb\fR, messages have no colour.
)";

constexpr std::string_view kFiles = R"(.TP
.I iftrue.toml
The project file: source, output, symbols and targets.
It is searched for in the working folder and the folders above it.
.TP
.I .iftrue\-manifest
The list of files that \fBiftrue\fR wrote to an output folder, and so may
remove.
It is at the top of that folder.
.TP
.I .iftrue\-state
Identities of the sources and outputs, beside the manifest.
With it, a run with nothing changed opens no file.
)";

}  // namespace

std::string man_page() {
  std::string page = ".\\\" Made from the command's own tables.\n";
  page +=
      fmt::format(".TH IFTRUE 1 {} \"iftrue {}\" \"User Commands\"\n", IFTRUE_DATE, IFTRUE_VERSION);
  page += ".SH NAME\niftrue \\- conditional compilation by comments, for any language\n";
  page += ".SH SYNOPSIS\n";
  for (const CommandRow& command : command_rows()) {
    page += fmt::format(".B iftrue {}\n[\\fIOPTION\\fR]...{}{}\n.br\n", command.name,
                        command.operands.empty() ? "" : " ", placeholders(command.operands));
  }
  page += ".B iftrue \\-\\-help\n.br\n.B iftrue \\-\\-version\n";
  page += ".SH DESCRIPTION\n";
  page += kDescription;
  page += ".SH COMMANDS\n";
  for (const CommandRow& command : command_rows()) {
    page += fmt::format(".TP\n.B {}\n{}", command.name, escaped(command.text));
  }
  page += ".SH OPTIONS\n";
  for (const OptionRow& option : option_rows()) {
    const std::vector<std::string> names = names_of(option);
    std::string head;
    for (const std::string& name : names) {
      head += fmt::format("{}\\fB{}\\fR", head.empty() ? "" : ", ", escaped(name));
    }
    if (option.value.kind == ValueKind::kOptionalChoice) {
      head += escaped(option.value.shown);
    } else if (option.value.kind != ValueKind::kNone) {
      head += ' ' + placeholders(option.value.shown);
    }
    std::vector<std::string> commands;
    for (const CommandRow& command : command_rows()) {
      if (option.commands.contains(command.kind)) {
        commands.push_back(fmt::format("\\fB{}\\fR", command.name));
      }
    }
    page += fmt::format(".TP\n{}\n{}\n", head, escaped(sentence(option.text)));
    if (commands.size() < command_rows().size()) {
      page += fmt::format("({})\n", fmt::join(commands, ", "));
    }
  }
  page += ".SH EXIT STATUS\n";
  for (const ExitStatusRow& row : exit_status_rows()) {
    page += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(row.status),
                        escaped(sentence(row.meaning)));
  }
  page += ".SH ENVIRONMENT\n";
  page += kEnvironment;
  page += ".SH FILES\n";
  page += kFiles;
  page += ".SH EXAMPLES\n";
  for (const CommandRow& command : command_rows()) {
    for (const CommandExample& example : command.examples) {
      page += fmt::format(".TP\n.B {}\n{}\n", escaped(example.command), escaped(example.text));
    }
  }
  return page +
         ".SH SEE ALSO\n"
         ".BR cpp (1),\n.BR patch (1),\n.BR unifdef (1)\n"
         ".P\n"
         "The manual, MANUAL.md, documents the language, the layouts, the project file,\n"
         "the library, and every diagnostic with an example.\n";
}

}  // namespace iftrue

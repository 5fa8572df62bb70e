#include <fmt/format.h>

#include <array>
#include <cctype>

#include "command/options/help.h"
#include "documents/documents.h"
#include "documents/option_names.h"

namespace iftrue {
namespace {

// Text as man(7) has to read it; a dash is what is typed, not a hyphen.
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

// What stands for operands and values, with the words in capitals in italics.
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

// A text of the table as a sentence.
std::string sentence(std::string_view text) {
  std::string result(text);
  result.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(result.front())));
  return result + '.';
}

constexpr std::string_view kDescription =
    R"(Conditional compilation by comments: one tree of sources, in any language
whose comments are \fB/* */\fR or \fB<!\-\- \-\->\fR, holds what several
targets need, and \fBiftrue\fR writes what each of them keeps.
.P
A conditional begins with a comment \fB/*IFTRUE_\fR\fIX\fR\fB*/\fR
and ends with \fB/*FITRUE_\fR\fIX\fR\fB*/\fR;
between them may stand \fB/*ELIFTRUE_\fR\fIY\fR\fB*/\fR
and \fB/*ELSE_\fR\fIX\fR\fB*/\fR.
\fIX\fR is a symbol, or in parentheses an expression of symbols
with \fB!\fR, \fB&&\fR and \fB||\fR.
Conditionals nest.
A directive may leave its comment open: to every other tool its group is then
text of the comment, up to the next directive.
.P
Symbols are on or off by the target, which the project file describes,
and by \fB\-D\fR and \fB\-U\fR.
What is removed becomes blanks, so that lines and columns stay,
unless \fB\-\-layout\fR says otherwise.
A text with an error is not written.
)";

constexpr std::string_view kEnvironment = R"(.TP
.B NO_COLOR
If set and not empty, messages are without colour,
unless \fB\-\-color\fR asks for it.
.TP
.B TERM
If \fBdumb\fR, messages are without colour.
)";

constexpr std::string_view kFiles = R"(.TP
.I iftrue.toml
The project file: the source, the output, the symbols and the targets.
Looked for in the working folder and those above it.
.TP
.I .iftrue\-manifest
At the top of an output folder: what was written there, and so may be removed.
.TP
.I .iftrue\-state
Beside it: what the sources were, so that a run without a change opens none.
)";

struct Example {
  std::string_view command;
  std::string_view text;
};

constexpr auto kExamples = std::to_array<Example>({
    {"iftrue strip -D WXAPP -U DEBUG http.ts",
     "One file to standard output, without a project file."},
    {"iftrue strip",
     "The source of the project, for all its targets, each into a folder of its own."},
    {"iftrue strip -t wx --layout=compact src -o out",
     "A folder for one target, without the removed lines."},
    {"iftrue strip -U WXAPP --undefined=keep src -o out",
     "One platform taken out; everything else stays as it is."},
    {"iftrue check --format=github",
     "What is wrong in the project, as annotations of a pull request."},
    {"iftrue explain src/http.ts:12", "Why a line is kept or removed, for each target."},
    {"iftrue diff web wx", "What the outputs of two targets differ in."},
});

}  // namespace

std::string man_page() {
  std::string page = ".\\\" Made from the command's own tables.\n";
  page +=
      fmt::format(".TH IFTRUE 1 {} \"iftrue {}\" \"User Commands\"\n", IFTRUE_DATE, IFTRUE_VERSION);
  page += ".SH NAME\niftrue \\- strip or keep the regions of source files that comments mark\n";
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
  for (const Example& example : kExamples) {
    page += fmt::format(".TP\n.B {}\n{}\n", escaped(example.command), escaped(example.text));
  }
  return page +
         ".SH SEE ALSO\n"
         ".BR cpp (1),\n.BR patch (1),\n.BR unifdef (1)\n"
         ".P\n"
         "The manual, MANUAL.md, has the language, the layouts, the project file,\n"
         "the library, and each diagnostic with an example.\n";
}

}  // namespace iftrue

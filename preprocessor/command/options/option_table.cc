#include "command/options/option_table.h"

#include <algorithm>
#include <array>

#include "command/options/help.h"
#include "command/options/option_choices.h"
#include "command/options/option_storage.h"
#include "command/options/options.h"

namespace iftrue {
namespace {

constexpr auto kStripExamples = std::to_array<CommandExample>({
    {"iftrue strip -D WXAPP -U DEBUG http.ts",
     "Strip one file to standard output, without a project file."},
    {"iftrue strip", "Strip the project's source for all targets, each into its own folder."},
    {"iftrue strip --check", "Compare these folders with what would be written; change nothing."},
    {"iftrue strip -t wx --layout=compact src -o out",
     "Strip a folder for one target; delete the removed lines."},
    {"iftrue strip -U WXAPP --undefined=keep src -o out",
     "Remove one platform; leave all other conditionals as they are."},
});
constexpr auto kCheckExamples = std::to_array<CommandExample>({
    {"iftrue check", "Check the project's source for all targets."},
    {"iftrue check -q src http.ts", "Check a folder and a file; print errors only."},
    {"iftrue check --format=github", "Print annotations for a pull request on GitHub."},
});
constexpr auto kListExamples = std::to_array<CommandExample>({
    {"iftrue list", "List all conditionals of the project."},
    {"iftrue list -D WXAPP http.ts", "Show what one file keeps if WXAPP is on."},
    {"iftrue list --format=json src", "List the conditionals of a folder as JSON."},
});
constexpr auto kExplainExamples = std::to_array<CommandExample>({
    {"iftrue explain src/http.ts:12", "Show which targets keep line 12, and why."},
    {"iftrue explain src/http.ts:12:3", "Show the same for column 3 of the line."},
});
constexpr auto kDiffExamples = std::to_array<CommandExample>({
    {"iftrue diff web wx", "Compare the outputs of two targets for the whole project."},
    {"iftrue diff web wx src/http.ts", "Compare them for one file."},
    {"iftrue diff --layout=preserve web wx", "Compare with the line numbers of the source."},
});
constexpr auto kTargetsExamples = std::to_array<CommandExample>({
    {"iftrue targets", "List the targets of the nearest iftrue.toml."},
    {"iftrue targets --project iftrue.toml", "List those of the named project file."},
});

constexpr auto kInitExamples = std::to_array<CommandExample>({
    {"iftrue init --dry-run src", "Print a project file for the tree in src; write nothing."},
    {"iftrue init src", "Write it to src/iftrue.toml."},
});

constexpr auto kLspExamples = std::to_array<CommandExample>({
    {"iftrue lsp", "What an editor's settings name as the language server."},
});

constexpr auto kCommands = std::to_array<CommandRow>({
    {CommandKind::kStrip, "strip", OperandKind::kPaths, "[FILE|DIR|-]...",
     "write what a target keeps of the source",
     "Writes what a target keeps of a file, a folder, standard input (-) or, without\n"
     "operands, the project's source. A single file goes to standard output unless -o\n"
     "names a file or folder. A folder needs -o. The project's source goes to the\n"
     "project's output, for each target named by -t, or for all targets.\n",
     kStripExamples},
    {CommandKind::kCheck, "check", OperandKind::kPaths, "[FILE|DIR]...",
     "report errors and likely mistakes",
     "Checks files and folders, or the project's source, for all targets. Prints\n"
     "errors, and warnings about likely mistakes. Writes nothing. Warnings alone leave\n"
     "the exit status 0.\n",
     kCheckExamples},
    {CommandKind::kList, "list", OperandKind::kPaths, "[FILE|DIR]...",
     "list conditionals and the targets that keep them",
     "Lists each conditional of files and folders, or of the project's source, with\n"
     "its place, condition and lines and the targets that keep it. Ends with totals\n"
     "for each symbol and target.\n",
     kListExamples},
    {CommandKind::kExplain, "explain", OperandKind::kPlace, "FILE:LINE[:COLUMN]",
     "show why a place is kept or removed",
     "Shows which conditionals enclose a place and, for each target, whether the place\n"
     "is kept and why. Without a column, takes the first text on the line.\n",
     kExplainExamples},
    {CommandKind::kDiff, "diff", OperandKind::kTwoTargetsPaths, "TARGET TARGET [FILE|DIR]...",
     "compare the outputs of two targets",
     "Compares the outputs of two targets for files and folders, or for the project's\n"
     "source. Prints a unified diff, which patch can apply.\n",
     kDiffExamples},
    {CommandKind::kTargets, "targets", OperandKind::kNone, "", "list the targets and their symbols",
     "Lists the targets of the project, each with the symbols that are on for it.\n",
     kTargetsExamples},
    {CommandKind::kInit, "init", OperandKind::kFolder, "[DIR]",
     "write a project file for the directives of a tree",
     "Writes iftrue.toml for a folder, or for the working folder: the symbols that the\n"
     "directives in it use, a target for each symbol, and the kinds of file that have\n"
     "directives. Does not search node_modules and hidden folders. Never overwrites an\n"
     "iftrue.toml.\n",
     kInitExamples},
    {CommandKind::kLsp, "lsp", OperandKind::kNone, "", "serve an editor",
     "Speaks the Language Server Protocol on standard input and output, for an editor\n"
     "that starts it. Exits when the editor says so.\n",
     kLspExamples},
});

template <typename T, std::size_t N>
constexpr std::array<std::string_view, N> names_of(const std::array<Choice<T>, N>& choices) {
  std::array<std::string_view, N> names;
  std::ranges::transform(choices, names.begin(), &Choice<T>::name);
  return names;
}

template <const auto& kChoices>
constexpr auto kNames = names_of(kChoices);

// A value that is one of some names, in a member of Options.
template <auto kMember, const auto& kChoices>
constexpr OptionValue choice(std::string_view shown) {
  return {ValueKind::kChoice, shown, kNames<kChoices>, store_choice<kMember, kChoices>};
}

// The same after a =, or none, which means `kAlone`.
template <auto kMember, const auto& kChoices, auto kAlone>
constexpr OptionValue optional_choice(std::string_view shown) {
  return {ValueKind::kOptionalChoice, shown, kNames<kChoices>,
          store_optional_choice<kMember, kChoices, kAlone>};
}

// No value: that the option is there means `kMeaning`.
template <auto kMember, auto kMeaning>
constexpr OptionValue flag() {
  return {.store = store_meaning<kMember, kMeaning>};
}

std::string version_answer(const CommandRow& /*command*/) { return version_text(); }

constexpr CommandSet kStripOnly{CommandKind::kStrip};
constexpr CommandSet kOnTexts{CommandKind::kStrip, CommandKind::kCheck};
constexpr CommandSet kOnSymbols{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                                CommandKind::kExplain, CommandKind::kDiff};
constexpr CommandSet kOnFiles{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                              CommandKind::kDiff};
constexpr CommandSet kInProject{CommandKind::kStrip,   CommandKind::kCheck, CommandKind::kList,
                                CommandKind::kExplain, CommandKind::kDiff,  CommandKind::kTargets};
constexpr CommandSet kAll{CommandKind::kStrip,   CommandKind::kCheck, CommandKind::kList,
                          CommandKind::kExplain, CommandKind::kDiff,  CommandKind::kTargets,
                          CommandKind::kInit,    CommandKind::kLsp};

constexpr auto kOptions = std::to_array<OptionRow>({
    {'t',
     "target",
     {ValueKind::kTarget, "NAME", {}, store_another<&Options::targets>},
     "strip for this target; repeat it to strip for several\ntargets in one pass",
     kStripOnly},
    {'D',
     "",
     {ValueKind::kSymbol, "SYMBOL[=0|1]", {}, store_symbol_on},
     "turn a symbol on, or off with =0",
     kOnSymbols},
    {'U',
     "",
     {ValueKind::kSymbol, "SYMBOL", {}, store_symbol_off},
     "turn a symbol off",
     kOnSymbols},
    {'o',
     "output",
     {ValueKind::kFile, "PATH", {}, store_path<&Options::output>},
     "write to this file or folder; {target} in it stands\nfor the name of the target",
     kStripOnly},
    {0, "layout", choice<&Options::layout, kLayoutChoices>("LAYOUT"),
     "how to remove text: preserve (the default; leaves\nblanks, so lines and columns stay), mask "
     "(so that\noffsets stay, too), compact (deletes lines left blank\ntoo) or loader (deletes "
     "nothing else)",
     kStripOnly},
    {0,
     "layout",
     choice<&Options::layout, kLayoutChoices>("LAYOUT"),
     "the layout to compare: compact (the default), preserve\nor mask (line numbers are those of "
     "the source) or loader",
     {CommandKind::kDiff}},
    {0,
     "layout",
     choice<&Options::layout, kLayoutChoices>("LAYOUT"),
     "the layout that W107 judges by: preserve (the default),\nmask, compact or loader",
     {CommandKind::kCheck}},
    {0,
     "undefined",
     choice<&Options::undefined, kUndefinedChoices>("POLICY"),
     "how to treat undefined symbols: error (the default\nwith a project), off (the default "
     "without) or keep\n(leave the conditionals that depend on them)",
     {CommandKind::kStrip, CommandKind::kCheck, CommandKind::kDiff}},
    {0,
     "undefined",
     choice<&Options::undefined, kAnswerUndefinedChoices>("POLICY"),
     "how to treat undefined symbols: error (the default\nwith a project) or off (the default "
     "without)",
     {CommandKind::kList, CommandKind::kExplain}},
    {0, "source-map",
     optional_choice<&Options::source_maps, kSourceMapChoices, SourceMaps::kFiles>("[=inline]"),
     "write a source map (needs compact or loader), as\nFILE.map beside each FILE, or inline in a "
     "comment at\nits end",
     kStripOnly},
    {0,
     "depfile",
     {ValueKind::kFile, "FILE", {}, store_text<&Options::depfile>},
     "write the list of inputs for Make and Ninja",
     kStripOnly},
    {0,
     "deny",
     {ValueKind::kWarning, "CODE", {}, store_another<&Options::denied>},
     "make a warning an error: a code such as W101, or all;\nrepeat it for several",
     kOnSymbols},
    {'j',
     "jobs",
     {ValueKind::kNumber, "N", {}, store_job_count},
     "process N files at a time (default: one per core)",
     kOnFiles},
    {0,
     "project",
     {ValueKind::kFile, "FILE", {}, store_text<&Options::project>},
     "the project file (default: the nearest iftrue.toml)",
     kInProject},
    {0,
     "format",
     choice<&Options::list_format, kListFormatChoices>("FORMAT"),
     "output format: table (the default) or json",
     {CommandKind::kList}},
    {0, "format", choice<&Options::format, kFormatChoices>("FORMAT"),
     "format of diagnostics: text (the default), json, sarif\nor github", kOnTexts},
    {0, "color", choice<&Options::color, kColorChoices>("WHEN"),
     "when to colour messages: auto, always or never", kAll},
    {0, "check", flag<&Options::check, true>(),
     "compare what would be written with what is there; print\na diff, write nothing, and exit "
     "with 1 if they differ",
     kStripOnly},
    {0, "dry-run", flag<&Options::dry_run, true>(),
     "print what would be written or removed; change nothing", kStripOnly},
    {0,
     "dry-run",
     flag<&Options::dry_run, true>(),
     "print the file that would be written; write nothing",
     {CommandKind::kInit}},
    {0, "watch", flag<&Options::watch, true>(),
     "strip again whenever the source or the project file\nchanges, until Ctrl-C", kStripOnly},
    {'q',
     "quiet",
     flag<&Options::verbosity, Verbosity::kQuiet>(),
     "print errors only",
     {CommandKind::kStrip, CommandKind::kCheck, CommandKind::kInit}},
    {'v', "verbose", flag<&Options::verbosity, Verbosity::kVerbose>(),
     "print what is written and removed; with --check, how\nmany paths were compared", kStripOnly},
    {'v',
     "verbose",
     flag<&Options::verbosity, Verbosity::kVerbose>(),
     "print how many files were checked",
     {CommandKind::kCheck}},
    {0,
     "stdio",
     {.store = store_nothing},
     "serve on standard input and output, as always; some\neditors name the stream",
     {CommandKind::kLsp}},
    {'h', "help", {.answer = command_help}, "print this help", kAll},
    {0, "version", {.answer = version_answer}, "print the version", kAll},
});

}  // namespace

std::span<const CommandRow> command_rows() { return kCommands; }

std::span<const OptionRow> option_rows() { return kOptions; }

std::string summary(const OptionRow& option) {
  std::string_view text = option.text;
  for (const std::string_view end : {"; ", ": ", " (", "\n("})
    text = text.substr(0, text.find(end));
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

const CommandRow& row(CommandKind command) { return kCommands[static_cast<std::size_t>(command)]; }

const OptionRow* find_option(CommandKind command, std::string_view name) {
  for (const OptionRow& option : option_rows()) {
    const bool named = name.size() == 1 ? option.letter == name.front() : option.name == name;
    if (named && option.commands.contains(command)) return &option;
  }
  return nullptr;
}

bool takes_value(const OptionRow& option) {
  return option.value.kind != ValueKind::kNone && option.value.kind != ValueKind::kOptionalChoice;
}

}  // namespace iftrue

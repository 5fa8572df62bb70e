#include "command/options/option_table.h"

#include <algorithm>
#include <array>

#include "command/options/option_choices.h"

namespace iftrue {
namespace {

constexpr auto kCommands = std::to_array<CommandRow>({
    {CommandKind::kStrip, "strip", OperandKind::kPaths, "[FILE|DIR|-]...",
     "strip or keep the conditional regions",
     "Writes what a target keeps: of one file or of standard input (-) to standard\n"
     "output, or with -o to a file or a folder; a folder always with -o. Without\n"
     "operands: the source of the project, to the project's output, for each target\n"
     "that -t names or for all.\n"},
    {CommandKind::kCheck, "check", OperandKind::kPaths, "[FILE|DIR]...",
     "print what is wrong; write nothing",
     "Prints the diagnostics of files and folders, or of the project's source, for\n"
     "all targets: errors, and warnings of what is likely a mistake. Writes nothing.\n"
     "Warnings alone leave the exit status 0.\n"},
    {CommandKind::kList, "list", OperandKind::kPaths, "[FILE|DIR]...",
     "list the conditionals, and who keeps them",
     "Lists each conditional of files and folders, or of the project's source: the\n"
     "place, the condition, the lines, and the targets that keep it; then sums by\n"
     "symbol and by target.\n"},
    {CommandKind::kExplain, "explain", OperandKind::kPlace, "FILE:LINE[:COLUMN]",
     "tell why a place is kept or removed",
     "Tells which conditionals enclose a place, and for each target whether it is\n"
     "kept and why. Without a column: the first text on the line.\n"},
    {CommandKind::kDiff, "diff", OperandKind::kTwoTargetsPaths, "TARGET TARGET [FILE|DIR]...",
     "compare what two targets keep",
     "Prints what differs between the outputs of two targets, of files and folders or\n"
     "of the project's source, as patch reads it.\n"},
    {CommandKind::kTargets, "targets", OperandKind::kNone, "", "list the targets and their symbols",
     "Lists the targets of the project, each with the symbols that are on for it.\n"},
});

template <typename T, std::size_t N>
constexpr std::array<std::string_view, N> names_of(const std::array<Choice<T>, N>& choices) {
  std::array<std::string_view, N> names;
  std::ranges::transform(choices, names.begin(), &Choice<T>::name);
  return names;
}

constexpr auto kLayouts = names_of(kLayoutChoices);
constexpr auto kPolicies = names_of(kUndefinedChoices);
constexpr auto kAnswerPolicies = names_of(kAnswerUndefinedChoices);
constexpr auto kSourceMapForms = names_of(kSourceMapChoices);
constexpr auto kColors = names_of(kColorChoices);
constexpr auto kListFormats = names_of(kListFormatChoices);
constexpr auto kFormats = names_of(kFormatChoices);

constexpr CommandSet kStripOnly{CommandKind::kStrip};
constexpr CommandSet kOnTexts{CommandKind::kStrip, CommandKind::kCheck};
constexpr CommandSet kOnSymbols{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                                CommandKind::kExplain, CommandKind::kDiff};
constexpr CommandSet kOnFiles{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                              CommandKind::kDiff};
constexpr CommandSet kAll{CommandKind::kStrip,   CommandKind::kCheck, CommandKind::kList,
                          CommandKind::kExplain, CommandKind::kDiff,  CommandKind::kTargets};

constexpr auto kOptions = std::to_array<OptionRow>({
    {'t',
     "target",
     {ValueKind::kTarget, "NAME"},
     "strip for this target; may be repeated: one pass\nserves all",
     kStripOnly},
    {'D', "", {ValueKind::kSymbol, "SYMBOL[=0|1]"}, "set a symbol on, or off with =0", kOnSymbols},
    {'U', "", {ValueKind::kSymbol, "SYMBOL"}, "set a symbol off", kOnSymbols},
    {'o',
     "output",
     {ValueKind::kFile, "PATH"},
     "write to this file or folder; {target} in it\nbecomes the target's name",
     kStripOnly},
    {0,
     "layout",
     {ValueKind::kChoice, "LAYOUT", kLayouts},
     "what becomes of removed text: preserve (blanks, so\nthat lines and columns stay; the "
     "default), compact\nor loader",
     kStripOnly},
    {0,
     "layout",
     {ValueKind::kChoice, "LAYOUT", kLayouts},
     "the layout of the outputs: compact (the default),\npreserve (the hunks' lines are the "
     "source's) or loader",
     {CommandKind::kDiff}},
    {0,
     "undefined",
     {ValueKind::kChoice, "POLICY", kPolicies},
     "what becomes of a symbol that nothing defines: error\n(default with a project), off (default "
     "without), or\nkeep: what depends on it stays",
     {CommandKind::kStrip, CommandKind::kCheck, CommandKind::kDiff}},
    {0,
     "undefined",
     {ValueKind::kChoice, "POLICY", kAnswerPolicies},
     "what becomes of a symbol that nothing defines: error\n(default with a project) or off "
     "(default without)",
     {CommandKind::kList, CommandKind::kExplain}},
    {0,
     "source-map",
     {ValueKind::kOptionalChoice, "[=inline]", kSourceMapForms},
     "write a source map (with compact or loader): FILE.map\nbeside each FILE, or in a comment at "
     "its end",
     kStripOnly},
    {0,
     "depfile",
     {ValueKind::kFile, "FILE"},
     "write the inputs in Make's syntax, for Ninja and Make",
     kStripOnly},
    {'j',
     "jobs",
     {ValueKind::kNumber, "N"},
     "work on N files at a time (default: one a core)",
     kOnFiles},
    {0,
     "project",
     {ValueKind::kFile, "FILE"},
     "the project file (default: the nearest iftrue.toml)",
     kAll},
    {0,
     "format",
     {ValueKind::kChoice, "FORMAT", kListFormats},
     "how the list is printed: table (the default) or json",
     {CommandKind::kList}},
    {0,
     "format",
     {ValueKind::kChoice, "FORMAT", kFormats},
     "how diagnostics are printed: text (the default), json,\nsarif or github",
     kOnTexts},
    {0,
     "color",
     {ValueKind::kChoice, "WHEN", kColors},
     "when messages are in colour: auto, always or never",
     kAll},
    {0, "dry-run", {}, "say what would be written or removed, and do nothing", kStripOnly},
    {'q', "quiet", {}, "print errors only", kOnTexts},
    {'v', "verbose", {}, "say what is written and removed", kOnTexts},
    {'h', "help", {}, "print this help", kAll},
    {0, "version", {}, "print the version", kAll},
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

}  // namespace iftrue

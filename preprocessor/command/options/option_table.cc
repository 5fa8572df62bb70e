#include "command/options/option_table.h"

#include <algorithm>
#include <array>

#include "command/options/help.h"
#include "command/options/option_choices.h"
#include "command/options/option_storage.h"
#include "command/options/options.h"

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
constexpr CommandSet kAll{CommandKind::kStrip,   CommandKind::kCheck, CommandKind::kList,
                          CommandKind::kExplain, CommandKind::kDiff,  CommandKind::kTargets};

constexpr auto kOptions = std::to_array<OptionRow>({
    {'t',
     "target",
     {ValueKind::kTarget, "NAME", {}, store_another<&Options::targets>},
     "strip for this target; may be repeated: one pass\nserves all",
     kStripOnly},
    {'D',
     "",
     {ValueKind::kSymbol, "SYMBOL[=0|1]", {}, store_symbol_on},
     "set a symbol on, or off with =0",
     kOnSymbols},
    {'U', "", {ValueKind::kSymbol, "SYMBOL", {}, store_symbol_off}, "set a symbol off", kOnSymbols},
    {'o',
     "output",
     {ValueKind::kFile, "PATH", {}, store_path<&Options::output>},
     "write to this file or folder; {target} in it\nbecomes the target's name",
     kStripOnly},
    {0, "layout", choice<&Options::layout, kLayoutChoices>("LAYOUT"),
     "what becomes of removed text: preserve (blanks, so\nthat lines and columns stay; the "
     "default), compact\nor loader",
     kStripOnly},
    {0,
     "layout",
     choice<&Options::layout, kLayoutChoices>("LAYOUT"),
     "the layout of the outputs: compact (the default),\npreserve (the hunks' lines are the "
     "source's) or loader",
     {CommandKind::kDiff}},
    {0,
     "undefined",
     choice<&Options::undefined, kUndefinedChoices>("POLICY"),
     "what becomes of a symbol that nothing defines: error\n(default with a project), off (default "
     "without), or\nkeep: what depends on it stays",
     {CommandKind::kStrip, CommandKind::kCheck, CommandKind::kDiff}},
    {0,
     "undefined",
     choice<&Options::undefined, kAnswerUndefinedChoices>("POLICY"),
     "what becomes of a symbol that nothing defines: error\n(default with a project) or off "
     "(default without)",
     {CommandKind::kList, CommandKind::kExplain}},
    {0, "source-map",
     optional_choice<&Options::source_maps, kSourceMapChoices, SourceMaps::kFiles>("[=inline]"),
     "write a source map (with compact or loader): FILE.map\nbeside each FILE, or in a comment at "
     "its end",
     kStripOnly},
    {0,
     "depfile",
     {ValueKind::kFile, "FILE", {}, store_text<&Options::depfile>},
     "write the inputs in Make's syntax, for Ninja and Make",
     kStripOnly},
    {'j',
     "jobs",
     {ValueKind::kNumber, "N", {}, store_job_count},
     "work on N files at a time (default: one a core)",
     kOnFiles},
    {0,
     "project",
     {ValueKind::kFile, "FILE", {}, store_text<&Options::project>},
     "the project file (default: the nearest iftrue.toml)",
     kAll},
    {0,
     "format",
     choice<&Options::list_format, kListFormatChoices>("FORMAT"),
     "how the list is printed: table (the default) or json",
     {CommandKind::kList}},
    {0, "format", choice<&Options::format, kFormatChoices>("FORMAT"),
     "how diagnostics are printed: text (the default), json,\nsarif or github", kOnTexts},
    {0, "color", choice<&Options::color, kColorChoices>("WHEN"),
     "when messages are in colour: auto, always or never", kAll},
    {0, "dry-run", flag<&Options::dry_run, true>(),
     "say what would be written or removed, and do nothing", kStripOnly},
    {'q', "quiet", flag<&Options::verbosity, Verbosity::kQuiet>(), "print errors only", kOnTexts},
    {'v', "verbose", flag<&Options::verbosity, Verbosity::kVerbose>(),
     "say what is written and removed", kOnTexts},
    {'h', "help", {.answer = command_help}, "print this help", kAll},
    {0, "version", {.answer = version_answer}, "print the version", kAll},
});
static_assert(std::ranges::all_of(kOptions, [](const OptionRow& row) {
  return (row.value.store == nullptr) != (row.value.answer == nullptr);
}));

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

#include "command/option_table.h"

#include <array>

namespace iftrue {
namespace {

constexpr auto kCommands = std::to_array<CommandRow>({
    {CommandKind::kStrip, "strip", "[FILE|DIR|-]...", "strip or keep the conditional regions",
     "Writes what a target keeps: of one file or of standard input (-) to standard\n"
     "output, or with -o to a file or a folder; a folder always with -o. Without\n"
     "operands: the source of the project, to the project's output, for each target\n"
     "that -t names or for all.\n"},
    {CommandKind::kCheck, "check", "[FILE|DIR]...", "print what is wrong; write nothing",
     "Prints the diagnostics of files and folders, or of the project's source, for\n"
     "all targets: errors, and warnings of what is likely a mistake. Writes nothing.\n"
     "Warnings alone leave the exit status 0.\n"},
    {CommandKind::kList, "list", "[FILE|DIR]...", "list the conditionals, and who keeps them",
     "Lists each conditional of files and folders, or of the project's source: the\n"
     "place, the condition, the lines, and the targets that keep it; then sums by\n"
     "symbol and by target.\n"},
    {CommandKind::kExplain, "explain", "FILE:LINE[:COLUMN]", "tell why a place is kept or removed",
     "Tells which conditionals enclose a place, and for each target whether it is\n"
     "kept and why. Without a column: the first text on the line.\n"},
    {CommandKind::kDiff, "diff", "TARGET TARGET [FILE|DIR]...", "compare what two targets keep",
     "Prints what differs between the outputs of two targets, of files and folders or\n"
     "of the project's source, as patch reads it.\n"},
    {CommandKind::kTargets, "targets", "", "list the targets and their symbols",
     "Lists the targets of the project, each with the symbols that are on for it.\n"},
});

constexpr CommandSet kStripOnly{CommandKind::kStrip};
constexpr CommandSet kOnTexts{CommandKind::kStrip, CommandKind::kCheck};
constexpr CommandSet kOnSymbols{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                                CommandKind::kExplain, CommandKind::kDiff};
constexpr CommandSet kOnFiles{CommandKind::kStrip, CommandKind::kCheck, CommandKind::kList,
                              CommandKind::kDiff};
constexpr CommandSet kAll{CommandKind::kStrip,   CommandKind::kCheck, CommandKind::kList,
                          CommandKind::kExplain, CommandKind::kDiff,  CommandKind::kTargets};

constexpr auto kOptions = std::to_array<OptionRow>({
    {'t', "target", "NAME", "strip for this target; may be repeated: one pass\nserves all",
     kStripOnly},
    {'D', "", "SYMBOL[=0|1]", "set a symbol on, or off with =0", kOnSymbols},
    {'U', "", "SYMBOL", "set a symbol off", kOnSymbols},
    {'o', "output", "PATH",
     "write to this file or folder; {target} in it\nbecomes the target's name", kStripOnly},
    {0, "layout", "LAYOUT",
     "what becomes of removed text: preserve (blanks, so\nthat lines and columns stay; the "
     "default), compact\nor loader",
     kStripOnly},
    {0,
     "layout",
     "LAYOUT",
     "of the outputs: compact (the default), preserve (the\nhunks' lines are the source's) or "
     "loader",
     {CommandKind::kDiff}},
    {0,
     "undefined",
     "POLICY",
     "what becomes of a symbol that nothing defines: error\n(default with a project), off (default "
     "without), or\nkeep: what depends on it stays",
     {CommandKind::kStrip, CommandKind::kCheck, CommandKind::kDiff}},
    {0,
     "undefined",
     "POLICY",
     "what becomes of a symbol that nothing defines: error\n(default with a project) or off "
     "(default without)",
     {CommandKind::kList, CommandKind::kExplain}},
    {0, "source-map", "[=inline]",
     "with compact or loader: write a source map, FILE.map\nbeside each FILE or in a comment at "
     "its "
     "end",
     kStripOnly},
    {0, "depfile", "FILE", "write the inputs in Make's syntax, for Ninja and Make", kStripOnly},
    {'j', "jobs", "N", "work on N files at a time (default: one a core)", kOnFiles},
    {0, "project", "FILE", "the project file (default: the nearest iftrue.toml)", kAll},
    {0, "format", "FORMAT", "table (the default) or json", {CommandKind::kList}},
    {0, "format", "FORMAT",
     "how diagnostics are printed: text (the default), json,\nsarif or github", kOnTexts},
    {0, "color", "WHEN", "auto, always or never", kAll},
    {0, "dry-run", "", "say what would be written or removed, and do nothing", kStripOnly},
    {'q', "quiet", "", "print errors only", kOnTexts},
    {'v', "verbose", "", "say what is written and removed", kOnTexts},
    {'h', "help", "", "print this help", kAll},
    {0, "version", "", "print the version", kAll},
});

}  // namespace

std::span<const CommandRow> command_rows() { return kCommands; }

std::span<const OptionRow> option_rows() { return kOptions; }

const CommandRow& row(CommandKind command) { return kCommands[static_cast<std::size_t>(command)]; }

}  // namespace iftrue

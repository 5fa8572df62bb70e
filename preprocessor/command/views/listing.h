// What `iftrue list` prints: the conditionals of files, what each target keeps of them, and totals
// by symbol and by target. Printed as a table or as JSON.
//
// It keeps only what is printed, copied from the texts: the texts of a tree can be a thousand times
// as large, and each is released when its file has been listed.

#ifndef IFTRUE_COMMAND_VIEWS_LISTING_H_
#define IFTRUE_COMMAND_VIEWS_LISTING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "command/project/configuration.h"
#include "command/source/input_files.h"
#include "command/source/source_text.h"
#include "command/terminal/color.h"
#include "iftrue/conditional.h"

namespace iftrue {

// See Group and Conditional.
struct ListedGroup {
  GroupKind kind;
  Liveness liveness;
  std::string condition;  // empty of an else
  std::size_t line;       // where the word of its directive begins
  std::size_t column;
  std::size_t first_line;
  std::size_t last_line;
};

struct ListedConditional {
  std::vector<ListedGroup> groups;
  std::optional<GroupIndex> parent;
};

struct ListedFile {
  std::string path;
  std::vector<ListedConditional> conditionals;
  // By target and conditional; no row for a target for which the file does not exist.
  std::vector<std::vector<std::optional<std::size_t>>> kept;
  std::size_t lines = 0;
  std::vector<std::size_t> kept_lines;  // by target: those that the compact layout leaves

  [[nodiscard]] bool keeps(std::size_t target, const GroupIndex& index) const {
    return !kept[target].empty() && kept[target][index.conditional] == index.group;
  }
};

struct SymbolSum {
  std::string name;
  std::size_t conditionals = 0;  // that have it in a condition
  std::size_t lines = 0;         // that those cover, each counted once
  std::size_t files = 0;
};

struct Listing {
  std::vector<std::string> targets;  // none without a project or symbols that are set
  std::vector<ListedFile> files;     // all, also those without conditionals
  std::vector<SymbolSum> symbols;    // those of the project, then the others by name
};

// Of one file, whose text must be ok().
[[nodiscard]] ListedFile list_file(const InputFile& input, const SourceText& text,
                                   const Configuration& configuration);

[[nodiscard]] std::vector<SymbolSum> sum_by_symbol(const std::vector<ListedFile>& files,
                                                   const Configuration& configuration);

[[nodiscard]] std::string listing_table(const Listing& listing, Color color);

// See preprocessor/schema/list.schema.json.
[[nodiscard]] std::string listing_json(const Listing& listing);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_LISTING_H_

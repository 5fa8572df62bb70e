// Which files of a source tree exist for a target, which of them are scanned, and in which layout
// their outputs are written. Paths are relative to the root of the tree, with '/' between the
// names.

#ifndef IFTRUE_COMMAND_PROJECT_PATH_FILTER_H_
#define IFTRUE_COMMAND_PROJECT_PATH_FILTER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/project/glob.h"
#include "iftrue/condition.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// A [[files]] table: what it says of the files that its glob matches.
struct FileRule {
  Glob glob;
  std::optional<std::string> when = {};  // a condition's text: they exist only where it holds
  std::optional<Layout> layout = {};     // in place of the command's
  std::optional<bool> scan = {};         // in place of what `include` says
};

class PathFilter {
 public:
  // Scans the kinds of file that a web project is written in; leaves node_modules and .git out.
  PathFilter();

  std::vector<Glob> include;  // scanned; what is not is copied
  std::vector<Glob> exclude;  // neither scanned nor copied
  std::vector<FileRule> rules;

  // What the last rule with `scan` says of a file, or else `include`.
  [[nodiscard]] bool scans(std::string_view path) const;

  // Whether a rule says so, whatever `include` says.
  [[nodiscard]] bool copies_by_rule(std::string_view path) const;

  // The layout that the last rule with one gives a file, or else the command's.
  [[nodiscard]] Layout layout_of(std::string_view path, Layout command) const;

  // Whether a file or a folder, with all that is in it, is left out.
  [[nodiscard]] bool excludes(std::string_view path) const;

  // Whether a file, or a folder that it stands in, is excluded.
  [[nodiscard]] bool leaves_out(std::string_view path) const;

  // The first rule that keeps the file from a target with these symbols: it matches, and is known
  // not to hold. Only with --undefined=keep may a rule be undecided. Null where there is none.
  [[nodiscard]] const FileRule* rule_against(std::string_view path, const Symbols& symbols) const;

  // Whether the file exists for such a target.
  [[nodiscard]] bool exists_for(std::string_view path, const Symbols& symbols) const {
    return rule_against(path, symbols) == nullptr;
  }
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_PATH_FILTER_H_

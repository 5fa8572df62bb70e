// Which files of a source tree exist for a target, and which of them are scanned. Paths are
// relative to the root of the tree, with '/' between the names.

#ifndef IFTRUE_COMMAND_PROJECT_PATH_FILTER_H_
#define IFTRUE_COMMAND_PROJECT_PATH_FILTER_H_

#include <string_view>
#include <vector>

#include "command/project/glob.h"
#include "iftrue/condition.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// A [[files]] entry: files that exist only for targets where the condition holds.
struct FileRule {
  Glob glob;
  std::string when;  // the condition's text
};

class PathFilter {
 public:
  // Scans the kinds of file that a web project is written in; leaves node_modules and .git out.
  PathFilter();

  std::vector<Glob> include;  // scanned; what is not is copied
  std::vector<Glob> exclude;  // neither scanned nor copied
  std::vector<FileRule> rules;

  [[nodiscard]] bool scans(std::string_view path) const;

  // Whether a file or a folder, with all that is in it, is left out.
  [[nodiscard]] bool excludes(std::string_view path) const;

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

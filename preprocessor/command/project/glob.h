// Glob patterns over relative paths with '/' between the names.
//
//   *      any characters of one name          [a-z] [!a-z]  one character of a set
//   ?      one character of a name             {a,b}         one of several
//   **     any number of whole names, also zero
//
// A dot at the beginning of a name is an ordinary character. A pattern that begins with '/' or
// contains '..' as a name is rejected: globs stay inside their folder.

#ifndef IFTRUE_COMMAND_PROJECT_GLOB_H_
#define IFTRUE_COMMAND_PROJECT_GLOB_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "command/system/failure.h"

namespace re2 {
class RE2;
}

namespace iftrue {

class Glob {
 public:
  static Result<Glob> parse(std::string_view pattern);

  [[nodiscard]] bool matches(std::string_view path) const;

  // Whether the pattern matches whatever stands below the folder `path`.
  [[nodiscard]] bool covers(std::string_view path) const;

 private:
  // What a path is without that it cannot be matched: looked for first, since it tells of nearly
  // all paths. With nothing changed, a run of 50,000 files takes a tenth less by it.
  std::string literal_;
  std::shared_ptr<const re2::RE2> whole_;
  std::shared_ptr<const re2::RE2> folder_;  // of a pattern that ends in "/**"; else null
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_GLOB_H_

// What stands below an output folder, at any depth, though a run would not put it there. The
// manifest is not asked: a folder that is kept under review is often copied or committed without
// it, and a file that somebody else has put there is to be found, too.
//
// Left out are folders, the tool's own files, and what is excluded by default from a source (.git
// and node_modules): it belongs to other tools.

#ifndef IFTRUE_COMMAND_OUTPUT_ORPHANS_H_
#define IFTRUE_COMMAND_OUTPUT_ORPHANS_H_

#include <string>
#include <vector>

#include "command/system/failure.h"
#include "command/system/path_list.h"

namespace iftrue {

struct Orphans {
  std::vector<std::string> paths;  // relative, in order
  std::vector<Failure> failures;   // what could not be listed
};

// `root`: the open output folder, `shown` its path for messages; `planned`: by path, whether the
// run puts it.
[[nodiscard]] Orphans find_orphans(int root, const std::string& shown, const PathList& paths,
                                   const std::vector<char>& planned);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_ORPHANS_H_

// What stands in a folder of sources, all the way down. Links are read, never followed.

#ifndef IFTRUE_COMMAND_SOURCE_TREE_H_
#define IFTRUE_COMMAND_SOURCE_TREE_H_

#include <memory>
#include <string>
#include <vector>

#include "command/failure.h"
#include "command/open_folders.h"
#include "command/path_filter.h"
#include "command/run_state.h"

namespace iftrue {

enum class EntryKind { kFile, kLink, kEmptyFolder };

struct SourceEntry {
  EntryKind kind = EntryKind::kFile;
  std::string path;         // relative to the root of the tree
  FileIdentity identity;    // of a file
  std::string link_target;  // of a link, as it stands in the link
};

struct SourceTree {
  std::vector<SourceEntry> entries;  // ordered by path
  std::vector<std::string> folders;  // relative; the root is ""
  std::vector<Failure> failures;     // what could not be read or is refused

  // For opening the files, by their relative paths; none if the root could not be opened.
  std::shared_ptr<OpenFolders> open_folders;
};

// Lists the tree below `root`, without what `filter` excludes; `prefix` stands before a relative
// path where the filter is asked. Refused, each with a failure: links that lead outside the root,
// FIFOs, sockets and devices. From up to `jobs` threads.
[[nodiscard]] SourceTree list_source_tree(const std::string& root, const PathFilter& filter,
                                          const std::string& prefix, unsigned jobs);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_TREE_H_

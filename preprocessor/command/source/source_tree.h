// The entries of a source folder, at every depth. Links are read, never followed.

#ifndef IFTRUE_COMMAND_SOURCE_SOURCE_TREE_H_
#define IFTRUE_COMMAND_SOURCE_SOURCE_TREE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "command/project/path_filter.h"
#include "command/system/descriptor.h"
#include "command/system/failure.h"
#include "command/system/path_list.h"

namespace iftrue {

enum class EntryKind : std::uint8_t {
  kScanned,  // a file that the filter has scanned
  kCopied,   // another file
  kLink,
  kEmptyFolder,
};

struct SourceTree {
  PathList paths;                         // of the entries, relative to the root of the tree
  std::vector<EntryKind> kinds;           // by path
  std::vector<std::string> link_targets;  // of the links in their order, as they stand there
  std::vector<std::string> folders;       // relative, ordered; the root is ""
  std::vector<Failure> failures;          // what could not be read or is refused
  Descriptor root;                        // open, if it could be opened
};

// Lists the tree below `root`, without what `filter` excludes; `prefix` stands before a relative
// path where the filter is asked. Refused, each with a failure: links that lead outside the root,
// FIFOs, sockets and devices. From up to `jobs` threads.
[[nodiscard]] SourceTree list_source_tree(const std::string& root, const PathFilter& filter,
                                          const std::string& prefix, unsigned jobs);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SOURCE_SOURCE_TREE_H_

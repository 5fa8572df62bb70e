// What is told of the inputs of a run, so that changes of them can be noticed: see
// watched_inputs.h.

#ifndef IFTRUE_COMMAND_WATCH_INPUT_VISITOR_H_
#define IFTRUE_COMMAND_WATCH_INPUT_VISITOR_H_

#include <string>

namespace iftrue {

class PathFilter;

// An open folder of a source tree.
struct TreeFolder {
  int fd;
  const std::string&
      filtered;              // its path where the filter is asked; "" or one that ends in a slash
  const PathFilter& filter;  // outlives the visit, up to the next one
};

class InputVisitor {
 public:
  InputVisitor() = default;
  virtual ~InputVisitor() = default;
  InputVisitor(const InputVisitor&) = delete;
  InputVisitor& operator=(const InputVisitor&) = delete;

  // A name on the way to an input, before anybody looks at what stands there. The folder may be
  // missing.
  virtual void name(const std::string& folder, const std::string& name) = 0;

  // A folder of a tree, before anybody looks at what is in it.
  virtual void folder(const TreeFolder& folder) = 0;

  // What stands in the folder that was visited last and is not excluded. `name` is a C string.
  virtual void entry(const TreeFolder& folder, const char* name) = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_INPUT_VISITOR_H_

// The inputs of a run of strip, as far as it can be told before the run: the project file, the
// operands and the folders below them. A place at which nothing stands belongs to them, if an input
// could appear there.
//
// The project file says what the others are. While it has errors, they are what they were.

#ifndef IFTRUE_COMMAND_WATCH_WATCHED_INPUTS_H_
#define IFTRUE_COMMAND_WATCH_WATCHED_INPUTS_H_

#include <string>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/watch/input_visitor.h"

namespace iftrue {

class WatchedInputs {
 public:
  // `options` outlive it.
  explicit WatchedInputs(const Options& options) : options_(options) {}

  // The project file, or all places of which one could have it.
  void visit_project(InputVisitor& visitor) const;

  // Reads the project file.
  void read_project();

  // The operands, or the project's source.
  void visit_sources(InputVisitor& visitor) const;

 private:
  const Options& options_;
  Configuration configuration_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_WATCHED_INPUTS_H_

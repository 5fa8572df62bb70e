// The signals by which a process is asked to end: SIGINT (Ctrl-C), SIGTERM and SIGHUP. The first of
// them only shows here, so that a run that is under way comes to its end. A second one ends the
// process at once, as without this. A signal that is ignored stays ignored, as nohup
// and shells mean it.
//
// There is one for the process.

#ifndef IFTRUE_COMMAND_WATCH_STOP_SIGNAL_H_
#define IFTRUE_COMMAND_WATCH_STOP_SIGNAL_H_

#include "command/system/descriptor.h"

namespace iftrue {

class StopSignal {
 public:
  StopSignal();

  // Can be read (poll(2)) once there was a signal.
  [[nodiscard]] int fd() const { return event_.get(); }

  [[nodiscard]] bool came() const;

 private:
  Descriptor event_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_STOP_SIGNAL_H_

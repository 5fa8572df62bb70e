// The names that the kernel looks up to come to a path, those of links on the way among them. What
// stands at a path may change by a change of any of these names, and by no other.

#ifndef IFTRUE_COMMAND_WATCH_PATH_STEPS_H_
#define IFTRUE_COMMAND_WATCH_PATH_STEPS_H_

#include <functional>
#include <string>

namespace iftrue {

// Calls step(folder, name) for each, in order, before it is looked up. The names below one that is
// missing are passed, too.
void for_each_step(const std::string& path,
                   const std::function<void(const std::string&, const std::string&)>& step);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WATCH_PATH_STEPS_H_

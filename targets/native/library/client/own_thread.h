// The thread of a client: no signal of the program's is ever handled on it, or on the threads that
// the engine starts from it.

#ifndef ECHATIM_CLIENT_OWN_THREAD_H_
#define ECHATIM_CLIENT_OWN_THREAD_H_

#include <functional>
#include <thread>

namespace echatim {

// Throws std::system_error when there is none to be had.
[[nodiscard]] std::thread own_thread(std::function<void()> work);

}  // namespace echatim

#endif  // ECHATIM_CLIENT_OWN_THREAD_H_

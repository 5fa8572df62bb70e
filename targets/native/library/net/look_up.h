// The addresses of a name, by the system's resolver. That can't be stopped, and may take half a
// minute: each name has a thread of its own, which nobody waits for.

#ifndef ECHATIM_NET_LOOK_UP_H_
#define ECHATIM_NET_LOOK_UP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "net/io.h"
#include "net/loop.h"

namespace echatim {

struct Found {
  std::string failure;  // "" when there are addresses
  std::vector<Tcp::endpoint> addresses;
};

// `done` is called through `post`, and freed on whatever thread. Returns "" or why it never is.
[[nodiscard]] std::string look_up(const std::string& host, std::uint16_t port,
                                  const Loop::Poster& post,
                                  const std::function<void(const Found&)>& done);

}  // namespace echatim

#endif  // ECHATIM_NET_LOOK_UP_H_

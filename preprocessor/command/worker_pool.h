// Work on many items with a few threads.

#ifndef IFTRUE_COMMAND_WORKER_POOL_H_
#define IFTRUE_COMMAND_WORKER_POOL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace iftrue {

// Calls work(i) once for each i below `count`, from up to `jobs` threads; returns when all are
// done. `work` must not throw.
template <typename Work>
void for_each_index(std::size_t count, unsigned jobs, Work work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min<std::size_t>(jobs, count); ++i) helpers.emplace_back(run);
  run();
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WORKER_POOL_H_

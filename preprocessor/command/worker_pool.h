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
// done. `work` must not throw. Neighbours are worked on by one thread: in a tree they share a
// folder, and two threads that write to one folder wait for each other in the kernel.
template <typename Work>
void for_each_index(std::size_t count, unsigned jobs, Work work) {
  constexpr std::size_t kMostNeighbours = 32;
  const std::size_t shares = std::size_t{8} * std::max(jobs, 1U);  // so that all end together
  const std::size_t neighbours = std::clamp<std::size_t>(count / shares, 1, kMostNeighbours);
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t begin = next.fetch_add(neighbours); begin < count;
         begin = next.fetch_add(neighbours)) {
      for (std::size_t i = begin; i < std::min(begin + neighbours, count); ++i) work(i);
    }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min<std::size_t>(jobs, count); ++i) helpers.emplace_back(run);
  run();
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WORKER_POOL_H_

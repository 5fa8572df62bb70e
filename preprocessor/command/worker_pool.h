// Work on many items with a few threads.

#ifndef IFTRUE_COMMAND_WORKER_POOL_H_
#define IFTRUE_COMMAND_WORKER_POOL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace iftrue {

// Calls work(tools, i) once for each i below `count`, from up to `jobs` threads; returns when all
// are done. Each thread makes its own tools, by make_tools(). `work` must not throw. Neighbours are
// worked on by one thread: in a tree they share a folder, and two threads that write to one folder
// wait for each other in the kernel.
template <typename MakeTools, typename Work>
void for_each_index(std::size_t count, unsigned jobs, MakeTools make_tools, Work work) {
  constexpr std::size_t kMostNeighbours = 32;
  const std::size_t shares = std::size_t{8} * std::max(jobs, 1U);  // so that all end together
  const std::size_t neighbours = std::clamp<std::size_t>(count / shares, 1, kMostNeighbours);
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    auto&& tools = make_tools();
    for (std::size_t begin = next.fetch_add(neighbours); begin < count;
         begin = next.fetch_add(neighbours)) {
      for (std::size_t i = begin; i < std::min(begin + neighbours, count); ++i) work(tools, i);
    }
  };
  std::vector<std::jthread> helpers;
  const std::size_t threads = std::min<std::size_t>(jobs, count / neighbours);
  for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(run);
  run();
}

// The same for work that needs no tools: work(i).
template <typename Work>
void for_each_index(std::size_t count, unsigned jobs, Work work) {
  struct None {};
  for_each_index(
      count, jobs, [] { return None(); }, [&](None, std::size_t i) { work(i); });
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_WORKER_POOL_H_

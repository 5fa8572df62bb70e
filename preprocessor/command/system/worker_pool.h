// Processes many items with a few threads.

#ifndef IFTRUE_COMMAND_SYSTEM_WORKER_POOL_H_
#define IFTRUE_COMMAND_SYSTEM_WORKER_POOL_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <vector>

namespace iftrue {

// Calls work(tools, i) once for each i below `count`, from up to `jobs` threads; returns when all
// are done. Each thread makes its own tools, by make_tools(). Neighbours are worked on by one
// thread: in a tree they share a folder, and two threads that write to one folder wait for each
// other in the kernel.
//
// Threads that cannot be had are done without. `work` throws nothing but std::bad_alloc. A thread
// in which it does ends; what it leaves is worked on when the others have ended, too, and no longer
// take memory. Where that is still not enough, lack(i) is called in place of the work.
template <typename MakeTools, typename Work, typename Lack>
void for_each_index(std::size_t count, unsigned jobs, MakeTools make_tools, Work work, Lack lack) {
  constexpr std::size_t kMostNeighbours = 32;
  const std::size_t shares = std::size_t{8} * std::max(jobs, 1U);  // so that all end together
  const std::size_t neighbours = std::clamp<std::size_t>(count / shares, 1, kMostNeighbours);
  struct Share {
    std::size_t begin;
    std::size_t end;
  };
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::vector<Share> left;
  // Each thread leaves one share at most: to note that takes no memory then.
  left.reserve(std::max(jobs, 1U) + 1);
  const auto run = [&] {
    Share share{0, 0};
    try {
      auto&& tools = make_tools();
      while ((share.begin = next.fetch_add(neighbours)) < count) {
        share.end = std::min(share.begin + neighbours, count);
        for (; share.begin < share.end; ++share.begin) work(tools, share.begin);
      }
    } catch (const std::bad_alloc&) {
      const std::scoped_lock lock(mutex);
      left.push_back(share);
    }
  };
  {
    std::vector<std::jthread> helpers;
    const std::size_t threads = std::min<std::size_t>(jobs, count / neighbours);
    try {
      for (std::size_t i = 1; i < threads; ++i) helpers.emplace_back(run);
    } catch (const std::system_error&) {
      // No more threads, or no memory for their stacks.
    } catch (const std::bad_alloc&) {
      // Nor for what the library notes of them.
    }
    run();
  }
  left.push_back({std::min(next.load(), count), count});
  for (const Share& share : left) {
    if (share.begin >= share.end) continue;
    auto&& tools = make_tools();
    for (std::size_t i = share.begin; i < share.end; ++i) {
      try {
        work(tools, i);
      } catch (const std::bad_alloc&) {
        lack(i);
      }
    }
  }
}

// The same where nothing is of use unless all is done: std::bad_alloc comes out of it.
template <typename MakeTools, typename Work>
void for_each_index(std::size_t count, unsigned jobs, MakeTools make_tools, Work work) {
  for_each_index(count, jobs, make_tools, work, [](std::size_t) { throw std::bad_alloc(); });
}

// Tools for work that needs none.
struct None {};

// The same for such work: work(i).
template <typename Work>
void for_each_index(std::size_t count, unsigned jobs, Work work) {
  for_each_index(
      count, jobs, [] { return None(); }, [&](None, std::size_t i) { work(i); });
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_WORKER_POOL_H_

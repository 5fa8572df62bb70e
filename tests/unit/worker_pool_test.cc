#include "command/worker_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace iftrue {
namespace {

TEST_CASE("each item is worked on once", "[worker_pool]") {
  struct Row {
    std::size_t count;
    unsigned jobs;
  };
  const std::vector<Row> rows = {{0, 1}, {0, 8}, {1, 8}, {7, 1}, {1000, 4}, {3, 256}};
  for (const Row& row : rows) {
    CAPTURE(row.count, row.jobs);
    std::vector<std::atomic<int>> done(row.count);
    std::mutex mutex;
    std::set<std::thread::id> threads;
    for_each_index(row.count, row.jobs, [&](std::size_t i) {
      ++done[i];
      const std::scoped_lock lock(mutex);
      threads.insert(std::this_thread::get_id());
    });
    for (const std::atomic<int>& times : done) CHECK(times == 1);
    CHECK(threads.size() <= row.jobs);
  }
}

}  // namespace
}  // namespace iftrue

#include "command/system/worker_pool.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <new>
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

TEST_CASE("what lacks memory is worked on again when the others have ended", "[worker_pool]") {
  for (const unsigned jobs : {1U, 4U, 64U}) {
    for (const int times : {1, 2}) {  // that there is none for each third item
      CAPTURE(jobs, times);
      constexpr std::size_t kCount = 1000;
      std::vector<std::atomic<int>> begun(kCount);
      std::vector<std::atomic<int>> done(kCount);
      std::vector<int> lacking(kCount);
      for_each_index(
          kCount, jobs, [] { return None(); },
          [&](None, std::size_t i) {
            if (++begun[i] <= times && i % 3 == 0) throw std::bad_alloc();
            ++done[i];
          },
          [&](std::size_t i) { ++lacking[i]; });
      int none = 0;
      for (std::size_t i = 0; i < kCount; ++i) {
        CHECK(done[i] + lacking[i] == 1);
        if (i % 3 != 0) CHECK(done[i] == 1);
        none += lacking[i];
      }
      // A thread ends with the first item that it has no memory for.
      if (times == 1) CHECK(none <= 333);
      if (jobs == 1) CHECK(none >= 333);
    }
  }
}

TEST_CASE("work that has to be whole is given up for lack of memory", "[worker_pool]") {
  CHECK_THROWS_AS(for_each_index(100, 4,
                                 [](std::size_t i) {
                                   if (i == 50) throw std::bad_alloc();
                                 }),
                  std::bad_alloc);
}

}  // namespace
}  // namespace iftrue

// Works on all items of a plan, by several threads and with a progress line, and reports what came
// of them in the order of their paths. What is done with an item is the matter of those who ask.

#ifndef IFTRUE_COMMAND_TREE_ITEMS_H_
#define IFTRUE_COMMAND_TREE_ITEMS_H_

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/item_maker.h"
#include "command/system/worker_pool.h"
#include "command/terminal/progress.h"

namespace iftrue {

struct ItemWork {
  std::string_view verb;        // "strip", of a source for which memory lacked
  std::string_view participle;  // "stripped", of those that are done
};

struct ItemsDone {
  std::string log;
  std::size_t written = 0;
};

// Calls put(maker, i), which gives an Outcome, for each item, with a maker that make_maker() makes
// for each thread. Reports the diagnostics, and passes failures to fail(). Returns the rest.
template <typename MakeMaker, typename Put, typename Fail>
ItemsDone put_items(const ItemWork& work, const ItemMaker::Run& run, Report& report,
                    MakeMaker make_maker, Put put, Fail fail) {
  ItemsDone done;
  std::vector<Outcome> outcomes;
  std::mutex mutex;  // of the outcomes and of what is done
  {
    Progress progress(run.options.verbosity == Verbosity::kQuiet
                          ? Progress::Visibility::kHidden
                          : Progress::Visibility::kOnTerminal,
                      work.participle, run.plan.size());
    for_each_index(
        run.plan.size(), run.options.jobs, make_maker,
        [&](auto& maker, std::size_t i) {
          Outcome outcome = put(maker, i);
          if (outcome.written != 0 || !outcome.is_empty()) {
            const std::scoped_lock lock(mutex);
            done.written += outcome.written;
            if (!outcome.is_empty()) outcomes.push_back(std::move(outcome));
          }
          progress.advance();
        },
        [&](std::size_t i) {
          Outcome& outcome = outcomes.emplace_back();
          outcome.item = i;
          outcome.failures.push_back(
              system_failure(work.verb, run.plan.source_of(i), ENOMEM).value());
        });
  }
  // What is told must not depend on which thread was first.
  std::ranges::sort(outcomes, {}, &Outcome::item);
  for (const Outcome& outcome : outcomes) {
    report.add(outcome.diagnostics);
    std::ranges::for_each(outcome.failures, fail);
    done.log += outcome.log;
  }
  return done;
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_TREE_ITEMS_H_

#include "command/output/path_facts.h"

#include <utility>

namespace iftrue {

void PathFacts::begin(const PathList& paths, std::vector<char> planned) {
  paths_ = &paths;
  planned_ = std::move(planned);
  ours_.assign(paths.size(), 0);
  adopted_.assign(paths.size(), 0);
  free_.assign(paths.size(), Free::kNo);
  standing_.assign(paths.size(), 0);
  records_.assign(paths.size(), {});
}

void PathFacts::remember(const RunState& last) {
  remembered_ = last.size();
  std::size_t i = 0;
  last.for_each([&](std::string_view path, const StateRecord& record) {
    while (i < size() && (*this)[i] < path) ++i;
    for (; i < size() && (*this)[i] == path; ++i) {
      if (is_planned(i)) records_[i] = record;
    }
  });
}

void PathFacts::set_record(std::size_t path, const StateRecord& record) {
  if (records_[path] == record) return;
  records_[path] = record;
  record_set_.store(true, std::memory_order_relaxed);
}

bool PathFacts::have_records_changed() const {
  std::size_t lasting = 0;
  for (std::size_t i = 0; i < size(); ++i) lasting += has_lasting_record(i) ? 1 : 0;
  return record_set_ || lasting != remembered_;
}

}  // namespace iftrue

#include "engine/condition_table.h"

#include <utility>

#include "engine/text.h"

namespace iftrue {
namespace {

std::string without_white_space(std::string_view written) {
  std::string spelling;
  for (std::size_t pos = 0; (pos = skip_white_space(written, pos)) < written.size(); ++pos) {
    spelling += written[pos];
  }
  return spelling;
}

}  // namespace

ConditionId ConditionTable::intern(std::string_view written) {
  const auto as_written = ids_.find(written);
  if (as_written != ids_.end()) return as_written->second;

  if (storage_ == Storage::kOwn) written = owned_.emplace_front(written);
  Condition condition(written);
  std::string_view spelling = written;
  if (std::string joined = without_white_space(written); joined != written) {
    // A malformed condition may join to a sound one: (A B) is not (AB).
    const auto known = ids_.find(std::string_view(joined));
    if (condition.ok() && known != ids_.end() && entries_[known->second].condition.ok()) {
      ids_.emplace(written, known->second);
      return known->second;
    }
    spelling = owned_.emplace_front(std::move(joined));
  }
  const auto id = static_cast<ConditionId>(entries_.size());
  if (condition.ok()) ids_.emplace(spelling, id);
  ids_.emplace(written, id);
  entries_.push_back({spelling, std::move(condition)});
  return id;
}

std::vector<bool> ConditionTable::evaluate(const Symbols& values) const {
  std::vector<bool> truths;
  truths.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    truths.push_back(entry.condition.ok() && entry.condition.evaluate(values));
  }
  return truths;
}

std::vector<std::optional<bool>> ConditionTable::evaluate_partially(const Symbols& values) const {
  std::vector<std::optional<bool>> truths;
  truths.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    truths.push_back(entry.condition.ok() ? entry.condition.fold(values).value : false);
  }
  return truths;
}

}  // namespace iftrue

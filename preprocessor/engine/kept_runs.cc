#include "engine/kept_runs.h"

#include <algorithm>
#include <iterator>

#include "engine/line_count.h"
#include "engine/text.h"

namespace iftrue {

void MapPlace::pass(std::string_view text) {
  const std::size_t last_line = last_line_start(text);
  if (last_line > 0) column = 0;
  line += static_cast<std::int64_t>(count_lines(text.substr(0, last_line)));
  column += static_cast<std::int64_t>(utf16_units(text.substr(last_line)));
}

void KeptRuns::record(std::string_view kept, std::size_t output_size) {
  const auto pos = static_cast<std::size_t>(kept.data() - stretch_.data());
  if (!runs_.empty()) {
    KeptRun& last = runs_.back();
    if (last.output + last.length == output_size && last.input + last.length == begin_ + pos) {
      last.length += kept.size();
      return;
    }
  }
  pass_to(pos);
  runs_.push_back({output_size, begin_ + pos, kept.size(), place_});
}

KeptRun KeptRuns::run_of(std::string_view removed, std::size_t output_size) {
  if (records_ == Records::kNothing) return {output_size, 0, removed.size(), {}};
  const auto pos = static_cast<std::size_t>(removed.data() - stretch_.data());
  pass_to(pos);
  return {output_size, begin_ + pos, removed.size(), place_};
}

void KeptRuns::insert_run(const KeptRun& run) {
  auto at = runs_.end();
  for (; at != runs_.begin() && std::prev(at)->output >= run.output; --at) {
    std::prev(at)->output += run.length;
  }
  runs_.insert(at, run);
}

void KeptRuns::truncate(std::size_t output_size) {
  while (!runs_.empty() && runs_.back().output >= output_size) runs_.pop_back();
  if (runs_.empty()) return;
  KeptRun& last = runs_.back();
  last.length = std::min(last.length, output_size - last.output);
}

void KeptRuns::forget(std::string_view output, std::size_t size, std::size_t dropped) {
  const auto first = std::ranges::find_if(
      runs_, [size](const KeptRun& run) { return run.output + run.length > size; });
  runs_.erase(runs_.begin(), first);
  if (!runs_.empty() && runs_.front().output < size) {
    KeptRun& cut = runs_.front();
    const std::size_t gone = size - cut.output;
    cut.from.pass(output.substr(cut.output, gone));
    cut.output += gone;
    cut.input += gone;
    cut.length -= gone;
  }
  for (KeptRun& run : runs_) run.output -= dropped;
}

void KeptRuns::pass_stretch() {
  pass_to(stretch_.size());
  begin_ += stretch_.size();
  stretch_ = {};
  counted_ = 0;
}

void KeptRuns::pass_to(std::size_t pos) {
  place_.pass(stretch_.substr(counted_, pos - counted_));
  counted_ = pos;
}

}  // namespace iftrue

#include "command/views/differences.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "command/system/file.h"

namespace iftrue {
namespace {

std::size_t lines_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string more(std::size_t count, std::string_view what) {
  return fmt::format("{} more {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

Differences::Differences(const Options& options)
    : diffs_(options.format == FormatName::kText && options.verbosity != Verbosity::kQuiet
                 ? OutputComparison::Diffs::kShown
                 : OutputComparison::Diffs::kLeftOut),
      is_for_people_(options.format == FormatName::kText) {}

void Differences::add(std::size_t target, std::string path, PathDifference difference) {
  if (difference.found.empty()) return;
  const std::scoped_lock lock(mutex_);
  if (is_for_people_ && diffs_ == OutputComparison::Diffs::kLeftOut) {
    ++paths_;
    return;
  }
  if (is_for_people_) {
    difference.found = {};
  } else {
    difference.diff = {};
  }
  const auto [entry, is_new] = kept_.emplace(Place{target, std::move(path)}, std::move(difference));
  if (!is_new) return;
  const std::string& diff = entry->second.diff;
  const std::size_t lines = lines_of(diff);
  ++paths_;
  lines_ += lines;
  kept_lines_ += lines;
  kept_bytes_ += diff.size();
  if (is_for_people_) drop_unseen();
}

void Differences::drop_unseen() {
  while (!kept_.empty()) {
    const auto last = std::prev(kept_.end());
    const std::size_t lines = kept_lines_ - lines_of(last->second.diff);
    const std::size_t bytes = kept_bytes_ - last->second.diff.size();
    if (lines < kMostLines && bytes < kMostBytes) return;
    kept_lines_ = lines;
    kept_bytes_ = bytes;
    kept_.erase(last);
  }
}

std::string Differences::shown() const {
  std::string text;
  std::size_t lines = 0;
  std::size_t paths = 0;
  for (const auto& [place, difference] : kept_) {
    std::string_view rest = difference.diff;
    const std::size_t before = lines;
    while (!rest.empty() && lines < kMostLines) {
      const std::string_view line = rest.substr(0, rest.find('\n') + 1);
      if (text.size() + line.size() > kMostBytes) break;
      text += line;
      rest.remove_prefix(line.size());
      ++lines;
    }
    if (lines > before) ++paths;
    if (!rest.empty()) break;
  }
  if (lines == lines_) return text;
  text += '(' + more(lines_ - lines, "line");
  if (paths < paths_) text += ", of " + more(paths_ - paths, "path");
  return text + ")\n";
}

void Differences::finish(Report& report) {
  if (paths_ > 0) report.note_differences();
  if (!is_for_people_) {
    for (const auto& [place, difference] : kept_) {
      std::ranges::for_each(difference.found, [&](const Difference& each) { report.add(each); });
    }
    return;
  }
  if (kept_.empty()) return;
  if (auto written = write_standard_output(shown()); !written) report.fail(written.error());
}

}  // namespace iftrue

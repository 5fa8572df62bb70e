// The differences that strip --check has found, in the order of the targets and paths, whichever
// thread was first. People get a diff, of which so much is kept that memory does not grow with it;
// machines get each difference through the report.

#ifndef IFTRUE_COMMAND_VIEWS_DIFFERENCES_H_
#define IFTRUE_COMMAND_VIEWS_DIFFERENCES_H_

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "command/options/options.h"
#include "command/report/report.h"
#include "command/views/output_comparison.h"

namespace iftrue {

class Differences {
 public:
  // What is shown of a diff.
  static constexpr std::size_t kMostLines = 1000;
  static constexpr std::size_t kMostBytes = std::size_t{1} << 20;

  explicit Differences(const Options& options);

  // What a comparison is to find out for this.
  [[nodiscard]] OutputComparison::Diffs diffs() const { return diffs_; }

  // May be called from many threads at once. Nothing where nothing differs, or where the path is
  // known already: for lack of memory, its item was begun anew.
  void add(std::size_t target, std::string path, PathDifference difference);

  [[nodiscard]] std::size_t count() const { return paths_; }  // of paths

  // Reports all, and prints the diff on standard output.
  void finish(Report& report);

 private:
  using Place = std::pair<std::size_t, std::string>;  // target and path

  // Drops the last ones as long as those before them are all that is shown.
  void drop_unseen();
  [[nodiscard]] std::string shown() const;

  OutputComparison::Diffs diffs_;
  bool is_for_people_;
  std::mutex mutex_;
  std::map<Place, PathDifference> kept_;
  std::size_t kept_lines_ = 0;
  std::size_t kept_bytes_ = 0;
  std::size_t lines_ = 0;  // of all diffs
  std::size_t paths_ = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_VIEWS_DIFFERENCES_H_

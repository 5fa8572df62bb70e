// What a run knows of each path that it may put. A path is known by its index in the run's list of
// paths; what is known of it stands in plain arrays, 21 bytes a path, since a tree may have a
// million of them.
//
// Each thread touches the places of its own paths alone, so nothing here is locked. It draws no
// conclusions either: who puts or removes something tells what came of it.

#ifndef IFTRUE_COMMAND_OUTPUT_PATH_FACTS_H_
#define IFTRUE_COMMAND_OUTPUT_PATH_FACTS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "command/records/run_state.h"
#include "command/records/state_record.h"
#include "command/system/path_list.h"

namespace iftrue {

class PathFacts {
 public:
  // `paths` stay where they are as long as these facts are asked; `planned`: by path, whether the
  // run puts it. Nothing else is known yet.
  void begin(const PathList& paths, std::vector<char> planned);

  [[nodiscard]] const PathList& paths() const { return *paths_; }
  [[nodiscard]] std::size_t size() const { return paths_->size(); }
  [[nodiscard]] std::string_view operator[](std::size_t path) const { return (*paths_)[path]; }
  [[nodiscard]] bool is_planned(std::size_t path) const { return planned_[path] != 0; }

  // Whether what stands there when it is put, or is made there, is iftrue's.
  [[nodiscard]] bool is_ours(std::size_t path) const { return ours_[path] != 0; }
  void claim(std::size_t path) { ours_[path] = 1; }

  // Whether it is ours by now: found to hold what was to be put counts, too.
  [[nodiscard]] bool is_ours_now(std::size_t path) const {
    return is_ours(path) || adopted_[path] != 0;
  }
  void adopt(std::size_t path) { adopted_[path] = 1; }

  // It is not ours after all.
  void give_up(std::size_t path) {
    ours_[path] = 0;
    adopted_[path] = 0;
  }

  // Whether nothing stood there when the run started.
  [[nodiscard]] bool is_free(std::size_t path) const { return free_[path] != Free::kNo; }
  void find_free(std::size_t path) { free_[path] = Free::kYes; }

  // The same, and nobody looks there before the run is done.
  [[nodiscard]] bool is_unseen(std::size_t path) const { return free_[path] == Free::kUnseen; }
  void find_unseen(std::size_t path) { free_[path] = Free::kUnseen; }

  // Whether it was seen to stand there.
  [[nodiscard]] bool is_standing(std::size_t path) const { return standing_[path] != 0; }
  void find_standing(std::size_t path) { standing_[path] = 1; }

  // What the last run noted of it, until this one knows better.
  [[nodiscard]] const StateRecord& record(std::size_t path) const { return records_[path]; }
  void remember(const RunState& last);
  void set_record(std::size_t path, const StateRecord& record);

  // Whether the next run is to find a record of it.
  [[nodiscard]] bool has_lasting_record(std::size_t path) const {
    return is_planned(path) && records_[path].known() && is_ours_now(path);
  }

  // Whether those records are not just what the last run has noted.
  [[nodiscard]] bool have_records_changed() const;

 private:
  enum class Free : std::uint8_t { kNo, kYes, kUnseen };

  const PathList* paths_ = nullptr;
  std::vector<char> planned_;
  std::vector<char> ours_;
  std::vector<char> adopted_;
  std::vector<Free> free_;
  std::vector<char> standing_;
  std::vector<StateRecord> records_;
  std::size_t remembered_ = 0;
  std::atomic<bool> record_set_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_PATH_FACTS_H_

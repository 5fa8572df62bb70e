#include "command/check_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "command/output/orphans.h"
#include "command/plan/tree_places.h"
#include "command/plan/tree_plan.h"
#include "command/source/warner.h"
#include "command/system/descriptor.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/terminal/message.h"
#include "command/tree_checker.h"
#include "command/tree_items.h"
#include "command/views/differences.h"

namespace iftrue {
namespace {

class TreeCheck {
 public:
  TreeCheck(const Options& options, const Configuration& configuration,
            const std::vector<TreeInput>& inputs, Report& report)
      : options_(options),
        configuration_(configuration),
        report_(report),
        plan_(inputs, options, configuration),
        differences_(options) {}

  void run(const std::string& output) {
    for (const Failure& failure : plan_.failures()) report_.fail_once(failure);
    const bool complete = plan_.failures().empty();
    if ((!complete && plan_.size() == 0) || !open_outputs(output)) return;
    const Warner warner(options_, configuration_);
    const ItemMaker::Run run{options_, configuration_, warner, report_, plan_};
    check_items(run);
    // What could not be listed may still be there: its outputs are no orphans.
    if (complete) check_orphans(run);
    differences_.finish(report_);
    if (options_.verbosity == Verbosity::kVerbose) {
      print_error_stream(fmt::format("iftrue: compared {} paths, {} differ\n",
                                     count_planned() + orphans_, differences_.count()));
    }
  }

 private:
  [[nodiscard]] bool open_outputs(const std::string& output) {
    auto places = tree_places(output, plan_, options_, configuration_);
    if (!places) {
      report_.fail_once(places.error());
      return false;
    }
    places_ = std::move(*places);
    roots_.reserve(places_.size());
    return std::ranges::all_of(places_, [this](const TreePlace& place) {
      auto& root =
          roots_.emplace_back(open(place.path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      const bool is_known = root.valid() || errno == ENOENT;
      if (!is_known) report_.fail_once(system_failure("open folder", place.path, errno).value());
      return is_known;
    });
  }

  void check_items(const ItemMaker::Run& run) {
    put_items(
        {"compare", "compared"}, run, report_,
        [&] { return TreeChecker(run, places_, roots_, differences_); },
        [](TreeChecker& checker, std::size_t i) { return checker.put(i); },
        [this](const Failure& failure) { report_.fail_once(failure); });
  }

  void check_orphans(const ItemMaker::Run& run) {
    TreeChecker checker(run, places_, roots_, differences_);
    for (std::size_t target = 0; target < places_.size(); ++target) {
      if (!roots_[target].valid()) continue;
      const auto& [path, real_path, planned] = places_[target];
      const Orphans orphans = find_orphans(roots_[target].get(), path, plan_.paths(), planned);
      for (const Failure& failure : orphans.failures) report_.fail_once(failure);
      orphans_ += orphans.paths.size();
      for (const std::string& orphan : orphans.paths) {
        if (const auto checked = checker.check_orphan(target, orphan); !checked) {
          report_.fail_once(checked.error());
        }
      }
    }
  }

  // What each target has but empty folders, which are not compared.
  [[nodiscard]] std::size_t count_planned() const {
    std::size_t count = 0;
    for (const TreePlace& place : places_) {
      for (std::size_t i = 0; i < plan_.size(); ++i) {
        const bool is_empty_folder = plan_.item(i).kind == TreeItem::Kind::kEmptyFolder;
        if (place.planned[i] != 0 && !is_empty_folder) ++count;
      }
    }
    return count;
  }

  const Options& options_;
  const Configuration& configuration_;
  Report& report_;
  const TreePlan plan_;
  std::vector<TreePlace> places_;
  std::vector<Descriptor> roots_;  // by target
  Differences differences_;
  std::size_t orphans_ = 0;
};

}  // namespace

void check_tree(const Options& options, const Configuration& configuration,
                const std::vector<TreeInput>& inputs, const std::string& output, Report& report) {
  TreeCheck(options, configuration, inputs, report).run(output);
}

}  // namespace iftrue

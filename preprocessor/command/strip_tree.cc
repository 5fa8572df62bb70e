#include "command/strip_tree.h"

#include <fmt/core.h>

#include <cstddef>
#include <optional>
#include <utility>

#include "command/files/depfile.h"
#include "command/plan/tree_outputs.h"
#include "command/plan/tree_plan.h"
#include "command/records/own_names.h"
#include "command/system/path.h"
#include "command/terminal/message.h"
#include "command/tree_items.h"
#include "command/tree_writer.h"

namespace iftrue {
namespace {

class TreeStripper {
 public:
  TreeStripper(const Options& options, const Configuration& configuration,
               const std::vector<TreeInput>& inputs, Report& report)
      : options_(options),
        configuration_(configuration),
        report_(report),
        plan_(inputs, options, configuration) {}

  StripCounts run(const std::string& output) {
    for (const Failure& failure : plan_.failures()) report_.fail_once(failure);
    const bool complete = plan_.failures().empty();
    const bool nothing_read = !complete && plan_.size() == 0;
    // What could not be listed may still be there: its outputs stay.
    const auto stale = complete ? OutputTree::Stale::kRemove : OutputTree::Stale::kKeep;
    if (nothing_read || !open_outputs(output, stale)) return counts_;
    strip_items();
    for (std::size_t target = 0; target < outputs_->size(); ++target) {
      for (const Failure& failure : (*outputs_)[target].finish()) report_.fail_once(failure);
    }
    if (options_.tells_written()) print_error_stream(log_);
    // A depfile of a run that failed would tell the build tool that all is up to date.
    const bool done = report_.status() == ExitStatus::kDone && !options_.dry_run;
    if (options_.depfile && done) write_depfile();
    return counts_;
  }

 private:
  // Opens and starts the output of each target. False: nothing must be written.
  bool open_outputs(const std::string& path, OutputTree::Stale stale) {
    auto opened = TreeOutputs::open(path, plan_, options_, configuration_);
    if (!opened) {
      report_.fail_once(opened.error());
      return false;
    }
    outputs_.emplace(std::move(*opened));
    // Only now that each output can be had is anything removed from one.
    for (std::size_t target = 0; target < outputs_->size(); ++target) {
      const OutputTree& output = (*outputs_)[target];
      const auto removed = outputs_->start(target, stale);
      if (!output.note().empty()) print_error_stream(fmt::format("iftrue: {}\n", output.note()));
      if (!removed) {
        report_.fail_once(removed.error());
        return false;
      }
      for (const Failure& failure : output.failures()) report_.fail_once(failure);
      counts_.removed += removed->size();
      for (const std::string& each : *removed) {
        if (options_.tells_written()) {
          log_ += fmt::format("remove {}\n", printable(join(output.path(), each)));
        }
      }
    }
    return true;
  }

  void strip_items() {
    const Warner warner(options_, configuration_);
    const ItemMaker::Run run{options_, configuration_, warner, report_, plan_};
    const ItemsDone done = put_items(
        {"strip", "stripped"}, run, report_, [&] { return TreeWriter(run, *outputs_); },
        [](TreeWriter& writer, std::size_t i) { return writer.put(i); },
        [this](const Failure& failure) { report_.fail_once(failure); });
    counts_.written += done.written;
    log_ += done.log;
  }

  void write_depfile() {
    std::vector<std::string> manifests;
    for (std::size_t target = 0; target < outputs_->size(); ++target) {
      manifests.push_back(join((*outputs_)[target].path(), std::string(kManifestName)));
    }
    std::vector<std::string> inputs = plan_.dependencies();
    if (configuration_.project) inputs.push_back(configuration_.project->file);
    const auto written = iftrue::write_depfile(*options_.depfile, manifests, inputs);
    if (!written) report_.fail_once(written.error());
  }

  const Options& options_;
  const Configuration& configuration_;
  Report& report_;
  const TreePlan plan_;
  std::optional<TreeOutputs> outputs_;
  std::string log_;
  StripCounts counts_;
};

}  // namespace

StripCounts strip_tree(const Options& options, const Configuration& configuration,
                       const std::vector<TreeInput>& inputs, const std::string& output,
                       Report& report) {
  return TreeStripper(options, configuration, inputs, report).run(output);
}

}  // namespace iftrue

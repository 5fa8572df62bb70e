#include "command/strip_tree.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "command/depfile.h"
#include "command/open_source.h"
#include "command/output_tree.h"
#include "command/source_map_file.h"
#include "command/source_text.h"
#include "command/source_tree.h"
#include "command/worker_pool.h"

namespace iftrue {
namespace {

constexpr mode_t kExecutable = 0111;

struct Item {
  SourceEntry entry;     // its path is relative to the operand
  std::string source;    // the path to read, for people
  std::string filtered;  // the path that the project's globs are matched with; "" matches none
  std::string output;    // relative to the output
  Treatment treatment = Treatment::kStripped;
  Named named = Named::kByTree;
  std::string located;                   // the absolute path to read, where maps are asked for
  std::shared_ptr<OpenFolders> folders;  // of the operand; none where that is a file

  [[nodiscard]] Result<OpenSource> open() const {
    return folders ? open_source(*folders, entry.path, source) : open_source(source);
  }
};

// What is to be known of an output at the next run.
struct OutputState {
  std::optional<StateRecord> file;
  std::optional<StateRecord> map;
};

// What became of one item; joined in the order of the items, so that output does not depend on
// which thread was first.
struct Outcome {
  Report::Part diagnostics;
  std::vector<Failure> failures;
  std::string log;
  std::vector<OutputState> states;  // by target
};

class TreeStripper {
 public:
  TreeStripper(const Options& options, const Configuration& configuration, Report& report)
      : options_(options), configuration_(configuration), report_(report) {}

  void run(const std::vector<TreeInput>& inputs, const std::string& output) {
    collect(inputs);
    complete_ = report_.status() == ExitStatus::kDone;
    const bool nothing_read = !complete_ && items_.empty();
    if (nothing_read || !plan_outputs(inputs, output)) return;
    strip_items();
    finish();
    // A depfile of a run that failed would tell the build tool that all is up to date.
    const bool done = report_.status() == ExitStatus::kDone && !options_.dry_run;
    if (options_.depfile && done) write_depfile();
  }

 private:
  void collect(const std::vector<TreeInput>& inputs) {
    for (const TreeInput& input : inputs) {
      std::error_code error;
      if (!std::filesystem::is_directory(input.path, error)) {
        struct stat status {};
        if (stat(input.path.c_str(), &status) != 0) {
          fail(system_failure("read", input.path, errno).value());
          continue;
        }
        if (!S_ISREG(status.st_mode)) {
          fail({fmt::format("cannot read {} among others: it is no file", quote(input.path))});
          continue;
        }
        Item item;
        item.entry.identity = FileIdentity::of(status);
        item.source = input.path;
        item.output = input.place;
        if (makes_maps()) item.located = located(input.path);
        item.named = Named::kDirectly;  // it is meant, whatever the globs say
        items_.push_back(std::move(item));
        continue;
      }
      const std::string prefix = filter_prefix(configuration_.project, input.path);
      const std::string real_input = makes_maps() ? real_path(input.path) : std::string();
      SourceTree tree = list_source_tree(input.path, filter(), prefix, options_.jobs);
      for (const Failure& failure : tree.failures) fail(failure);
      for (const std::string& folder : tree.folders) folders_.push_back(join(input.path, folder));
      for (SourceEntry& entry : tree.entries) {
        Item item;
        item.source = join(input.path, entry.path);
        if (makes_maps()) item.located = join(real_input, entry.path);
        item.filtered = prefix + entry.path;
        item.output = input.place.empty() ? entry.path : join(input.place, entry.path);
        item.treatment = filter().scans(item.filtered) ? Treatment::kStripped : Treatment::kCopied;
        item.entry = std::move(entry);
        item.folders = tree.open_folders;
        items_.push_back(std::move(item));
      }
    }
  }

  // Opens and starts the output of each target. False: nothing must be written.
  bool plan_outputs(const std::vector<TreeInput>& inputs, const std::string& output) {
    std::vector<std::set<std::string>> planned;  // by target
    for (std::size_t i = 0; i < configuration_.targets.size(); ++i) {
      auto paths = plan_output(inputs, for_target(output, configuration_.targets[i].name), i);
      if (!paths) {
        fail(paths.error());
        return false;
      }
      planned.push_back(std::move(*paths));
    }
    // Two runs that lock in the same order cannot wait for each other.
    std::map<std::string, std::size_t> in_order;  // real path to target
    for (std::size_t i = 0; i < configuration_.targets.size(); ++i) {
      const std::string path = for_target(output, configuration_.targets[i].name);
      if (!in_order.emplace(real_path(path), i).second) {
        fail({fmt::format("several targets cannot share the output {}", quote(path))});
        return false;
      }
    }
    real_outputs_.resize(planned.size());
    for (const auto& [path, i] : in_order) {
      real_outputs_[i] = path;
      auto opened = open_output(for_target(output, configuration_.targets[i].name));
      if (!opened) {
        fail(opened.error());
        return false;
      }
      outputs_.resize(planned.size());
      outputs_[i] = std::move(*opened);
    }
    // Only now that each output can be had is anything removed from one.
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      if (auto started = start_output(i, std::move(planned[i]), inputs); !started) {
        fail(started.error());
        return false;
      }
    }
    return true;
  }

  // The relative paths that the output of a target is to hold.
  [[nodiscard]] Result<std::set<std::string>> plan_output(const std::vector<TreeInput>& inputs,
                                                          const std::string& output,
                                                          std::size_t target) const {
    if (options_.depfile && is_inside(*options_.depfile, output)) {
      return failure(fmt::format("dependency file {} would stand in the output {}",
                                 quote(*options_.depfile), quote(output)));
    }
    for (const TreeInput& input : inputs) {
      if (options_.depfile && is_inside(*options_.depfile, input.path)) {
        return failure(fmt::format("dependency file {} would stand in the source {}",
                                   quote(*options_.depfile), quote(input.path)));
      }
      std::error_code error;
      const bool folder = std::filesystem::is_directory(input.path, error);
      if (folder && (is_inside(output, input.path) || is_inside(input.path, output))) {
        return failure(fmt::format("output {} and source {} lie one in the other", quote(output),
                                   quote(input.path)));
      }
    }
    std::set<std::string> planned;
    for (const Item& item : items_) {
      if (is_reserved(item.output)) {
        return failure(fmt::format("{} has a name that the output needs for itself; exclude it",
                                   quote(item.source)));
      }
      if (!exists_for(item, target)) continue;
      const std::size_t before = planned.size();
      planned.insert(planned.end(), item.output);  // in order, unless there are several operands
      if (planned.size() == before) {
        return failure(
            fmt::format("two inputs would be written to {}", quote(join(output, item.output))));
      }
    }
    for (const Item& item : items_) {
      if (has_map(item) && exists_for(item, target) &&
          !planned.insert(map_path(item.output)).second) {
        return failure(fmt::format("the source map of {} and another input would be written to {}",
                                   quote(item.source), quote(join(output, map_path(item.output)))));
      }
    }
    return planned;
  }

  [[nodiscard]] Result<std::unique_ptr<OutputTree>> open_output(const std::string& folder) const {
    return OutputTree::open(
        folder, options_.dry_run ? OutputTree::Mode::kDryRun : OutputTree::Mode::kWrite,
        [](const std::string& busy) {
          print_error_stream(fmt::format("iftrue: waiting for another run on {}\n", quote(busy)));
        });
  }

  [[nodiscard]] Result<void> start_output(std::size_t index, std::set<std::string> planned,
                                          const std::vector<TreeInput>& inputs) {
    OutputTree& output = *outputs_[index];
    // What could not be listed may still be there: its outputs stay.
    const auto stale = complete_ ? OutputTree::Stale::kRemove : OutputTree::Stale::kKeep;
    const auto removed = output.start(std::move(planned), stale, conditions(index, inputs));
    if (!output.note().empty()) print_error_stream(fmt::format("iftrue: {}\n", output.note()));
    if (!removed) return tl::unexpected(removed.error());
    for (const Failure& failure : output.failures()) fail(failure);
    for (const std::string& path : *removed) {
      log_ += fmt::format("remove {}\n", printable(join(output.path(), path)));
    }
    return {};
  }

  [[nodiscard]] std::string conditions(std::size_t index,
                                       const std::vector<TreeInput>& inputs) const {
    std::string text = state_conditions(configuration_.targets[index].symbols,
                                        configuration_.undefined, options_.layout);
    if (!makes_maps()) return text;
    text += fmt::format(" {}", static_cast<int>(options_.source_maps));
    for (const TreeInput& input : inputs) {  // a map names its source from where it stands
      text += fmt::format(" {}", source_url(real_path(input.path), real_outputs_[index]));
    }
    return text;
  }

  void strip_items() {
    const bool racy = std::ranges::any_of(
        items_, [](const Item& item) { return in_current_tick(item.entry.identity.change_time); });
    if (racy) await_next_tick();  // else a write after the read could leave the identity as it is

    std::vector<Outcome> outcomes(items_.size());
    {
      Progress progress(options_.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                                : Progress::Visibility::kOnTerminal,
                        "stripped", items_.size());
      for_each_index(items_.size(), options_.jobs, [&](std::size_t i) {
        strip_item(items_[i], outcomes[i]);
        progress.advance();
      });
    }
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const Outcome& outcome = outcomes[i];
      for (std::size_t target = 0; target < outcome.states.size(); ++target) {
        const auto& [file, map] = outcome.states[target];
        if (file) outputs_[target]->record(items_[i].output, *file);
        if (map) outputs_[target]->record(map_path(items_[i].output), *map);
      }
      report_.add(outcome.diagnostics);
      for (const Failure& failure : outcome.failures) fail(failure);
      log_ += outcome.log;
    }
  }

  void strip_item(const Item& item, Outcome& outcome) {
    switch (item.entry.kind) {
      case EntryKind::kLink:
        for_each_output(item, outcome, [&](OutputTree& output, std::size_t) {
          return output.put_link(item.output, item.entry.link_target);
        });
        return;
      case EntryKind::kEmptyFolder:
        for_each_output(item, outcome, [&](OutputTree& output, std::size_t) {
          return output.put_folder(item.output);
        });
        return;
      case EntryKind::kFile:
        strip_file(item, outcome);
        return;
    }
  }

  void strip_file(const Item& item, Outcome& outcome) {
    outcome.states.resize(outputs_.size());
    if (is_current(item)) return;
    const auto source = item.open();
    if (!source) {
      outcome.failures.push_back(source.error());
      return;
    }
    if (item.treatment == Treatment::kCopied) {
      for_each_output(item, outcome, [&](OutputTree& output, std::size_t) {
        return output.put_copy(item.output, *source);
      });
    } else if (!strip_source(item, *source, outcome)) {
      return;
    }
    if (outcome.failures.empty() && source->identity == item.entry.identity) {
      note_states(item, outcome);
    }
  }

  // False: nothing was written.
  bool strip_source(const Item& item, const OpenSource& source, Outcome& outcome) {
    // Should it have grown since, it is not unchanged.
    auto bytes = read_up_to(source.identity.size, source.file.get(), item.source);
    const auto whole = bytes.and_then([&](const auto&) { return source.check_unchanged(); });
    if (!whole) {
      outcome.failures.push_back(whole.error());
      return false;
    }
    const SourceText text(std::move(*bytes), item.named, configuration_.targets.front().symbols,
                          configuration_.undefined);
    if (!text.ok()) {
      outcome.diagnostics = report_.form(text.findings(item.source));
      return false;
    }
    for_each_output(item, outcome, [&](OutputTree& output, std::size_t i) {
      const StrippedFile stripped =
          strip_with_map(text, configuration_.targets[i].symbols, options_.layout,
                         options_.source_maps, map_names(item, i));
      if (stripped.map) {
        const std::string path = map_path(item.output);
        settle(output.put_file(path, *stripped.map, source.mode() & ~kExecutable), output, path,
               outcome);
      }
      return output.put_file(item.output, stripped.text, source.mode());
    });
    return true;
  }

  [[nodiscard]] bool is_current(const Item& item) const {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      if (!exists_for(item, i)) continue;
      const auto is_current = [&](const std::string& path) {
        return outputs_[i]->is_current(path, item.entry.identity, item.treatment);
      };
      if (!is_current(item.output)) return false;
      if (has_map(item) && !is_current(map_path(item.output))) return false;
    }
    return true;
  }

  void note_states(const Item& item, Outcome& outcome) const {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      if (!exists_for(item, i)) continue;
      const auto state_of = [&](const std::string& path) {
        return outputs_[i]->state_of(path, item.entry.identity, item.treatment);
      };
      outcome.states[i].file = state_of(item.output);
      if (has_map(item)) outcome.states[i].map = state_of(map_path(item.output));
    }
  }

  template <typename Put>
  void for_each_output(const Item& item, Outcome& outcome, Put put) {
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      if (!exists_for(item, i)) continue;
      settle(put(*outputs_[i], i), *outputs_[i], item.output, outcome);
    }
  }

  static void settle(const Result<Change>& change, const OutputTree& output,
                     const std::string& path, Outcome& outcome) {
    if (!change) {
      outcome.failures.push_back(change.error());
    } else if (*change == Change::kWritten) {
      outcome.log += fmt::format("write {}\n", printable(join(output.path(), path)));
    }
  }

  [[nodiscard]] bool makes_maps() const { return options_.source_maps != SourceMaps::kNone; }

  // Whether a file of its own beside the output, which is known before any source is read.
  [[nodiscard]] bool has_map(const Item& item) const {
    return options_.source_maps == SourceMaps::kFiles && item.entry.kind == EntryKind::kFile &&
           item.treatment == Treatment::kStripped;
  }

  [[nodiscard]] MapNames map_names(const Item& item, std::size_t target) const {
    if (!makes_maps()) return {};
    const std::filesystem::path place(join(real_outputs_[target], item.output));
    return {place.filename().string(), source_url(item.located, place.parent_path().string())};
  }

  void finish() {
    for (const auto& output : outputs_) {
      if (auto finished = output->finish(); !finished) fail(finished.error());
    }
    const bool wanted = options_.dry_run ? options_.verbosity != Verbosity::kQuiet
                                         : options_.verbosity == Verbosity::kVerbose;
    if (wanted) print_error_stream(log_);
  }

  void write_depfile() {
    std::vector<std::string> manifests;
    for (const auto& output : outputs_) {
      manifests.push_back(join(output->path(), std::string(kManifestName)));
    }
    // A folder changes when a name in it comes or goes.
    std::vector<std::string> inputs = folders_;
    for (const Item& item : items_) {
      if (item.entry.kind == EntryKind::kFile) inputs.push_back(item.source);
    }
    if (configuration_.project) inputs.push_back(configuration_.project->file);
    const auto written = iftrue::write_depfile(*options_.depfile, manifests, inputs);
    if (!written) fail(written.error());
  }

  [[nodiscard]] bool exists_for(const Item& item, std::size_t target) const {
    return filter().exists_for(item.filtered, configuration_.targets[target].symbols);
  }

  [[nodiscard]] const PathFilter& filter() const { return configuration_.filter(); }

  void fail(const Failure& failure) {
    // What is wrong with an output may be found at each of its files.
    if (told_.insert(failure.message).second) report_.fail(failure);
  }

  const Options& options_;
  const Configuration& configuration_;
  Report& report_;
  std::vector<Item> items_;
  std::vector<std::string> folders_;
  std::vector<std::unique_ptr<OutputTree>> outputs_;  // by target
  std::vector<std::string> real_outputs_;             // their folders, links resolved
  std::string log_;
  std::set<std::string> told_;
  bool complete_ = true;  // all sources could be listed
};

}  // namespace

void strip_tree(const Options& options, const Configuration& configuration,
                const std::vector<TreeInput>& inputs, const std::string& output, Report& report) {
  TreeStripper(options, configuration, report).run(inputs, output);
}

}  // namespace iftrue

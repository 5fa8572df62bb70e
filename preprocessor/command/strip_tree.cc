#include "command/strip_tree.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "command/output/depfile.h"
#include "command/output/output_tree.h"
#include "command/output/output_writer.h"
#include "command/output/source_map_file.h"
#include "command/output/streamed_outputs.h"
#include "command/source/open_source.h"
#include "command/source/source_text.h"
#include "command/source/source_tree.h"
#include "command/system/file_clock.h"
#include "command/system/folder_cursor.h"
#include "command/system/path_list.h"
#include "command/system/scratch.h"
#include "command/system/worker_pool.h"
#include "command/terminal/progress.h"

namespace iftrue {
namespace {

// An operand, and what is listed below it if it is a folder.
struct Operand {
  std::string path;
  std::string place;    // in the output
  std::string prefix;   // before a relative path where the filter is asked; of a folder
  std::string located;  // the absolute path, where maps are asked for
  bool is_folder = false;
  bool is_output = false;  // of an earlier run
  SourceTree tree;
};

// A path of the output, and what it is made from.
struct Item {
  enum class Kind : std::uint8_t { kFile, kLink, kEmptyFolder, kMap };

  std::uint32_t operand = 0;
  std::uint32_t detail = 0;  // of a link, the index of its target; of a file, that of its map's
                             // item and the other way round
  Kind kind = Kind::kFile;
  Treatment treatment = Treatment::kStripped;
};

// What is to be told of one item. Most have nothing.
struct Outcome {
  std::size_t item = 0;
  Report::Part diagnostics;
  std::vector<Failure> failures;
  std::string log;

  [[nodiscard]] bool is_empty() const {
    return diagnostics.formed.empty() && failures.empty() && log.empty();
  }
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
  // Lists the operands, and puts what is to be written into the order of its paths.
  void collect(const std::vector<TreeInput>& inputs) {
    for (const TreeInput& input : inputs) {
      Operand operand;
      operand.path = input.path;
      operand.place = input.place;
      std::error_code error;
      operand.is_folder = std::filesystem::is_directory(input.path, error);
      if (operand.is_folder) {
        list(operand);
      } else if (!is_file(input.path)) {
        continue;
      } else if (makes_maps()) {
        operand.located = located(input.path);
      }
      operands_.push_back(std::move(operand));
    }
    // Most runs are of one folder, whose list is that of the output then.
    const bool as_listed = operands_.size() == 1 && operands_.front().is_folder &&
                           operands_.front().place.empty() && !operands_.front().is_output &&
                           options_.source_maps != SourceMaps::kFiles;
    Drafts drafts;
    for (std::uint32_t i = 0; i < operands_.size(); ++i) {
      SourceTree& tree = operands_[i].tree;
      if (as_listed) items_.reserve(tree.paths.size());
      add_items(i, [&](std::string_view path, const Item& item) {
        if (as_listed) {
          items_.push_back(item);
        } else {
          add_with_map(path, item, drafts);
        }
      });
      PathList listed = std::exchange(tree.paths, {});
      if (as_listed) paths_ = std::move(listed);
      tree.kinds = {};
    }
    if (!as_listed) take_in_order(drafts);
  }

  void list(Operand& operand) {
    operand.prefix = filter_prefix(configuration_.project, operand.path);
    if (makes_maps()) operand.located = real_path(operand.path);
    operand.tree = list_source_tree(operand.path, filter(), operand.prefix, options_.jobs);
    operand.is_output =
        operand.tree.paths.contains(kManifestName) && is_output(operand.tree.root.get());
    for (const Failure& failure : operand.tree.failures) fail(failure);
    for (const std::string& folder : operand.tree.folders) {
      if (options_.depfile) folders_.push_back(join(operand.path, folder));
    }
    operand.tree.folders = {};
  }

  [[nodiscard]] bool is_file(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
      fail(system_failure("read", path, errno).value());
      return false;
    }
    if (S_ISREG(status.st_mode)) return true;
    fail({fmt::format("cannot read {} among others: it is no file", quote(path))});
    return false;
  }

  // Items before they are in order.
  struct Drafts {
    struct Draft {
      std::size_t path;  // where it begins in `paths`
      std::size_t size;
      Item item;  // `detail` of a map is the index of its file's draft
    };
    std::string paths;
    std::vector<Draft> drafts;

    [[nodiscard]] std::string_view path(const Draft& draft) const {
      return std::string_view(paths).substr(draft.path, draft.size);
    }
    void add(std::string_view path, const Item& item) {
      drafts.push_back({paths.size(), path.size(), item});
      paths += path;
    }
  };

  // Calls add(path in the output, item) for each entry of an operand.
  template <typename Add>
  void add_items(std::uint32_t index, Add add) const {
    const Operand& operand = operands_[index];
    if (!operand.is_folder) {
      Item item;
      item.operand = index;  // it is meant, so it is stripped, whatever the globs say
      return add(operand.place, item);
    }
    std::uint32_t links = 0;
    for (std::size_t i = 0; i < operand.tree.paths.size(); ++i) {
      const std::string_view relative = operand.tree.paths[i];
      if (operand.is_output && is_reserved(relative)) continue;
      Item item;
      item.operand = index;
      switch (operand.tree.kinds[i]) {
        case EntryKind::kLink:
          item.kind = Item::Kind::kLink;
          item.detail = links++;
          break;
        case EntryKind::kEmptyFolder:
          item.kind = Item::Kind::kEmptyFolder;
          break;
        case EntryKind::kCopied:
          item.treatment = Treatment::kCopied;
          break;
        case EntryKind::kScanned:
          break;
      }
      if (operand.place.empty()) {
        add(relative, item);
      } else {
        add(join(operand.place, relative), item);
      }
    }
  }

  void add_with_map(std::string_view path, const Item& item, Drafts& drafts) const {
    drafts.add(path, item);
    if (!has_map(item)) return;
    Item map = item;
    map.kind = Item::Kind::kMap;
    map.detail = static_cast<std::uint32_t>(drafts.drafts.size() - 1);
    drafts.add(map_path(path), map);
  }

  void take_in_order(const Drafts& drafts) {
    std::vector<std::uint32_t> order(drafts.drafts.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto path = [&](std::uint32_t draft) { return drafts.path(drafts.drafts[draft]); };
    if (!std::ranges::is_sorted(order, {}, path)) std::ranges::stable_sort(order, {}, path);
    for (const std::uint32_t draft : order) {
      paths_.append(path(draft));
      items_.push_back(drafts.drafts[draft].item);
    }
    if (options_.source_maps != SourceMaps::kFiles) return;
    std::vector<std::uint32_t> places(order.size());  // by draft
    for (std::uint32_t i = 0; i < order.size(); ++i) places[order[i]] = i;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind != Item::Kind::kMap) continue;
      items_[i].detail = places[items_[i].detail];
      items_[items_[i].detail].detail = i;
    }
  }

  // Opens and starts the output of each target. False: nothing must be written.
  bool plan_outputs(const std::vector<TreeInput>& inputs, const std::string& output) {
    std::vector<std::vector<char>> planned;  // by target
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

  // By item, whether the output of a target is to hold it.
  [[nodiscard]] Result<std::vector<char>> plan_output(const std::vector<TreeInput>& inputs,
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
    std::vector<char> planned(items_.size());
    std::optional<std::size_t> before;  // the last one planned
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (is_reserved(paths_[i])) {
        return failure(fmt::format("{} has a name that the output needs for itself; exclude it",
                                   quote(source_of(i))));
      }
      planned[i] = exists_for(i, target) ? 1 : 0;
      if (planned[i] == 0) continue;
      if (before && paths_[*before] == paths_[i]) return clash(*before, i, output);
      before = i;
    }
    return planned;
  }

  [[nodiscard]] tl::unexpected<Failure> clash(std::size_t one, std::size_t other,
                                              const std::string& output) const {
    const std::string place = join(output, paths_[one]);
    for (const std::size_t i : {one, other}) {
      if (items_[i].kind == Item::Kind::kMap) {
        return failure(fmt::format("the source map of {} and another input would be written to {}",
                                   quote(source_of(i)), quote(place)));
      }
    }
    return failure(fmt::format("two inputs would be written to {}", quote(place)));
  }

  [[nodiscard]] Result<std::unique_ptr<OutputTree>> open_output(const std::string& folder) const {
    return OutputTree::open(
        folder, options_.dry_run ? OutputTree::Mode::kDryRun : OutputTree::Mode::kWrite,
        [](const std::string& busy) {
          print_error_stream(fmt::format("iftrue: waiting for another run on {}\n", quote(busy)));
        });
  }

  [[nodiscard]] Result<void> start_output(std::size_t index, std::vector<char> planned,
                                          const std::vector<TreeInput>& inputs) {
    OutputTree& output = *outputs_[index];
    // What could not be listed may still be there: its outputs stay.
    const auto stale = complete_ ? OutputTree::Stale::kRemove : OutputTree::Stale::kKeep;
    const auto removed = output.start(paths_, std::move(planned), stale, conditions(index, inputs));
    if (!output.note().empty()) print_error_stream(fmt::format("iftrue: {}\n", output.note()));
    if (!removed) return tl::unexpected(removed.error());
    for (const Failure& failure : output.failures()) fail(failure);
    for (const std::string& path : *removed) {
      if (is_told_) log_ += fmt::format("remove {}\n", printable(join(output.path(), path)));
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

  // What one thread works with.
  struct Hand {
    std::vector<std::optional<FolderCursor>> sources;  // by operand; none of a file
    std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
    std::vector<OutputWriter> outputs;  // by target
  };

  [[nodiscard]] Hand make_hand() const {
    Hand hand;
    for (const Operand& operand : operands_) {
      auto& source = hand.sources.emplace_back();
      if (operand.is_folder) source.emplace(operand.tree.root.get());
    }
    for (const auto& output : outputs_) hand.outputs.emplace_back(*output, *hand.scratch);
    return hand;
  }

  void strip_items() {
    std::vector<Outcome> outcomes;
    std::mutex mutex;  // of the outcomes
    {
      Progress progress(options_.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                                : Progress::Visibility::kOnTerminal,
                        "stripped", items_.size());
      for_each_index(
          items_.size(), options_.jobs, [this] { return make_hand(); },
          [&](Hand& hand, std::size_t i) {
            Outcome outcome;
            outcome.item = i;
            strip_item(i, hand, outcome);
            if (!outcome.is_empty()) {
              const std::scoped_lock lock(mutex);
              outcomes.push_back(std::move(outcome));
            }
            progress.advance();
          },
          [&](std::size_t i) {
            Outcome& outcome = outcomes.emplace_back();
            outcome.item = i;
            outcome.failures.push_back(system_failure("strip", source_of(i), ENOMEM).value());
          });
    }
    // What is told must not depend on which thread was first.
    std::ranges::sort(outcomes, {}, &Outcome::item);
    for (const Outcome& outcome : outcomes) {
      report_.add(outcome.diagnostics);
      for (const Failure& failure : outcome.failures) fail(failure);
      log_ += outcome.log;
    }
  }

  void strip_item(std::size_t i, Hand& hand, Outcome& outcome) const {
    const Item& item = items_[i];
    switch (item.kind) {
      case Item::Kind::kLink:
        for_each_output(i, hand, outcome, [&](OutputWriter& output, std::size_t) {
          return output.put_link(i, operands_[item.operand].tree.link_targets[item.detail]);
        });
        return;
      case Item::Kind::kEmptyFolder:
        for_each_output(i, hand, outcome,
                        [&](OutputWriter& output, std::size_t) { return output.put_folder(i); });
        return;
      case Item::Kind::kFile:
        strip_file(i, hand, outcome);
        return;
      case Item::Kind::kMap:  // goes with its file
        return;
    }
  }

  void strip_file(std::size_t i, Hand& hand, Outcome& outcome) const {
    if (is_current(i, hand)) return;
    const auto source = open(i, hand);
    if (!source) {
      outcome.failures.push_back(source.error());
      return;
    }
    // Else a write after the read could leave the identity as it is.
    if (in_current_tick(source->identity.change_time)) await_next_tick();
    if (items_[i].treatment == Treatment::kCopied) {
      for_each_output(i, hand, outcome, [&](OutputWriter& output, std::size_t) {
        return output.put_copy(i, *source);
      });
    } else if (!strip_source(i, *source, hand, outcome)) {
      return;
    }
    if (outcome.failures.empty()) record(i, source->identity, hand);
  }

  // False: nothing was written.
  bool strip_source(std::size_t i, const OpenSource& source, Hand& hand, Outcome& outcome) const {
    if (may_stream(source.identity.size, configuration_.undefined)) {
      const auto done = put_streamed(i, source, hand, outcome);
      if (!done) {
        outcome.failures.push_back(done.error());
        return false;
      }
      if (*done) return outcome.diagnostics.formed.empty();
    }
    // Should it have grown since, it is not unchanged.
    auto bytes = read_up_to(source.identity.size, source.file.get(), source.shown);
    const auto whole = bytes.and_then([&](const auto&) { return source.check_unchanged(); });
    if (!whole) {
      outcome.failures.push_back(whole.error());
      return false;
    }
    const SourceText text(std::move(*bytes), is_in_folder(i) ? Named::kByTree : Named::kDirectly,
                          configuration_.targets.front().symbols, configuration_.undefined);
    if (!text.ok()) {
      outcome.diagnostics = report_.form(text.findings(source.shown));
      return false;
    }
    for_each_output(i, hand, outcome, [&](OutputWriter& output, std::size_t target) {
      if (text.is_plain() && !makes_maps()) return output.put_file(i, text.bytes(), source.mode());
      const StrippedFile stripped =
          strip_with_map(text, configuration_.targets[target].symbols, options_.layout,
                         options_.source_maps, map_names(i, target));
      if (stripped.map) {
        const std::size_t map = items_[i].detail;
        settle(output.put_file(map, *stripped.map, map_mode(source.mode())), map, target, outcome);
      }
      return output.put_file(i, stripped.text, source.mode());
    });
    return true;
  }

  // A large source. False: it has to be held after all.
  Result<bool> put_streamed(std::size_t i, const OpenSource& source, Hand& hand,
                            Outcome& outcome) const {
    std::vector<std::size_t> targets;
    for (std::size_t target = 0; target < outputs_.size(); ++target) {
      if (exists(i, target)) targets.push_back(target);
    }
    const auto put = [&](Product product, std::size_t path, std::vector<StreamedOutput>& streamed) {
      for (const std::size_t target : targets) {
        streamed.push_back({hand.outputs[target], path, configuration_.targets[target].symbols,
                            map_names(i, target)});
      }
      return iftrue::put_streamed(source, {configuration_.undefined, options_.layout}, product,
                                  streamed);
    };
    const std::size_t map = items_[i].detail;
    std::vector<StreamedOutput> maps;
    std::vector<StreamedOutput> texts;
    Result<Streamed> all = Streamed{Streamed::Kind::kSound, {}};
    if (has_map(items_[i])) all = put(Product::kMap, map, maps);
    if (all && all->kind == Streamed::Kind::kSound) {
      const bool holds_map = options_.source_maps == SourceMaps::kInline;
      all = put(holds_map ? Product::kTextAndInline : Product::kText, i, texts);
    }
    if (!all) return tl::unexpected(all.error());
    if (all->kind == Streamed::Kind::kBinary && is_in_folder(i)) {
      for_each_output(i, hand, outcome, [&](OutputWriter& output, std::size_t target) {
        if (has_map(items_[i])) {
          settle(output.put_file(map, map_of_binary(map_names(i, target)), map_mode(source.mode())),
                 map, target, outcome);
        }
        return output.put_copy(i, source);
      });
      return true;
    }
    if (all->kind == Streamed::Kind::kBinary) return false;
    if (all->kind == Streamed::Kind::kUnsound) {
      Report::Part part;
      const auto shown = show_findings(source, source.shown, all->diagnostics,
                                       [&](const Findings& each) { part = report_.form(each); });
      if (!shown) return tl::unexpected(shown.error());
      outcome.diagnostics = std::move(part);
      return true;
    }
    for (std::size_t j = 0; j < targets.size(); ++j) {
      if (!maps.empty()) settle(maps[j].change, map, targets[j], outcome);
      settle(texts[j].change, i, targets[j], outcome);
    }
    return true;
  }

  [[nodiscard]] Result<OpenSource> open(std::size_t i, Hand& hand) const {
    auto& folders = hand.sources[items_[i].operand];
    return folders ? open_source(*folders, relative(i), source_of(i)) : open_source(source_of(i));
  }

  // Whether all outputs of a file hold what they should, as far as the state of files tells.
  [[nodiscard]] bool is_current(std::size_t i, Hand& hand) const {
    const auto for_all = [&](auto is) {
      for (std::size_t target = 0; target < outputs_.size(); ++target) {
        if (!exists(i, target)) continue;
        if (!is(hand.outputs[target], i)) return false;
        if (has_map(items_[i]) && !is(hand.outputs[target], items_[i].detail)) return false;
      }
      return true;
    };
    if (!for_all([](const OutputWriter& output, std::size_t path) {
          return output.may_be_current(path);
        })) {
      return false;
    }
    const auto source = identity(i, hand);
    return source && for_all([&](OutputWriter& output, std::size_t path) {
             return output.is_current(path, *source, items_[i].treatment);
           });
  }

  [[nodiscard]] std::optional<FileIdentity> identity(std::size_t i, Hand& hand) const {
    struct stat status {};
    if (auto& folders = hand.sources[items_[i].operand]) {
      const auto found = folders->status(relative(i));
      if (!found) return std::nullopt;
      status = *found;
    } else if (stat(source_of(i).c_str(), &status) != 0) {
      return std::nullopt;
    }
    return FileIdentity::of(status);
  }

  void record(std::size_t i, const FileIdentity& source, Hand& hand) const {
    for (std::size_t target = 0; target < outputs_.size(); ++target) {
      if (!exists(i, target)) continue;
      hand.outputs[target].record(i, source, items_[i].treatment);
      if (has_map(items_[i])) {
        hand.outputs[target].record(items_[i].detail, source, items_[i].treatment);
      }
    }
  }

  template <typename Put>
  void for_each_output(std::size_t i, Hand& hand, Outcome& outcome, Put put) const {
    for (std::size_t target = 0; target < outputs_.size(); ++target) {
      if (exists(i, target)) settle(put(hand.outputs[target], target), i, target, outcome);
    }
  }

  void settle(const Result<Change>& change, std::size_t path, std::size_t target,
              Outcome& outcome) const {
    if (!change) {
      outcome.failures.push_back(change.error());
    } else if (*change == Change::kWritten && is_told_) {
      outcome.log +=
          fmt::format("write {}\n", printable(join(outputs_[target]->path(), paths_[path])));
    }
  }

  [[nodiscard]] bool makes_maps() const { return options_.source_maps != SourceMaps::kNone; }

  // Whether a file of its own beside the output, which is known before any source is read.
  [[nodiscard]] bool has_map(const Item& item) const {
    return options_.source_maps == SourceMaps::kFiles && item.kind == Item::Kind::kFile &&
           item.treatment == Treatment::kStripped;
  }

  [[nodiscard]] MapNames map_names(std::size_t i, std::size_t target) const {
    if (!makes_maps()) return {};
    const std::filesystem::path place(join(real_outputs_[target], paths_[i]));
    const Operand& operand = operands_[items_[i].operand];
    return {place.filename().string(),
            source_url(join(operand.located, relative(i)), place.parent_path().string())};
  }

  // Whether a folder was named, and not the file itself.
  [[nodiscard]] bool is_in_folder(std::size_t i) const {
    return operands_[items_[i].operand].is_folder;
  }

  // The path below its operand; "" for a file that is an operand itself.
  [[nodiscard]] std::string_view relative(std::size_t i) const {
    const Operand& operand = operands_[items_[i].operand];
    if (!operand.is_folder) return {};
    std::string_view path = paths_[i];
    if (!operand.place.empty()) path.remove_prefix(operand.place.size() + 1);
    return path;
  }

  // The path of what an item is made from, for people.
  [[nodiscard]] std::string source_of(std::size_t i) const {
    const std::size_t file = items_[i].kind == Item::Kind::kMap ? items_[i].detail : i;
    return join(operands_[items_[file].operand].path, relative(file));
  }

  void finish() {
    for (const auto& output : outputs_) {
      if (auto finished = output->finish(); !finished) fail(finished.error());
    }
    if (is_told_) print_error_stream(log_);
  }

  void write_depfile() {
    std::vector<std::string> manifests;
    for (const auto& output : outputs_) {
      manifests.push_back(join(output->path(), std::string(kManifestName)));
    }
    // A folder changes when a name in it comes or goes.
    std::vector<std::string> inputs = folders_;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].kind == Item::Kind::kFile) inputs.push_back(source_of(i));
    }
    if (configuration_.project) inputs.push_back(configuration_.project->file);
    const auto written = iftrue::write_depfile(*options_.depfile, manifests, inputs);
    if (!written) fail(written.error());
  }

  // A file that is named is there for every target.
  [[nodiscard]] bool exists_for(std::size_t i, std::size_t target) const {
    if (filter().rules.empty()) return true;
    const Item& item = items_[i];
    const Operand& operand = operands_[item.operand];
    const std::size_t file = item.kind == Item::Kind::kMap ? item.detail : i;
    const std::string filtered = operand.prefix + std::string(relative(file));
    return filter().exists_for(filtered, configuration_.targets[target].symbols);
  }

  [[nodiscard]] bool exists(std::size_t i, std::size_t target) const {
    return outputs_[target]->is_planned(i);
  }

  [[nodiscard]] const PathFilter& filter() const { return configuration_.filter(); }

  void fail(const Failure& failure) {
    // What is wrong with an output may be found at each of its files.
    if (told_.insert(failure.message).second) report_.fail(failure);
  }

  const Options& options_;
  const Configuration& configuration_;
  Report& report_;
  const bool is_told_ = options_.dry_run ? options_.verbosity != Verbosity::kQuiet
                                         : options_.verbosity == Verbosity::kVerbose;
  std::vector<Operand> operands_;
  PathList paths_;
  std::vector<Item> items_;                           // by path
  std::vector<std::string> folders_;                  // of the sources, for the depfile
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

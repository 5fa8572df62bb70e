#include "command/tree_writer.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <utility>

#include "command/maps/mapped_stream.h"
#include "command/maps/source_map_file.h"
#include "command/output/streamed_outputs.h"
#include "command/project/language.h"
#include "command/source/source_stream.h"
#include "command/source/source_text.h"
#include "command/system/file.h"
#include "command/system/file_clock.h"
#include "command/system/path.h"

namespace iftrue {

TreeWriter::TreeWriter(const Run& run) : run_(run) {
  for (const TreeOperand& operand : run_.plan.operands()) {
    auto& source = sources_.emplace_back();
    if (operand.is_folder) source.emplace(operand.tree.root.get());
  }
  for (std::size_t target = 0; target < run_.outputs.size(); ++target) {
    writers_.emplace_back(run_.outputs[target], scratch_);
  }
}

Outcome TreeWriter::put(std::size_t i) {
  outcome_ = {};
  outcome_.item = i;
  switch (run_.plan.item(i).kind) {
    case TreeItem::Kind::kLink:
      for_each_output(i, [&](OutputWriter& writer, std::size_t) {
        return writer.put_link(i, run_.plan.link_target(i));
      });
      break;
    case TreeItem::Kind::kEmptyFolder:
      for_each_output(i, [&](OutputWriter& writer, std::size_t) { return writer.put_folder(i); });
      break;
    case TreeItem::Kind::kFile:
      put_file(i);
      break;
    case TreeItem::Kind::kMap:
      break;
  }
  return std::move(outcome_);
}

void TreeWriter::put_file(std::size_t i) {
  if (is_current(i)) return;
  const auto source = open(i);
  if (!source) {
    outcome_.failures.push_back(source.error());
    return;
  }
  // Else a write after the read could leave the identity as it is.
  if (in_current_tick(source->identity.change_time)) await_next_tick();
  if (run_.plan.item(i).treatment.is_copied()) {
    for_each_output(i,
                    [&](OutputWriter& writer, std::size_t) { return writer.put_copy(i, *source); });
  } else if (!put_stripped(i, *source)) {
    return;
  }
  // What was reported of it is reported again by the next run.
  const bool is_silent = outcome_.diagnostics.formed.empty();
  if (outcome_.failures.empty() && is_silent) record(i, source->identity);
}

bool TreeWriter::put_stripped(std::size_t i, const OpenSource& source) {
  const bool is_held = run_.warner.needs_whole_text() ||
                       !may_stream(source.identity.size, run_.configuration.undefined);
  if (is_held) return put_held(i, source);
  const auto done = put_streamed(i, source);
  if (!done) {
    outcome_.failures.push_back(done.error());
    return false;
  }
  return *done ? outcome_.diagnostics.formed.empty() : put_held(i, source);
}

bool TreeWriter::put_held(std::size_t i, const OpenSource& source) {
  // Should it have grown since, it is not unchanged.
  auto bytes = read_up_to(source.identity.size, source.file.get(), source.shown);
  const auto whole = bytes.and_then([&](const auto&) { return source.check_unchanged(); });
  if (!whole) {
    outcome_.failures.push_back(whole.error());
    return false;
  }
  const auto named = run_.plan.operand(i).is_folder ? Named::kByTree : Named::kDirectly;
  SourceText text(std::move(*bytes), named, run_.configuration, language_of(source.shown));
  run_.warner.warn(text, run_.plan.filtered(i), named);
  outcome_.diagnostics = run_.report.form(text.findings(source.shown));
  if (!text.ok()) return false;
  const SourceMaps maps = run_.plan.maps_of(i);
  const bool is_copied = text.is_plain() && maps == SourceMaps::kNone;
  for_each_output(i, [&](OutputWriter& writer, std::size_t target) {
    if (is_copied) return writer.put_file(i, text.bytes(), source.mode());
    const StrippedFile stripped =
        strip_with_map(text, run_.configuration.targets[target].symbols,
                       run_.plan.item(i).treatment.layout, maps, map_names(i, target));
    if (stripped.map) {
      const std::size_t map = run_.plan.map_of(i);
      settle(writer.put_file(map, *stripped.map, map_mode(source.mode())), map, target);
    }
    return writer.put_file(i, stripped.text, source.mode());
  });
  return true;
}

Result<bool> TreeWriter::put_streamed(std::size_t i, const OpenSource& source) {
  std::vector<std::size_t> targets;
  for (std::size_t target = 0; target < run_.outputs.size(); ++target) {
    if (run_.outputs.holds(target, i)) targets.push_back(target);
  }
  const auto put_product = [&](Product product, std::size_t path,
                               std::vector<StreamedOutput>& streamed) {
    for (const std::size_t target : targets) {
      streamed.push_back({writers_[target], path, run_.configuration.targets[target].symbols,
                          map_names(i, target)});
    }
    return iftrue::put_streamed(source,
                                {run_.configuration.undefined, run_.plan.item(i).treatment.layout,
                                 language_of(source.shown)},
                                product, streamed);
  };
  const bool has_map = run_.plan.has_map(i);
  const std::size_t map = run_.plan.map_of(i);
  std::vector<StreamedOutput> maps;
  std::vector<StreamedOutput> texts;
  Result<Streamed> all = Streamed{Streamed::Kind::kSound, {}};
  if (has_map) all = put_product(Product::kMap, map, maps);
  if (all && all->kind == Streamed::Kind::kSound) {
    all = put_product(text_product(run_.plan.maps_of(i)), i, texts);
  }
  if (!all) return tl::unexpected(all.error());
  if (all->kind == Streamed::Kind::kBinary) {
    if (!run_.plan.operand(i).is_folder) return false;
    for_each_output(i, [&](OutputWriter& writer, std::size_t target) {
      if (has_map) {
        settle(writer.put_file(map, map_of_binary(map_names(i, target)), map_mode(source.mode())),
               map, target);
      }
      return writer.put_copy(i, source);
    });
    return true;
  }
  if (all->kind == Streamed::Kind::kUnsound) {
    auto part = run_.report.form(source, source.shown, all->diagnostics);
    if (!part) return tl::unexpected(part.error());
    outcome_.diagnostics = std::move(*part);
    return true;
  }
  for (std::size_t j = 0; j < targets.size(); ++j) {
    if (!maps.empty()) settle(maps[j].change, map, targets[j]);
    settle(texts[j].change, i, targets[j]);
  }
  return true;
}

Result<OpenSource> TreeWriter::open(std::size_t i) {
  auto& folders = sources_[run_.plan.item(i).operand];
  const std::string path = run_.plan.source_of(i);
  return folders ? open_source(*folders, run_.plan.relative(i), path) : open_source(path);
}

bool TreeWriter::is_current(std::size_t i) {
  if (!for_all(i, [](const OutputWriter& writer, std::size_t path) {
        return writer.may_be_current(path);
      })) {
    return false;
  }
  const auto source = identity(i);
  return source && for_all(i, [&](OutputWriter& writer, std::size_t path) {
           return writer.is_current(path, *source, run_.plan.item(i).treatment);
         });
}

std::optional<FileIdentity> TreeWriter::identity(std::size_t i) {
  struct stat status {};
  if (auto& folders = sources_[run_.plan.item(i).operand]) {
    const auto found = folders->status(run_.plan.relative(i));
    if (!found) return std::nullopt;
    status = *found;
  } else if (stat(run_.plan.source_of(i).c_str(), &status) != 0) {
    return std::nullopt;
  }
  return FileIdentity::of(status);
}

void TreeWriter::record(std::size_t i, const FileIdentity& source) {
  static_cast<void>(for_all(i, [&](OutputWriter& writer, std::size_t path) {
    writer.record(path, source, run_.plan.item(i).treatment);
    return true;
  }));
}

template <typename Put>
void TreeWriter::for_each_output(std::size_t i, Put put) {
  for (std::size_t target = 0; target < run_.outputs.size(); ++target) {
    if (run_.outputs.holds(target, i)) settle(put(writers_[target], target), i, target);
  }
}

template <typename Visit>
bool TreeWriter::for_all(std::size_t i, Visit visit) {
  for (std::size_t target = 0; target < run_.outputs.size(); ++target) {
    if (!run_.outputs.holds(target, i)) continue;
    if (!visit(writers_[target], i)) return false;
    if (run_.plan.has_map(i) && !visit(writers_[target], run_.plan.map_of(i))) return false;
  }
  return true;
}

void TreeWriter::settle(const Result<Change>& change, std::size_t path, std::size_t target) {
  if (!change) {
    outcome_.failures.push_back(change.error());
  } else if (*change == Change::kWritten && run_.options.tells_written()) {
    const std::string whole = join(run_.outputs[target].path(), run_.plan.paths()[path]);
    outcome_.log += fmt::format("write {}\n", printable(whole));
  }
}

MapNames TreeWriter::map_names(std::size_t i, std::size_t target) const {
  return run_.plan.map_names(i, run_.outputs.real_path(target));
}

}  // namespace iftrue

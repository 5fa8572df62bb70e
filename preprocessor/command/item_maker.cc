#include "command/item_maker.h"

#include <utility>

#include "command/maps/source_map_file.h"
#include "command/project/language.h"
#include "command/source/source_text.h"
#include "command/system/file.h"
#include "command/system/file_clock.h"
#include "command/system/posix.h"

namespace iftrue {

ItemMaker::ItemMaker(const Run& run) : run_(run) {
  for (const TreeOperand& operand : run_.plan.operands()) {
    auto& source = sources_.emplace_back();
    if (operand.is_folder) source.emplace(operand.tree.root.get());
  }
}

Outcome ItemMaker::put(std::size_t i) {
  outcome_ = {};
  outcome_.item = i;
  switch (run_.plan.item(i).kind) {
    case TreeItem::Kind::kLink:
      for_each_target(i, [&](std::size_t target) {
        settle(target, i, put_link(target, i, run_.plan.link_target(i)));
      });
      break;
    case TreeItem::Kind::kEmptyFolder:
      for_each_target(i, [&](std::size_t target) { settle(target, i, put_folder(target, i)); });
      break;
    case TreeItem::Kind::kFile:
      make_file(i);
      break;
    case TreeItem::Kind::kMap:
      break;
  }
  return std::move(outcome_);
}

void ItemMaker::make_file(std::size_t i) {
  if (is_done(i)) return;
  const auto source = open(i);
  if (!source) return fail(source.error());
  // Else a write after the read could leave the identity as it is.
  if (in_current_tick(source->identity.change_time)) await_next_tick();
  if (run_.plan.item(i).treatment.is_copied()) {
    for_each_target(i,
                    [&](std::size_t target) { settle(target, i, put_copy(target, i, *source)); });
  } else if (!make_stripped(i, *source)) {
    return;
  }
  // What was reported of it is reported again by the next run.
  const bool is_silent = outcome_.diagnostics.formed.empty();
  if (outcome_.failures.empty() && is_silent) done(i, source->identity);
}

bool ItemMaker::make_stripped(std::size_t i, const OpenSource& source) {
  const bool is_held = run_.warner.needs_whole_text() ||
                       !may_stream(source.identity.size, run_.configuration.undefined);
  if (is_held) return make_held(i, source);
  const auto streamed = make_streamed(i, source);
  if (!streamed) {
    fail(streamed.error());
    return false;
  }
  return *streamed ? outcome_.diagnostics.formed.empty() : make_held(i, source);
}

bool ItemMaker::make_held(std::size_t i, const OpenSource& source) {
  // Should it have grown since, it is not unchanged.
  auto bytes = read_up_to(source.identity.size, source.file.get(), source.shown);
  const auto whole = bytes.and_then([&](const auto&) { return source.check_unchanged(); });
  if (!whole) {
    fail(whole.error());
    return false;
  }
  const auto named = run_.plan.operand(i).is_folder ? Named::kByTree : Named::kDirectly;
  SourceText text(std::move(*bytes), named, run_.configuration, language_of(source.shown));
  run_.warner.warn(text, run_.plan.filtered(i), named, run_.plan.layout_of(i));
  outcome_.diagnostics = run_.report.form(text.findings(source.shown));
  if (!text.ok()) return false;
  const SourceMaps maps = run_.plan.maps_of(i);
  const bool is_copied = text.is_plain() && maps == SourceMaps::kNone;
  for_each_target(i, [&](std::size_t target) {
    if (is_copied) return settle(target, i, put_file(target, i, text.bytes(), source.mode()));
    const StrippedFile stripped =
        strip_with_map(text, symbols(target), run_.plan.layout_of(i), maps, map_names(i, target));
    if (stripped.map) {
      const std::size_t map = run_.plan.map_of(i);
      settle(target, map, put_file(target, map, *stripped.map, map_mode(source.mode())));
    }
    settle(target, i, put_file(target, i, stripped.text, source.mode()));
  });
  return true;
}

Result<bool> ItemMaker::make_streamed(std::size_t i, const OpenSource& source) {
  std::vector<StreamTarget> texts;
  for_each_target(i, [&](std::size_t target) { texts.push_back({target, map_names(i, target)}); });
  const bool has_map = run_.plan.has_map(i);
  const std::size_t map = run_.plan.map_of(i);
  std::vector<StreamTarget> maps;
  Result<Streamed> all = Streamed{Streamed::Kind::kSound, {}};
  if (has_map) {
    maps = texts;
    all = put_streamed(map, source, Product::kMap, maps);
  }
  if (all && all->kind == Streamed::Kind::kSound) {
    all = put_streamed(i, source, text_product(run_.plan.maps_of(i)), texts);
  }
  if (!all) return tl::unexpected(all.error());
  if (all->kind == Streamed::Kind::kBinary) {
    if (!run_.plan.operand(i).is_folder) return false;
    for_each_target(i, [&](std::size_t target) {
      if (has_map) {
        settle(target, map,
               put_file(target, map, map_of_binary(map_names(i, target)), map_mode(source.mode())));
      }
      settle(target, i, put_copy(target, i, source));
    });
    return true;
  }
  if (!all->diagnostics.empty()) {
    auto part = run_.report.form(source, source.shown, all->diagnostics);
    if (!part) return tl::unexpected(part.error());
    outcome_.diagnostics = std::move(*part);
  }
  if (all->kind == Streamed::Kind::kUnsound) return true;
  for (std::size_t j = 0; j < texts.size(); ++j) {
    if (has_map) settle(maps[j].target, map, maps[j].change);
    settle(texts[j].target, i, texts[j].change);
  }
  return true;
}

StreamOptions ItemMaker::stream_options(std::size_t path, const OpenSource& source,
                                        Product product) const {
  const Language language = language_of(source.shown);
  StreamOptions options{{run_.configuration.undefined, run_.plan.layout_of(path), language}};
  if (product != Product::kMap) options.warnings = run_.warner.sought_in_pieces(language);
  return options;
}

Result<OpenSource> ItemMaker::open(std::size_t i) {
  auto& folders = sources_[run_.plan.item(i).operand];
  const std::string path = run_.plan.source_of(i);
  return folders ? open_source(*folders, run_.plan.relative(i), path) : open_source(path);
}

std::optional<FileIdentity> ItemMaker::identity(std::size_t i) {
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

template <typename Visit>
void ItemMaker::for_each_target(std::size_t i, Visit visit) const {
  for (std::size_t target = 0; target < target_count(); ++target) {
    if (holds(target, i)) visit(target);
  }
}

void ItemMaker::settle(std::size_t target, std::size_t path, const Result<Change>& change) {
  if (!change) {
    fail(change.error());
  } else if (*change == Change::kWritten) {
    ++outcome_.written;
    outcome_.log += log_line(target, path);
  }
}

MapNames ItemMaker::map_names(std::size_t i, std::size_t target) const {
  return run_.plan.map_names(i, real_path(target));
}

}  // namespace iftrue

#include "command/plan/tree_plan.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <optional>
#include <utility>

#include "command/maps/source_map_file.h"
#include "command/records/own_names.h"
#include "command/system/path.h"

namespace iftrue {
namespace {

// Calls add(path in the output, item) for each entry of an operand, which has this index.
template <typename Add>
void add_items(const TreeOperand& operand, std::uint32_t index, const PathFilter& filter,
               Layout layout, Add add) {
  if (!operand.is_folder) {
    TreeItem item;
    item.operand = index;
    item.treatment = operand.treatment;
    return add(operand.place, item);
  }
  std::uint32_t links = 0;
  for (std::size_t i = 0; i < operand.tree.paths.size(); ++i) {
    const std::string_view relative = operand.tree.paths[i];
    if (operand.is_output && is_reserved(relative)) continue;
    TreeItem item;
    item.operand = index;
    switch (operand.tree.kinds[i]) {
      case EntryKind::kLink:
        item.kind = TreeItem::Kind::kLink;
        item.detail = links++;
        break;
      case EntryKind::kEmptyFolder:
        item.kind = TreeItem::Kind::kEmptyFolder;
        break;
      case EntryKind::kCopied:
        item.treatment = Treatment::copied();
        break;
      case EntryKind::kScanned:
        item.treatment = Treatment::stripped(
            filter.rules.empty()
                ? layout
                : filter.layout_of(operand.prefix + std::string(relative), layout));
        break;
    }
    if (operand.place.empty()) {
      add(relative, item);
    } else {
      add(join(operand.place, relative), item);
    }
  }
}

bool has_own_map(const TreeItem& item, SourceMaps maps) {
  return maps == SourceMaps::kFiles && item.kind == TreeItem::Kind::kFile &&
         item.treatment.moves_text();
}

}  // namespace

// Items before they are in order.
struct TreePlan::Drafts {
  struct Draft {
    std::size_t path;  // where it begins in `paths`
    std::size_t size;
    TreeItem item;  // `detail` of a map is the index of its file's draft
  };
  std::string paths;
  std::vector<Draft> drafts;

  [[nodiscard]] std::string_view path(const Draft& draft) const {
    return std::string_view(paths).substr(draft.path, draft.size);
  }
  void add(std::string_view path, const TreeItem& item) {
    drafts.push_back({paths.size(), path.size(), item});
    paths += path;
  }
  void add_with_map(std::string_view path, const TreeItem& item, SourceMaps maps) {
    add(path, item);
    if (!has_own_map(item, maps)) return;
    TreeItem map = item;
    map.kind = TreeItem::Kind::kMap;
    map.detail = static_cast<std::uint32_t>(drafts.size() - 1);
    add(map_path(path), map);
  }
};

TreePlan::TreePlan(const std::vector<TreeInput>& inputs, const Options& options,
                   const Configuration& configuration)
    : inputs_(inputs), configuration_(configuration), source_maps_(options.source_maps) {
  for (const TreeInput& input : inputs) {
    auto operand = TreeOperand::list(input, options, configuration, failures_);
    if (!operand) continue;
    for (const std::string& folder : operand->tree.folders) {
      if (options.depfile) folders_.push_back(join(operand->path, folder));
    }
    operand->tree.folders = {};
    operands_.push_back(std::move(*operand));
  }
  // Most runs are of one folder, whose list is that of the output then.
  const bool as_listed = operands_.size() == 1 && operands_.front().is_folder &&
                         operands_.front().place.empty() && !operands_.front().is_output &&
                         source_maps_ != SourceMaps::kFiles;
  Drafts drafts;
  for (std::uint32_t i = 0; i < operands_.size(); ++i) {
    SourceTree& tree = operands_[i].tree;
    if (as_listed) items_.reserve(tree.paths.size());
    add_items(operands_[i], i, configuration.filter(), options.layout,
              [&](std::string_view path, const TreeItem& item) {
                if (as_listed) {
                  items_.push_back(item);
                } else {
                  drafts.add_with_map(path, item, source_maps_);
                }
              });
    PathList listed = std::exchange(tree.paths, {});
    if (as_listed) paths_ = std::move(listed);
    tree.kinds = {};
  }
  if (!as_listed) take_in_order(drafts);
}

void TreePlan::take_in_order(const Drafts& drafts) {
  std::vector<std::uint32_t> order(drafts.drafts.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto path = [&](std::uint32_t draft) { return drafts.path(drafts.drafts[draft]); };
  if (!std::ranges::is_sorted(order, {}, path)) std::ranges::stable_sort(order, {}, path);
  for (const std::uint32_t draft : order) {
    paths_.append(path(draft));
    items_.push_back(drafts.drafts[draft].item);
  }
  if (source_maps_ != SourceMaps::kFiles) return;
  std::vector<std::uint32_t> places(order.size());  // by draft
  for (std::uint32_t i = 0; i < order.size(); ++i) places[order[i]] = i;
  for (std::uint32_t i = 0; i < items_.size(); ++i) {
    if (items_[i].kind != TreeItem::Kind::kMap) continue;
    items_[i].detail = places[items_[i].detail];
    items_[items_[i].detail].detail = i;
  }
}

Result<std::vector<char>> TreePlan::planned_for(std::size_t target,
                                                const std::string& output) const {
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

tl::unexpected<Failure> TreePlan::clash(std::size_t one, std::size_t other,
                                        const std::string& output) const {
  const std::string place = join(output, paths_[one]);
  for (const std::size_t i : {one, other}) {
    if (items_[i].kind == TreeItem::Kind::kMap) {
      return failure(fmt::format("the source map of {} and another input would be written to {}",
                                 quote(source_of(i)), quote(place)));
    }
  }
  return failure(fmt::format("two inputs would be written to {}", quote(place)));
}

// A file that is named is there for every target.
bool TreePlan::exists_for(std::size_t i, std::size_t target) const {
  const PathFilter& filter = configuration_.filter();
  if (filter.rules.empty()) return true;
  return filter.exists_for(filtered(i), configuration_.targets[target].symbols);
}

std::string TreePlan::filtered(std::size_t i) const {
  const TreeItem& item = items_[i];
  const std::size_t file = item.kind == TreeItem::Kind::kMap ? item.detail : i;
  return operand(i).prefix + std::string(relative(file));
}

Layout TreePlan::layout_of(std::size_t i) const {
  const TreeItem& item = items_[i];
  return (item.kind == TreeItem::Kind::kMap ? items_[item.detail] : item).treatment.layout;
}

SourceMaps TreePlan::maps_of(std::size_t i) const {
  return items_[i].treatment.moves_text() ? source_maps_ : SourceMaps::kNone;
}

bool TreePlan::has_map(std::size_t i) const { return has_own_map(items_[i], source_maps_); }

MapNames TreePlan::map_names(std::size_t i, const std::string& output) const {
  if (source_maps_ == SourceMaps::kNone) return {};
  const std::filesystem::path place(join(output, paths_[i]));
  return {place.filename().string(),
          source_url(join(operand(i).located, relative(i)), place.parent_path().string())};
}

std::string_view TreePlan::relative(std::size_t i) const {
  const TreeOperand& from = operand(i);
  if (!from.is_folder) return {};
  std::string_view path = paths_[i];
  if (!from.place.empty()) path.remove_prefix(from.place.size() + 1);
  return path;
}

std::string TreePlan::source_of(std::size_t i) const {
  const std::size_t file = items_[i].kind == TreeItem::Kind::kMap ? items_[i].detail : i;
  return join(operand(file).path, relative(file));
}

std::vector<std::string> TreePlan::dependencies() const {
  // A folder changes when a name in it comes or goes.
  std::vector<std::string> paths = folders_;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].kind == TreeItem::Kind::kFile) paths.push_back(source_of(i));
  }
  return paths;
}

}  // namespace iftrue

#include "lsp/analysis.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "command/project/language.h"

namespace iftrue {

Analysis::Analysis(const Buffer& buffer, std::shared_ptr<const Setting> setting,
                   PositionEncoding encoding)
    : buffer_(buffer),
      revision_(buffer.revision()),
      setting_(std::move(setting)),
      positions_(buffer.text(), buffer.lines(), encoding),
      kept_(setting_->targets().size()) {
  const Configuration& configuration = setting_->configuration();
  const std::string& path = buffer.path().empty() ? buffer.uri() : buffer.path();
  if (!buffer.path().empty()) filtered_ = path_in_source(configuration.project, path);
  Treatment treatment = configuration.treatment_of_named(path, setting_->options().layout);
  if (filtered_.empty()) {
    // Beside the project's source, what a project would scan that says nothing of it.
    const std::string name = std::filesystem::path(path).filename().string();
    if (!PathFilter().scans(name)) treatment = Treatment::copied();
  } else {
    named_ = Named::kByTree;
    const PathFilter& filter = configuration.filter();
    if (filter.leaves_out(filtered_) || !filter.scans(filtered_)) treatment = Treatment::copied();
  }
  if (treatment.is_copied()) return;
  layout_ = treatment.layout;
  source_.emplace(std::string(buffer.text()), named_, configuration, language_of(path));
  if (is_sound()) conditionals_ = source_->document()->conditionals();
}

bool Analysis::is_sound() const {
  return source_ && source_->document() != nullptr && source_->document()->ok();
}

std::span<const Diagnostic> Analysis::diagnostics() {
  if (!source_) return {};
  if (!std::exchange(has_warnings_, true)) {
    setting_->warner().warn(*source_, filtered_, named_, layout_);
  }
  return source_->findings("").diagnostics;
}

bool Analysis::exists_for(std::size_t target) const {
  return filtered_.empty() || setting_->configuration().filter().exists_for(
                                  filtered_, setting_->targets()[target].symbols);
}

std::optional<Explanation> Analysis::rule_against(std::size_t target) const {
  const InputFile file{buffer_.path(), filtered_, named_, Treatment::stripped(layout_)};
  return explain_by_rules(setting_->configuration(), file, setting_->targets()[target].symbols);
}

const Analysis::KeptGroups& Analysis::kept_groups(std::size_t target) {
  auto& kept = kept_[target];
  if (!kept) {
    kept = is_sound() && exists_for(target)
               ? source_->document()->kept_groups(setting_->targets()[target].symbols)
               : KeptGroups(conditionals_.size());
  }
  return *kept;
}

std::vector<std::string_view> Analysis::keepers(const GroupIndex& group) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    if (kept_groups(i)[group.conditional] == group.group) {
      names.push_back(setting_->targets()[i].name);
    }
  }
  return names;
}

std::string Analysis::kept_by(const GroupIndex& group) {
  const auto names = keepers(group);
  if (names.empty()) return "kept by no target";
  if (names.size() == kept_.size() && names.size() > 1) return "kept by all targets";
  return fmt::format("kept by {}", fmt::join(names, ", "));
}

std::optional<GroupIndex> Analysis::directive_at(std::size_t offset) const {
  const auto directive = [&](std::size_t at) -> std::optional<GroupIndex> {
    const auto around = enclosing(conditionals_, at);
    if (around.empty() || around.back().at != Enclosing::At::kDirective) return std::nullopt;
    return around.back().index;
  };
  if (const auto found = directive(offset)) return found;
  if (offset == 0) return std::nullopt;
  const auto before = directive(offset - 1);
  return before && span_of(word(*before)).end == offset ? before : std::nullopt;
}

const Place& Analysis::word(const GroupIndex& directive) const {
  const Conditional& conditional = conditionals_[directive.conditional];
  return directive.group == conditional.groups.size()
             ? conditional.end
             : conditional.groups[directive.group].directive;
}

}  // namespace iftrue

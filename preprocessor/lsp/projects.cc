#include "lsp/projects.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "command/project/project_file.h"
#include "command/system/file.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

Options check_options() {
  Options options;
  options.command = CommandKind::kCheck;
  options.jobs = 1;
  return options;
}

std::optional<FileIdentity> identity_at(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileIdentity::of(status);
}

}  // namespace

Setting::Setting(std::optional<Project> project)
    : options_(check_options()),
      // Without options that name a target or a warning there is nothing to be refused.
      configuration_(configure(options_, std::move(project)).value()),
      warner_(options_, configuration_) {}

std::span<const TargetSymbols> Setting::targets() const {
  if (project() == nullptr || project()->targets.empty()) return {};
  return configuration_.targets;
}

std::optional<std::size_t> Setting::find_target(std::string_view name) const {
  const auto all = targets();
  const auto found = std::ranges::find(all, name, &TargetSymbols::name);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

Projects::Projects(const Buffers& buffers)
    : buffers_(buffers), none_(std::make_shared<const Setting>(std::nullopt)) {}

std::shared_ptr<const Setting> Projects::of(const std::string& path) {
  if (path.empty()) return none_;
  const std::string folder = std::filesystem::path(path).parent_path().string();
  for (const std::string& place : project_file_places(folder)) {
    if (open_at(place) == nullptr && !is_project_file(place)) continue;
    return entry_at(place).setting;
  }
  return none_;
}

std::vector<TomlError> Projects::errors(const Buffer& project_file) {
  return entry_at(project_file.path()).errors;
}

const Buffer* Projects::open_at(std::string_view path) const {
  const auto found =
      std::ranges::find_if(buffers_, [&](const auto& each) { return each.second.path() == path; });
  return found == buffers_.end() ? nullptr : &found->second;
}

Projects::Entry& Projects::entry_at(const std::string& place) {
  Entry& entry = entries_[place];
  if (!entry.setting) entry.setting = none_;
  if (const Buffer* buffer = open_at(place)) {
    if (entry.revision == buffer->revision()) return entry;
    entry.revision = buffer->revision();
    entry.identity.reset();
    read(entry, buffer->text(), place);
    return entry;
  }
  const auto identity = identity_at(place);
  if (!entry.revision && identity && entry.identity == identity) return entry;
  entry.revision.reset();
  entry.identity = identity;
  // A file that cannot be read leaves what was read of it before.
  if (const auto text = read_file(place)) read(entry, *text, place);
  return entry;
}

void Projects::read(Entry& entry, std::string_view text, const std::string& place) {
  auto project = read_project(text, place);
  if (!project) {
    entry.errors = std::move(project).error();
    return;
  }
  entry.errors.clear();
  entry.setting = std::make_shared<const Setting>(std::move(*project));
}

}  // namespace iftrue

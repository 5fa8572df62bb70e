#include "command/source/input_files.h"

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>

#include "command/source/source_tree.h"
#include "command/system/path.h"

namespace iftrue {
namespace {

std::string path_in_source(const std::optional<Project>& project, const std::string& path) {
  if (!project || project->source.empty() || !is_inside(path, project->source)) return {};
  std::filesystem::path whole = path;
  const std::string folder = whole.has_parent_path() ? whole.parent_path().string() : ".";
  return filter_prefix(project, folder) + whole.filename().string();
}

}  // namespace

Result<InputFiles> list_input_files(const std::vector<std::string>& operands,
                                    const Configuration& configuration, unsigned jobs,
                                    CopiedFiles copied) {
  std::vector<std::string> paths = operands;
  if (paths.empty()) {
    if (!configuration.project || configuration.project->source.empty()) {
      return failure("nothing to read: name files or folders, or a source in iftrue.toml");
    }
    paths.push_back(configuration.project->source);
  }

  const PathFilter& filter = configuration.filter();
  InputFiles inputs;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      inputs.files.push_back({path, path_in_source(configuration.project, path), Named::kDirectly});
      continue;
    }
    const std::string prefix = filter_prefix(configuration.project, path);
    SourceTree tree = list_source_tree(path, filter, prefix, jobs);
    for (Failure& failure : tree.failures) inputs.failures.push_back(std::move(failure));
    for (std::size_t i = 0; i < tree.paths.size(); ++i) {
      const EntryKind kind = tree.kinds[i];
      if (kind != EntryKind::kScanned && kind != EntryKind::kCopied) continue;
      const std::string_view relative = tree.paths[i];
      std::string filtered = prefix;
      filtered += relative;
      const Treatment treatment =
          kind == EntryKind::kScanned ? Treatment::kStripped : Treatment::kCopied;
      if (treatment == Treatment::kCopied && copied == CopiedFiles::kLeftOut) continue;
      inputs.files.push_back(
          {join(path, relative), std::move(filtered), Named::kByTree, treatment});
    }
  }
  return inputs;
}

}  // namespace iftrue

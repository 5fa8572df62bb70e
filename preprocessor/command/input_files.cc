#include "command/input_files.h"

#include <filesystem>
#include <utility>

#include "command/source_tree.h"

namespace iftrue {

Result<InputFiles> list_input_files(const std::vector<std::string>& operands,
                                    const Configuration& configuration) {
  std::vector<std::string> paths = operands;
  if (paths.empty()) {
    if (!configuration.project || configuration.project->source.empty()) {
      return failure("nothing to read: name files or folders, or a source in iftrue.toml");
    }
    paths.push_back(configuration.project->source);
  }

  const PathFilter filter = configuration.project ? configuration.project->filter : PathFilter();
  InputFiles inputs;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      inputs.files.push_back({path, {}, Named::kDirectly});
      continue;
    }
    const std::string prefix = filter_prefix(configuration.project, path);
    SourceTree tree = list_source_tree(path, filter, prefix);
    for (Failure& failure : tree.failures) inputs.failures.push_back(std::move(failure));
    for (const SourceEntry& entry : tree.entries) {
      std::string filtered = prefix + entry.path;
      if (entry.kind != EntryKind::kFile || !filter.scans(filtered)) continue;
      inputs.files.push_back({(std::filesystem::path(path) / entry.path).string(),
                              std::move(filtered), Named::kByTree});
    }
  }
  return inputs;
}

}  // namespace iftrue

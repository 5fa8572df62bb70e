#include "command/source/input_files.h"

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "command/source/source_tree.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

// Nothing of a copied file is looked at, so that it is missing would not be noticed.
std::optional<Failure> unreadable(const std::string& path) {
  if (access(path.c_str(), R_OK) == 0) return std::nullopt;
  return system_failure("read", path, errno).value();
}

}  // namespace

Result<InputFiles> list_input_files(const Options& options, const Configuration& configuration,
                                    CopiedFiles copied) {
  std::vector<std::string> paths = options.paths;
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
      const Treatment treatment = configuration.treatment_of_named(path, options.layout);
      if (treatment.is_copied()) {
        if (auto failure = unreadable(path)) {
          inputs.failures.push_back(std::move(*failure));
          continue;
        }
        if (copied == CopiedFiles::kLeftOut) continue;
      }
      inputs.files.push_back(
          {path, path_in_source(configuration.project, path), Named::kDirectly, treatment});
      continue;
    }
    const std::string prefix = filter_prefix(configuration.project, path);
    SourceTree tree = list_source_tree(path, filter, prefix, options.jobs);
    for (Failure& failure : tree.failures) inputs.failures.push_back(std::move(failure));
    for (std::size_t i = 0; i < tree.paths.size(); ++i) {
      const EntryKind kind = tree.kinds[i];
      if (kind != EntryKind::kScanned && kind != EntryKind::kCopied) continue;
      const std::string_view relative = tree.paths[i];
      std::string filtered = prefix;
      filtered += relative;
      if (kind == EntryKind::kCopied && copied == CopiedFiles::kLeftOut) continue;
      const Treatment treatment =
          kind == EntryKind::kCopied
              ? Treatment::copied()
              : Treatment::stripped(filter.layout_of(filtered, options.layout));
      inputs.files.push_back(
          {join(path, relative), std::move(filtered), Named::kByTree, treatment});
    }
  }
  return inputs;
}

}  // namespace iftrue

#include <fcntl.h>
#include <fmt/core.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "command/commands.h"
#include "command/configuration.h"
#include "command/file.h"
#include "command/source_text.h"
#include "command/source_tree.h"
#include "command/strip_tree.h"
#include "command/worker_pool.h"

namespace iftrue {
namespace {

struct Input {
  std::string path;
  Named named;
};

}  // namespace

ExitStatus check(const Options& options) {
  const Color color = resolve(options.color);
  ExitStatus status = ExitStatus::kDone;
  const auto fail = [&](const Failure& failure) {
    print_failure(failure.message, color);
    status = ExitStatus::kFailure;
  };
  const auto configuration = configure(options);
  if (!configuration) {
    fail(configuration.error());
    return status;
  }
  std::vector<std::string> paths = options.paths;
  if (paths.empty() && configuration->project) paths.push_back(configuration->project->source);
  if (paths.empty() || paths.front().empty()) {
    fail({"nothing to check: name files or folders, or a source in iftrue.toml"});
    return status;
  }

  const PathFilter filter = configuration->project ? configuration->project->filter : PathFilter();
  std::vector<Input> inputs;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      inputs.push_back({path, Named::kDirectly});
      continue;
    }
    const std::string prefix = filter_prefix(configuration->project, path);
    const SourceTree tree = list_source_tree(path, filter, prefix);
    for (const Failure& failure : tree.failures) fail(failure);
    for (const SourceEntry& entry : tree.entries) {
      if (entry.kind != EntryKind::kFile || !filter.scans(prefix + entry.path)) continue;
      inputs.push_back({(std::filesystem::path(path) / entry.path).string(), Named::kByTree});
    }
  }

  std::vector<Result<std::string>> rendered(inputs.size());
  {
    Progress progress(options.verbosity == Verbosity::kQuiet ? Progress::Visibility::kHidden
                                                             : Progress::Visibility::kOnTerminal,
                      "checked", inputs.size());
    for_each_index(inputs.size(), options.jobs, [&](std::size_t i) {
      rendered[i] = read_file(inputs[i].path).map([&](std::string bytes) {
        return SourceText(std::move(bytes), inputs[i].named, configuration->targets.front().symbols,
                          configuration->undefined)
            .rendered(inputs[i].path, color);
      });
      progress.advance();
    });
  }
  for (const Result<std::string>& each : rendered) {
    if (!each) {
      fail(each.error());
    } else if (!each->empty()) {
      print_error_stream(*each);
      status = worse(status, ExitStatus::kInputErrors);
    }
  }
  if (options.verbosity == Verbosity::kVerbose) {
    print_error_stream(fmt::format("iftrue: checked {} files\n", inputs.size()));
  }
  return status;
}

}  // namespace iftrue

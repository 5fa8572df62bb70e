#include "command/plan/tree_operand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <utility>

#include "command/maps/source_map_file.h"
#include "command/output/own_file.h"
#include "command/records/own_names.h"
#include "command/system/path.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

std::optional<Failure> not_a_file(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return system_failure("read", path, errno).value();
  if (S_ISREG(status.st_mode)) return std::nullopt;
  return Failure{fmt::format("cannot read {} among others: it is no file", quote(path))};
}

}  // namespace

std::optional<TreeOperand> TreeOperand::list(const TreeInput& input, const Options& options,
                                             const Configuration& configuration,
                                             std::vector<Failure>& failures) {
  const bool makes_maps = options.source_maps != SourceMaps::kNone;
  TreeOperand operand;
  operand.path = input.path;
  operand.place = input.place;
  std::error_code error;
  operand.is_folder = std::filesystem::is_directory(input.path, error);
  if (!operand.is_folder) {
    if (auto failure = not_a_file(input.path)) {
      failures.push_back(std::move(*failure));
      return std::nullopt;
    }
    operand.treatment = configuration.treatment_of_named(input.path, options.layout);
    if (makes_maps) operand.located = iftrue::located(input.path);
    return operand;
  }
  operand.prefix = filter_prefix(configuration.project, operand.path);
  if (makes_maps) operand.located = real_path(operand.path);
  operand.tree =
      list_source_tree(operand.path, configuration.filter(), operand.prefix, options.jobs);
  operand.is_output =
      operand.tree.paths.contains(kManifestName) && iftrue::is_output(operand.tree.root.get());
  std::ranges::move(operand.tree.failures, std::back_inserter(failures));
  operand.tree.failures = {};
  return operand;
}

}  // namespace iftrue

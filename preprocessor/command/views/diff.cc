#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <optional>
#include <utility>

#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/source_text.h"
#include "command/source/warner.h"
#include "command/system/file.h"
#include "command/views/input_walk.h"
#include "command/views/unified_diff.h"
#include "command/views/views.h"

namespace iftrue {
namespace {

// The two targets come before the paths.
constexpr std::size_t kTargets = 2;

struct Compared {
  std::string text;  // for standard output
  Report::Part diagnostics;
};

// The path below the target's name: as the project's output has it, or as it was given.
std::string shown_path(const InputFile& file) {
  if (!file.filtered.empty()) return file.filtered;
  std::filesystem::path shown;
  for (const auto& name : std::filesystem::path(file.path).lexically_normal().relative_path()) {
    if (name != "..") shown /= name;
  }
  return shown.string();
}

class Comparer {
 public:
  Comparer(const Configuration& configuration, const Options& options, const Report& report)
      : configuration_(configuration),
        warner_(options, configuration),
        color_(resolve(options.color, Stream::kOutput)),
        report_(report) {}

  [[nodiscard]] Result<Compared> compare(const InputFile& file) const {
    std::array<bool, kTargets> exists{};
    for (std::size_t i = 0; i < kTargets; ++i) {
      exists[i] = file.filtered.empty() ||
                  configuration_.filter().exists_for(file.filtered, target(i).symbols);
    }
    const bool copied = file.treatment.is_copied();
    if (!exists[0] && !exists[1]) return Compared{};
    if (copied && exists[0] && exists[1]) return Compared{};
    auto bytes = read_file(file.path);
    if (!bytes) return tl::unexpected(bytes.error());
    if (classify(*bytes) == TextKind::kBinary && exists[0] != exists[1]) {
      return Compared{fmt::format("Only in {}: {} (binary)\n", target(exists[0] ? 0 : 1).name,
                                  printable(shown_path(file))),
                      {}};
    }
    if (copied) return Compared{diff(file, exists, *bytes, *bytes), {}};
    SourceText text(std::move(*bytes), file.named, configuration_, language_of(file.path));
    warner_.warn(text, file.filtered, file.named, file.treatment.layout);
    if (!text.ok()) return Compared{{}, report_.form(text.findings(file.path))};
    const Layout layout = file.treatment.layout;
    return Compared{diff(file, exists, text.strip(target(0).symbols, layout),
                         text.strip(target(1).symbols, layout)),
                    {}};
  }

 private:
  [[nodiscard]] const TargetSymbols& target(std::size_t index) const {
    return configuration_.targets[index];
  }

  [[nodiscard]] std::string diff(const InputFile& file, const std::array<bool, kTargets>& exists,
                                 std::string before, std::string after) const {
    const std::string path = shown_path(file);
    const auto side = [&](std::size_t index, std::string text) {
      return DiffSide{fmt::format("{}/{}", target(index).name, path),
                      exists[index] ? std::optional(std::move(text)) : std::nullopt};
    };
    return unified_diff(side(0, std::move(before)), side(1, std::move(after)), color_);
  }

  const Configuration& configuration_;
  Warner warner_;
  Color color_;
  const Report& report_;
};

}  // namespace

void diff(const Options& options, Report& report) {
  if (options.paths.size() < kTargets) {
    return report.fail(
        {"diff takes two targets, and then files or folders; see iftrue diff --help"});
  }
  Options chosen = options;
  const auto first_path = chosen.paths.begin() + kTargets;
  chosen.targets.assign(chosen.paths.begin(), first_path);
  chosen.paths.erase(chosen.paths.begin(), first_path);
  const auto configuration = configure(chosen);
  if (!configuration) return report.fail(configuration.error());
  if (configuration->targets.size() < kTargets) {
    return report.fail({"diff takes two different targets"});
  }

  const Comparer comparer(*configuration, chosen, report);
  std::string text;
  const auto take = [&](const Compared& compared) {
    text += compared.text;
    report.add(compared.diagnostics);
  };
  const auto compare = [&](const InputFile& file) { return comparer.compare(file); };
  const InputWork work{"compare", "compared", CopiedFiles::kListed};
  if (!for_each_input(chosen, *configuration, work, report, compare, take)) return;
  if (auto written = write_standard_output(text); !written) {
    report.fail(written.error());
  }
}

}  // namespace iftrue

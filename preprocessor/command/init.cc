#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/project/include_globs.h"
#include "command/project/new_project.h"
#include "command/project/project_file.h"
#include "command/system/atomic_file.h"
#include "command/system/file.h"
#include "command/system/path.h"
#include "command/system/posix.h"
#include "command/system/utf8.h"
#include "command/terminal/message.h"
#include "command/views/input_walk.h"

namespace iftrue {
namespace {

constexpr mode_t kMode = 0644;

// What one file uses.
struct FoundFile {
  std::string path;  // below the folder; empty where it has no directive
  std::set<std::string> symbols;
};

// Every file is searched: which kinds have directives is what is to be found out.
Configuration everything() {
  Configuration configuration;
  configuration.targets.emplace_back();
  PathFilter& filter = configuration.project.emplace().filter;
  filter.include = {Glob::parse("**").value()};
  filter.exclude.clear();
  for (const std::string_view glob : kNewProjectExclude) {
    filter.exclude.push_back(Glob::parse(glob).value());
  }
  return configuration;
}

FoundFile find_symbols(const InputFile& file, std::string_view bytes) {
  if (classify(bytes) == TextKind::kBinary) return {};
  const Document document(bytes);
  if (!document.has_directives()) return {};
  FoundFile found{file.filtered, {}};
  // Also where the text is in error: what check says of it must not depend on this project.
  for (const Diagnostic& each : document.check_symbols({})) {
    found.symbols.emplace(bytes.substr(each.place.offset, each.place.length));
  }
  return found;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// The folder of the top that all files are in, if there is one and TOML can name it.
std::string common_folder(const std::vector<std::string>& paths) {
  std::string common;
  for (const std::string& path : paths) {
    const std::size_t slash = path.find('/');
    if (slash == std::string::npos) return ".";
    const std::string top = path.substr(0, slash);
    if (!common.empty() && top != common) return ".";
    common = top;
  }
  return common.empty() || !is_utf8(common) ? "." : common;
}

// The first place for outputs that is apart from the source; the project file tells.
void choose_output(NewProject& project, const std::string& file) {
  std::vector<std::string> places = {"build/stripped/{target}", "stripped/{target}"};
  const std::string folder = std::filesystem::path(real_path(file)).parent_path().filename();
  if (is_utf8(folder)) places.push_back("../" + folder + "-stripped/{target}");
  places.emplace_back("../stripped/{target}");
  for (std::string& place : places) {
    project.output = std::move(place);
    if (parse_project(project_text(project), file)) return;
  }
  project.output.clear();
}

class Initializer {
 public:
  Initializer(const Options& options, Report& report)
      : options_(options),
        report_(report),
        folder_(options.paths.empty() ? "." : options.paths.front()),
        file_((std::filesystem::path(folder_) / kProjectFileName).lexically_normal().string()) {}

  void run() {
    struct stat status {};
    if (stat(folder_.c_str(), &status) != 0) {
      return report_.fail(system_failure("read folder", folder_, errno).value());
    }
    if (!S_ISDIR(status.st_mode)) {
      return report_.fail({fmt::format("init takes a folder, and {} is none", quote(folder_))});
    }
    if (lstat(file_.c_str(), &status) == 0) return report_.fail(exists());
    if (!search()) return;
    const std::string text = project_text(project_);
    // No tree may lead to a file that the next command refuses.
    if (const auto parsed = parse_project(text, file_); !parsed)
      return report_.fail(parsed.error());
    if (options_.dry_run) {
      if (auto written = write_standard_output(text); !written) report_.fail(written.error());
      return;
    }
    if (auto written = write(text); !written) return report_.fail(written.error());
    if (options_.verbosity != Verbosity::kQuiet) tell();
  }

 private:
  [[nodiscard]] Failure exists() const {
    return {fmt::format("{} exists already; init never overwrites one", quote(file_))};
  }

  bool search() {
    Options walked = options_;
    walked.paths = {folder_};
    const Configuration configuration = everything();
    std::vector<std::string> paths;
    std::map<std::string, std::size_t> symbols;
    const auto count = for_each_input(
        walked, configuration, {"search", "searched"}, report_,
        [](const InputFile& file) {
          return read_file(file.path).map(
              [&](const std::string& bytes) { return find_symbols(file, bytes); });
        },
        [&](FoundFile found) {
          if (found.path.empty()) return;
          paths.push_back(std::move(found.path));
          for (const std::string& symbol : found.symbols) ++symbols[symbol];
        });
    if (!count) return false;
    searched_ = *count;
    with_directives_ = paths.size();
    project_.source = common_folder(paths);
    project_.include = include_globs(paths);
    for (const auto& [name, files] : symbols) project_.symbols.push_back({name, files});
    choose_output(project_, file_);
    return true;
  }

  [[nodiscard]] Result<void> write(std::string_view text) const {
    const Descriptor folder(open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.valid()) return system_failure("read folder", folder_, errno);
    auto file = AtomicFile::create(folder.get(), std::string(kProjectFileName), file_, kMode);
    if (!file) return tl::unexpected(file.error());
    return file->write(text)
        .and_then([&] { return file->commit_new(); })
        .and_then([&](bool is_new) -> Result<void> {
          if (!is_new) return tl::unexpected(exists());
          return {};
        });
  }

  void tell() const {
    const std::string files = counted(searched_, "file");
    print_error_stream(with_directives_ == 0
                           ? fmt::format("iftrue: wrote {}, with examples: no directive in {}\n",
                                         quote(file_), files)
                           : fmt::format("iftrue: wrote {}: {}, in {} of {}\n", quote(file_),
                                         counted(project_.symbols.size(), "symbol"),
                                         with_directives_, files));
  }

  const Options& options_;
  Report& report_;
  const std::string folder_;
  const std::string file_;
  NewProject project_;
  std::size_t searched_ = 0;
  std::size_t with_directives_ = 0;
};

}  // namespace

void init(const Options& options, Report& report) {
  if (options.paths.size() > 1) return report.fail({"init takes one folder"});
  Initializer(options, report).run();
}

}  // namespace iftrue

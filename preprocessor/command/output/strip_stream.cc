#include "command/output/strip_stream.h"

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <utility>

#include "command/output/output_file.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/system/file.h"
#include "command/system/write_behind.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {
namespace {

using Changed = std::optional<std::vector<std::string>>;

Result<bool> is_sound(const Result<Streamed>& streamed) {
  return streamed.map([](Streamed all) { return all == Streamed::kSound; });
}

// Whether a run of this target would be sound.
Result<bool> try_run(const OpenSource& source, StreamStripper::Target target) {
  target.sink = [](std::string_view) {};
  return is_sound(stream(source, StreamStripper({std::move(target)})));
}

bool has_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code error;
  return folder.empty() || std::filesystem::is_directory(folder, error);
}

// In two readings: nothing may be written of a text with an error.
Result<Changed> to_standard_output(const OpenSource& source, StreamStripper::Target target) {
  const auto sound = try_run(source, target);
  if (!sound) return tl::unexpected(sound.error());
  if (!*sound) return std::nullopt;
  Result<void> written;
  target.sink = [&written](std::string_view bytes) {
    if (written) written = write_standard_output(bytes);
  };
  const auto again = stream(source, StreamStripper({std::move(target)}));
  if (!again) return tl::unexpected(again.error());
  if (!written) return tl::unexpected(written.error());
  return Changed(std::in_place);
}

Result<Changed> to_files(const OpenSource& source, const Configuration& configuration,
                         const StripOptions& options, const std::vector<std::string>& outputs) {
  if (!std::ranges::all_of(outputs, has_folder)) {
    // Folders that are made now would stay.
    const auto sound = try_run(source, {configuration.targets.front().symbols, options, {}});
    if (!sound) return tl::unexpected(sound.error());
    if (!*sound) return std::nullopt;
  }
  std::deque<OutputFile> files;
  std::deque<WriteBehind> writers;  // each for a file
  std::vector<StreamStripper::Target> targets;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    auto file = OutputFile::create(outputs[i], source.mode());
    if (!file || !*file) return std::nullopt;  // what is wrong with the text is told first
    files.push_back(std::move(**file));
    writers.emplace_back([&to = files.back()](std::string_view bytes) { to.write(bytes); });
    targets.push_back({configuration.targets[i].symbols, options,
                       [&to = writers.back()](std::string_view bytes) { to.write(bytes); }});
  }
  const auto sound = is_sound(stream(source, StreamStripper(std::move(targets))));
  for (WriteBehind& writer : writers) writer.finish();
  if (!sound) return tl::unexpected(sound.error());
  if (!*sound) return std::nullopt;
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto written = files[i].commit();
    if (!written) return tl::unexpected(written.error());
    if (*written) changed.push_back(outputs[i]);
  }
  return changed;
}

}  // namespace

bool may_stream(const std::string& path, Undefined undefined) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         may_stream(static_cast<std::uint64_t>(status.st_size), undefined);
}

Result<std::optional<std::vector<std::string>>> strip_stream(
    const std::string& path, const Configuration& configuration, Layout layout,
    const std::vector<std::string>& outputs) {
  const auto source = open_source(path);
  if (!source) return tl::unexpected(source.error());
  const StripOptions options{configuration.undefined, layout};
  if (outputs.empty()) {
    return to_standard_output(*source, {configuration.targets.front().symbols, options, {}});
  }
  return to_files(*source, configuration, options, outputs);
}

}  // namespace iftrue

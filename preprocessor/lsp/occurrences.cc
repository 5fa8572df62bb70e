#include "lsp/occurrences.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "command/project/project_file.h"
#include "command/source/input_files.h"
#include "command/system/file.h"
#include "engine/text.h"
#include "lsp/symbol_places.h"
#include "lsp/uri.h"

namespace iftrue {
namespace {

class Finder {
 public:
  Finder(std::string_view symbol, const Search& search) : symbol_(symbol), search_(search) {}

  void look_into(const Buffer& buffer) {
    if (!seen_.insert(buffer.uri()).second) return;
    Analysis analysis(buffer, search_.setting, search_.encoding);
    if (analysis.source() == nullptr || analysis.source()->document() == nullptr) return;
    if (!analysis.is_sound()) {
      const Place& place = analysis.source()->document()->diagnostics().front().place;
      obstacles_.push_back(fmt::format("{}:{}:{} has an error", printable(name_of(buffer)),
                                       place.line, place.column));
      return;
    }
    add(buffer, analysis.positions(), symbol_places(analysis));
  }

  // A project file.
  void look_into_project(const Buffer& buffer) {
    if (!seen_.insert(buffer.uri()).second) return;
    const auto places = symbol_places(buffer.text());
    if (!places || !read_project(buffer.text(), buffer.path())) {
      obstacles_.push_back(fmt::format("{} has an error, or writes a symbol with an escape",
                                       printable(name_of(buffer))));
      return;
    }
    Positions positions(buffer.text(), buffer.lines(), search_.encoding);
    add(buffer, positions, *places);
  }

  // The file at a path, as the editor has it if it is open.
  template <typename Look>
  void with_file(const std::string& path, Look look) {
    const auto open = std::ranges::find_if(
        search_.buffers, [&](const auto& each) { return each.second.path() == path; });
    if (open != search_.buffers.end()) return look(open->second);
    auto text = read_file(path);
    if (!text) {
      obstacles_.push_back(std::move(text).error().message);
      return;
    }
    // Editors take a byte order mark for none of the text.
    if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
    look(Buffer(uri_of_path(path), std::nullopt, std::move(*text)));
  }

  void look_into_tree() {
    const auto listed =
        list_input_files(search_.setting->options(), search_.setting->configuration());
    if (!listed) return;  // the project names no source
    for (const Failure& each : listed->failures) obstacles_.push_back(each.message);
    for (const InputFile& file : listed->files) {
      with_file(file.path, [this](const Buffer& buffer) { look_into(buffer); });
    }
  }

  [[nodiscard]] Occurrences take() {
    std::ranges::sort(files_, {}, &FileOccurrences::uri);
    return {std::move(files_), std::move(obstacles_)};
  }

 private:
  static const std::string& name_of(const Buffer& buffer) {
    return buffer.path().empty() ? buffer.uri() : buffer.path();
  }

  void add(const Buffer& buffer, Positions& positions, const std::vector<SymbolPlace>& places) {
    FileOccurrences file{buffer.uri(), buffer.version(), {}};
    for (const SymbolPlace& place : places) {
      if (place.name != symbol_) continue;
      file.occurrences.push_back({positions.range(place.span), place.prefix});
    }
    if (!file.occurrences.empty()) files_.push_back(std::move(file));
  }

  std::string_view symbol_;
  const Search& search_;
  std::set<std::string> seen_;  // addresses
  std::vector<FileOccurrences> files_;
  std::vector<std::string> obstacles_;
};

}  // namespace

Occurrences occurrences_of(std::string_view symbol, const Buffer& searched, const Search& search) {
  Finder finder(symbol, search);
  const Project* project = search.setting->project();
  if (project == nullptr) {
    finder.look_into(searched);
    return finder.take();
  }
  finder.with_file(project->file, [&](const Buffer& file) { finder.look_into_project(file); });
  for (const auto& [uri, buffer] : search.buffers) {
    if (search.projects.of(buffer.path()) == search.setting) finder.look_into(buffer);
  }
  finder.look_into_tree();
  return finder.take();
}

}  // namespace iftrue

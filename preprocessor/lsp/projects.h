// The projects that files belong to. Each is read from an open buffer where there is one, else from
// disk, and again when that has changed.

#ifndef IFTRUE_LSP_PROJECTS_H_
#define IFTRUE_LSP_PROJECTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/options/options.h"
#include "command/project/configuration.h"
#include "command/project/toml_error.h"
#include "command/source/warner.h"
#include "command/system/file_identity.h"
#include "lsp/buffer.h"

namespace iftrue {

// What `check` works with, in one project or in none.
class Setting {
 public:
  explicit Setting(std::optional<Project> project);

  // The warner refers to the others.
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] const Configuration& configuration() const { return configuration_; }
  [[nodiscard]] const Warner& warner() const { return warner_; }

  // Null without a project.
  [[nodiscard]] const Project* project() const {
    return configuration_.project ? &*configuration_.project : nullptr;
  }

  // The project's targets; none without a project.
  [[nodiscard]] std::span<const TargetSymbols> targets() const;

  // The index of a target of this name.
  [[nodiscard]] std::optional<std::size_t> find_target(std::string_view name) const;

 private:
  Options options_;
  Configuration configuration_;
  Warner warner_;
};

class Projects {
 public:
  // The buffers must outlive this.
  explicit Projects(const Buffers& buffers);

  // What holds for a file, or for no file with "". Of a project file that is broken the last one
  // that was sound, since it is being written. Asks the file system each time.
  [[nodiscard]] std::shared_ptr<const Setting> of(const std::string& path);

  // What is wrong with a project file.
  [[nodiscard]] std::vector<TomlError> errors(const Buffer& project_file);

 private:
  struct Entry {
    std::optional<FileIdentity> identity;    // on disk
    std::optional<std::uint64_t> revision;   // of the buffer
    std::shared_ptr<const Setting> setting;  // the last that was sound
    std::vector<TomlError> errors;
  };

  [[nodiscard]] const Buffer* open_at(std::string_view path) const;
  Entry& entry_at(const std::string& place);
  static void read(Entry& entry, std::string_view text, const std::string& place);

  const Buffers& buffers_;
  std::map<std::string, Entry> entries_;  // by the path of the project file
  std::shared_ptr<const Setting> none_;
};

}  // namespace iftrue

#endif  // IFTRUE_LSP_PROJECTS_H_

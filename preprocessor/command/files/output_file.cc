#include "command/files/output_file.h"

#include <cerrno>
#include <filesystem>
#include <utility>

#include "command/system/file.h"
#include "command/system/posix.h"

namespace iftrue {
namespace {

bool is_standard_output(const struct stat& status) {
  struct stat output {};
  return fstat(STDOUT_FILENO, &output) == 0 && output.st_dev == status.st_dev &&
         output.st_ino == status.st_ino;
}

std::optional<struct stat> status_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

// What a path leads to.
struct Place {
  std::string path;  // links resolved, if something stands there
  std::optional<struct stat> present;
  // The folder that it is in, made where it was missing, unless it is written in place.
  Descriptor folder;

  // /dev/stdout may lead to a file; that one is open already, and its reader knows it.
  [[nodiscard]] bool is_standard_output() const {
    return present && iftrue::is_standard_output(*present);
  }
  // A device or a FIFO, say /dev/null, is no file that could be replaced.
  [[nodiscard]] bool is_in_place() const {
    return present && (is_standard_output() || !S_ISREG(present->st_mode));
  }
  [[nodiscard]] Result<AtomicFile> create(mode_t mode) const {
    return AtomicFile::create(folder.get(), std::filesystem::path(path).filename().string(), path,
                              mode);
  }
};

Result<Place> place_of(const std::string& path) {
  Place place;
  place.path = path;
  place.present = status_of(path);
  if (place.is_in_place()) return place;
  std::error_code error;
  if (place.present && std::filesystem::is_symlink(path, error)) {
    place.path = std::filesystem::canonical(path, error).string();
    if (error) return system_failure("write", path, error.value());
  }
  const std::filesystem::path parent = std::filesystem::path(place.path).parent_path();
  const std::string folder = parent.empty() ? "." : parent.string();
  if (const int failed = create_folders(folder)) {
    return system_failure("create folder", folder, failed);
  }
  place.folder = Descriptor(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!place.folder.valid()) return system_failure("open folder", folder, errno);
  return place;
}

Result<void> write_in_place(const Place& place, std::string_view bytes) {
  if (place.is_standard_output()) {
    const int error = write_all(STDOUT_FILENO, bytes);
    return error == 0 ? Result<void>() : system_failure("write", place.path, error);
  }
  if (S_ISDIR(place.present->st_mode)) return system_failure("write", place.path, EISDIR);
  const Descriptor file(open(place.path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.valid()) return system_failure("write", place.path, errno);
  if (const int error = write_all(file.get(), bytes)) {
    return system_failure("write", place.path, error);
  }
  return {};
}

bool holds(const std::string& path, const std::optional<struct stat>& present,
           std::string_view bytes, mode_t mode) {
  if (!is_file_with(present, mode, bytes.size())) return false;
  Scratch scratch;
  Comparison old(Descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC)), scratch.other());
  return old.is_all(bytes);
}

}  // namespace

bool would_change(const std::string& path, std::string_view bytes, mode_t mode) {
  return !holds(path, status_of(path), bytes, mode);
}

Result<bool> write_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const auto place = place_of(path);
  if (!place) return tl::unexpected(place.error());
  if (place->is_in_place()) return write_in_place(*place, bytes).map([] { return true; });
  if (holds(place->path, place->present, bytes, mode)) return false;
  auto file = place->create(mode);
  if (!file) return tl::unexpected(file.error());
  return file->write(bytes).and_then([&] { return file->commit(); }).map([] { return true; });
}

Result<std::optional<OutputFile>> OutputFile::create(const std::string& path, mode_t mode) {
  auto place = place_of(path);
  if (!place) return tl::unexpected(place.error());
  if (place->is_in_place()) return std::nullopt;
  auto file = place->create(mode);
  if (!file) return tl::unexpected(file.error());
  OutputFile output(std::move(place->folder), std::move(*file));
  if (is_file_with(place->present, mode)) {
    output.old_ = Comparison(Descriptor(open(place->path.c_str(), O_RDONLY | O_CLOEXEC)),
                             output.scratch_.other());
  }
  return std::optional(std::move(output));
}

void OutputFile::write(std::string_view bytes) {
  if (!written_) return;
  old_.take(bytes);
  written_ = file_.write(bytes);
}

Result<bool> OutputFile::commit() {
  if (!written_) return tl::unexpected(written_.error());
  if (old_.is_same()) return false;
  return file_.commit().map([] { return true; });
}

}  // namespace iftrue

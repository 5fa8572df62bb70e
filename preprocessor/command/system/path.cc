#include "command/system/path.h"

#include <algorithm>
#include <filesystem>

namespace iftrue {

std::string join(std::string_view folder, std::string_view path) {
  // Not by std::filesystem, which takes the paths apart: this is asked several times for each file.
  std::string whole;
  whole.reserve(folder.size() + 1 + path.size());
  whole += folder;
  if (!path.empty() && !folder.empty() && !folder.ends_with('/')) whole += '/';
  whole += path;
  return whole;
}

std::string real_path(const std::string& path) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(path, error);
  auto resolved = std::filesystem::weakly_canonical(absolute, error);
  if (error) resolved = absolute.lexically_normal();
  return (resolved.has_filename() ? resolved : resolved.parent_path()).string();
}

bool is_inside(const std::string& path, const std::string& folder) {
  const std::filesystem::path inner = real_path(path);
  const std::filesystem::path outer = real_path(folder);
  const auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

std::string located(const std::string& path) {
  const std::filesystem::path given(path);
  const std::filesystem::path parent = given.has_parent_path() ? given.parent_path() : ".";
  return (std::filesystem::path(real_path(parent.string())) / given.filename()).string();
}

void push_reversed(std::vector<std::string>& names, std::string_view path) {
  for (std::size_t end = path.size();;) {
    const std::size_t slash = end == 0 ? std::string_view::npos : path.rfind('/', end - 1);
    const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
    names.emplace_back(path.substr(begin, end - begin));
    if (slash == std::string_view::npos) return;
    end = slash;
  }
}

}  // namespace iftrue

#include "command/project/include_globs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "command/system/utf8.h"

namespace iftrue {
namespace {

bool is_plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '+' || c == '-';
}

// Empty where a name has none that can stand between braces. A dot at the front begins no
// extension.
std::string_view plain_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string_view extension = name.substr(dot + 1);
  return std::ranges::all_of(extension, is_plain) ? extension : std::string_view();
}

// A glob that matches the name. A glob has no escapes: a character that means something in one is
// any character, and bytes that are no UTF-8, which TOML cannot hold, are any text.
std::string glob_of(std::string_view name) {
  constexpr std::string_view kSpecial = "*?[]{},";
  std::string glob;
  for (std::size_t pos = 0; pos < name.size();) {
    const std::size_t size = utf8_size(name.substr(pos));
    if (size == 0) {
      if (!glob.ends_with('*')) glob += '*';
      ++pos;
      continue;
    }
    const std::string_view character = name.substr(pos, size);
    if (kSpecial.find(character) != std::string_view::npos) {
      glob += '?';
    } else {
      glob += character;
    }
    pos += character.size();
  }
  return glob;
}

}  // namespace

std::vector<std::string> include_globs(const std::vector<std::string>& paths) {
  std::set<std::string, std::less<>> extensions;
  std::set<std::string, std::less<>> names;
  for (const std::string& path : paths) {
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    const std::string_view extension = plain_extension(name);
    if (extension.empty()) {
      names.insert("**/" + glob_of(name));
    } else {
      extensions.emplace(extension);
    }
  }
  std::vector<std::string> globs;
  if (extensions.size() == 1) globs.push_back("**/*." + *extensions.begin());
  if (extensions.size() > 1)
    globs.push_back(fmt::format("**/*.{{{}}}", fmt::join(extensions, ",")));
  globs.insert(globs.end(), names.begin(), names.end());
  return globs;
}

}  // namespace iftrue

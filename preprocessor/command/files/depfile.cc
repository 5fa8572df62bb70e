#include "command/files/depfile.h"

#include <fmt/core.h>

#include <string_view>

#include "command/files/output_file.h"

namespace iftrue {
namespace {

// GCC's mkdeps.cc (munge): a blank takes a backslash and doubles those before it, '$' is doubled,
// '#' and ':' take a backslash.
std::string escape(std::string_view path) {
  std::string escaped;
  std::size_t backslashes = 0;
  for (const char c : path) {
    if (c == ' ' || c == '\t') {
      escaped.append(backslashes + 1, '\\');
    } else if (c == '$') {
      escaped += '$';
    } else if (c == '#' || c == ':') {
      escaped += '\\';
    }
    backslashes = c == '\\' ? backslashes + 1 : 0;
    escaped += c;
  }
  return escaped;
}

}  // namespace

Result<std::string> depfile_text(const std::vector<std::string>& outputs,
                                 const std::vector<std::string>& inputs) {
  std::string text;
  for (const std::vector<std::string>* paths : {&outputs, &inputs}) {
    for (const std::string& path : *paths) {
      if (path.find_first_of("\r\n") != std::string::npos) {
        return failure(fmt::format(
            "cannot name {} in a dependency file: it holds a line terminator", quote(path)));
      }
      if (paths == &inputs) {
        text += " \\\n ";
      } else if (!text.empty()) {
        text += ' ';
      }
      text += escape(path);
    }
    if (paths == &outputs) text += ':';
  }
  return text + '\n';
}

Result<void> write_depfile(const std::string& path, const std::vector<std::string>& outputs,
                           const std::vector<std::string>& inputs) {
  constexpr mode_t kMode = 0644;
  return depfile_text(outputs, inputs).and_then([&](const std::string& text) {
    return write_file(path, text, kMode).map([](bool) {});
  });
}

}  // namespace iftrue

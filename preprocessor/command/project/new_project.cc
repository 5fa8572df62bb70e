#include "command/project/new_project.h"

#include <fmt/format.h>

namespace iftrue {
namespace {

// A basic string: https://toml.io/en/v1.0.0#string
std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

template <typename Strings>
std::string toml_array(const Strings& strings) {
  std::string text = "[";
  for (const auto& each : strings) text += (text.size() > 1 ? ", " : "") + toml_string(each);
  return text + "]";
}

constexpr std::string_view kNoSymbols = R"(
# Every symbol that conditions may use, and its purpose. No directive was found: these are examples.
[symbols]
# WEBAPP = "browsers"
# WXAPP = "WeChat mini-program"

# What the source is stripped for: the symbols that are on; the others are off.
# [targets.web]
# symbols = ["WEBAPP"]

# [targets.wx]
# symbols = ["WXAPP"]
)";

constexpr std::string_view kTargets = R"(
# What the source is stripped for: the symbols that are on; the others are off. There is a target for
# each symbol to begin with: rename, merge and remove them. A symbol that no target turns on can be
# turned on with -D.
)";

}  // namespace

std::string project_text(const NewProject& project) {
  std::string text = "# The project file of iftrue, begun by iftrue init; see man iftrue.\n\n";
  text += "# The tree that iftrue strip reads without operands, and where the results go.\n";
  text += fmt::format("source = {}\n", toml_string(project.source));
  if (project.output.empty()) {
    text += "# output = \"/path/to/{target}\"  # not inside the source\n";
  } else {
    text += fmt::format("output = {}\n", toml_string(project.output));
  }
  if (!project.include.empty()) {
    text +=
        "\n# The files that are scanned: the kinds that have directives. All others are copied.\n";
    text += fmt::format("include = {}\n", toml_array(project.include));
  }
  text += "\n# Neither scanned nor copied: packages, and what is in hidden folders.\n";
  text += fmt::format("exclude = {}\n", toml_array(kNewProjectExclude));
  if (project.symbols.empty()) return text.append(kNoSymbols);
  text += "\n# Every symbol that conditions may use, and its purpose.\n[symbols]\n";
  for (const NewProject::Symbol& symbol : project.symbols) {
    text += fmt::format("{} = \"\"  # in {} file{}\n", symbol.name, symbol.files,
                        symbol.files == 1 ? "" : "s");
  }
  text += kTargets;
  bool first = true;
  for (const NewProject::Symbol& symbol : project.symbols) {
    text += fmt::format("{}[targets.{}]\nsymbols = [\"{}\"]\n", first ? "" : "\n", symbol.name,
                        symbol.name);
    first = false;
  }
  return text;
}

}  // namespace iftrue

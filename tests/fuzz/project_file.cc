// Any bytes as an iftrue.toml: a project that holds together, or errors that each have a place in
// the file.

#include "command/project/project_file.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "iftrue/condition.h"
#include "law.h"
#include "property/characters.h"

namespace {

using fuzz::require;

constexpr std::string_view kPath = "folder/iftrue.toml";

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Removes ":N" from the front and gives N; 0 when it does not stand there.
std::size_t take_number(std::string_view& text) {
  if (!text.starts_with(':')) return 0;
  std::size_t value = 0;
  std::size_t pos = 1;
  for (; pos < text.size() && pos < 10 && text[pos] >= '0' && text[pos] <= '9'; ++pos) {
    value = value * 10 + static_cast<std::size_t>(text[pos] - '0');
  }
  text.remove_prefix(pos);
  return value;
}

void check_errors(std::string_view text, std::string_view message) {
  const std::vector<std::string_view> lines = lines_of(text);
  for (std::string_view error : lines_of(message)) {
    const std::string whole(error);
    require(error.starts_with(kPath), "an error names the file");
    error.remove_prefix(kPath.size());
    const std::size_t line = take_number(error);
    const std::size_t column = take_number(error);
    require(line >= 1 && line <= lines.size(), "an error has a line in the file");
    // toml++ takes what follows the last newline of a file for the end of the line before.
    if (column < 1 || column > lines[line - 1].size() + 2) {
      fuzz::broken("an error has a column in its line: " + whole);
    }
    require(error.starts_with(": ") && error.size() > 2, "an error has a message");
    require(std::ranges::none_of(error, [](char c) { return static_cast<unsigned char>(c) < ' '; }),
            "no project file can steer the terminal");
  }
}

void check_project(const iftrue::Project& project) {
  std::set<std::string> symbols;
  for (const iftrue::NamedSymbol& symbol : project.symbols) {
    const iftrue::Condition condition(symbol.name);
    require(condition.ok() && condition.symbols().size() == 1 &&
                condition.symbols().front() == symbol.name,
            "a symbol is a word");
    require(symbols.insert(symbol.name).second, "no symbol stands twice");
  }
  for (const iftrue::Target& target : project.targets) {
    require(project.find_target(target.name) == &target, "no target stands twice");
    require(std::filesystem::path(target.name).filename() == target.name && !target.name.empty() &&
                target.name != "." && target.name != "..",
            "a target names a folder");
    for (const std::string& symbol : target.symbols) {
      require(symbols.contains(symbol), "a target's symbols are the project's");
    }
  }
  for (const iftrue::FileRule& rule : project.filter.rules) {
    require(rule.when || rule.layout || rule.scan, "a rule says something");
    if (!rule.when) continue;
    const iftrue::Condition when(*rule.when);
    require(when.ok(), "a rule's condition is well formed");
    for (const std::string_view symbol : when.symbols()) {
      require(symbols.contains(std::string(symbol)), "a rule's symbols are the project's");
    }
  }
  require(project.targets.size() < 2 || project.output.empty() ||
              project.output.find("{target}") != std::string::npos,
          "two targets have two outputs");

  // The globs compile and answer.
  for (const std::string_view path :
       {"a.ts", "a/b.ts", "node_modules/a/b.js", "a/.git/x", "\xFF/\n", "a/b/c/d/e/f/g/h/i/j"}) {
    static_cast<void>(project.filter.scans(path));
    static_cast<void>(project.filter.excludes(path));
    static_cast<void>(project.filter.exists_for(path, {}));
    static_cast<void>(project.filter.layout_of(path, iftrue::Layout::kPreserve));
    require(!(project.filter.scans(path) && project.filter.copies_by_rule(path)),
            "what a rule has copied is not scanned");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const auto project = iftrue::parse_project(text, std::string(kPath));
  if (project) {
    check_project(*project);
  } else {
    check_errors(text, project.error().message);
  }
  return 0;
}

// Project files for tests of a few symbols and targets; one that many share is in two_targets.h. A
// test of the file's own form writes it out.

#ifndef IFTRUE_TESTS_COMMAND_PROJECT_FILE_H_
#define IFTRUE_TESTS_COMMAND_PROJECT_FILE_H_

#include <string>
#include <vector>

namespace iftrue {

struct ProjectTarget {
  std::string name;
  std::vector<std::string> symbols{};  // that are on
};

struct ProjectText {
  std::vector<std::string> symbols;  // all
  std::vector<ProjectTarget> targets;
  std::string head{};   // source = and output =
  std::string rules{};  // [[files]]
};

// The text of an iftrue.toml.
inline std::string project_file(const ProjectText& project) {
  std::string text = project.head + "[symbols]\n";
  for (const std::string& symbol : project.symbols) text += symbol + " = ''\n";
  for (const ProjectTarget& target : project.targets) {
    text += "[targets." + target.name + "]\nsymbols = [";
    for (const std::string& symbol : target.symbols) text += "'" + symbol + "', ";
    text += "]\n";
  }
  return text + project.rules;
}

// X is on for the target on, and off for the target off.
inline std::string on_and_off(const std::string& head = {}, const std::string& rules = {}) {
  return project_file({{"X"}, {{"on", {"X"}}, {"off"}}, head, rules});
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_COMMAND_PROJECT_FILE_H_

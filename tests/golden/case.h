// The golden cases on disk, and what each expects.
//
//   golden/cases/<topic>/<case>.in.<ext>            the input
//   golden/cases/<topic>/revisions                  the revisions of the topic's cases
//   golden/cases/<topic>/<case>.revisions           instead of them, for one case
//   golden/cases/<topic>/iftrue.toml                the project, for a topic that has one
//   golden/cases/<topic>/<case>.<revision>.out      standard output
//   golden/cases/<topic>/<case>.<revision>.err      standard error; no file: nothing is printed
//   golden/cases/<topic>/<case>.<revision>.rc       exit status; no file: 0
//
// A revision is a named set of arguments, one to a line: `on: strip -D X`. The input's name follows
// them. The .out file stands for a run that succeeds, though it print nothing; a run that fails
// has one only if it prints something.

#ifndef IFTRUE_TESTS_GOLDEN_CASE_H_
#define IFTRUE_TESTS_GOLDEN_CASE_H_

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace golden {

struct Revision {
  std::string name;
  std::vector<std::string> arguments;
};

struct Case {
  std::string name;
  std::filesystem::path input;
  std::optional<std::filesystem::path> project;
  std::vector<Revision> revisions;

  // The golden of one revision: `kind` is out, err or rc.
  [[nodiscard]] std::filesystem::path golden(const Revision& revision, const char* kind) const;
};

// What a run printed and how it ended, or what it should have. nullopt: there is no such file.
struct Goldens {
  std::optional<std::string> out;
  std::optional<std::string> err;
  std::optional<std::string> rc;
};

struct Suite {
  std::vector<Case> cases;                 // in the order of their paths
  std::set<std::filesystem::path> strays;  // golden files that belong to no case
  std::vector<std::string> faults;         // what is wrong with the suite itself
};

[[nodiscard]] Suite load_suite(const std::filesystem::path& folder);

[[nodiscard]] Goldens read_goldens(const Case& each, const Revision& revision);

// Makes the files on disk say `goldens`: written where they differ, removed where there is none.
void write_goldens(const Case& each, const Revision& revision, const Goldens& goldens);

}  // namespace golden

#endif  // IFTRUE_TESTS_GOLDEN_CASE_H_

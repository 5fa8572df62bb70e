// golden_test [--update | --every N] TOOL CASES: runs every golden case with the real command and
// compares all that it prints, byte for byte, and its exit status. With --every, only each Nth run:
// for a program made of the same sources by another compiler. With --update the goldens are
// rewritten instead; read what changed before committing it.

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "case.h"
#include "difference.h"
#include "process/child_process.h"

namespace {

namespace fs = std::filesystem;
using golden::Case;
using golden::Goldens;
using golden::Revision;

enum class Mode { kCompare, kUpdate };

// A folder of its own for each input, so that no project file above the checkout's cases is found.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "golden.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::system_error(errno, std::generic_category(), name);
    }
    folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  void hold(const fs::path& file) const { fs::copy_file(file, folder_ / file.filename()); }
  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

Goldens run(const fs::path& tool, const Case& each, const Revision& revision) {
  const Scratch scratch;
  scratch.hold(each.input);
  if (each.project) scratch.hold(*each.project);
  std::vector<std::string> arguments = revision.arguments;
  arguments.push_back(each.input.filename().string());
  const iftrue::Outcome result =
      iftrue::Process(tool.string(), {arguments, scratch.folder().string()}).finish();

  Goldens goldens;
  if (result.status == 0 || !result.out.empty()) goldens.out = result.out;
  if (!result.error.empty()) goldens.err = result.error;
  if (result.status != 0) goldens.rc = std::to_string(result.status) + '\n';
  return goldens;
}

class Report {
 public:
  void compare(const fs::path& golden, const std::optional<std::string>& expected,
               const std::optional<std::string>& actual) {
    if (expected == actual) return;
    const std::string name = golden.string();
    if (!expected) {
      fail("missing golden " + name + ", where the tool gives:\n" +
           golden::difference("", *actual));
    } else if (!actual) {
      fail("orphaned golden " + name + ": the tool gives nothing for it\n");
    } else {
      fail(name + " differs (- expected, + given)\n" + golden::difference(*expected, *actual));
    }
  }

  void fail(const std::string& message) {
    std::cout << "FAIL " << message;
    ++failures_;
  }

  [[nodiscard]] int failures() const { return failures_; }

 private:
  int failures_ = 0;
};

int run_suite(const fs::path& tool, const fs::path& folder, Mode mode, std::size_t every) {
  const golden::Suite suite = golden::load_suite(folder);
  Report report;
  for (const std::string& fault : suite.faults) report.fail(fault + '\n');
  for (const fs::path& stray : suite.strays) {
    if (mode == Mode::kUpdate) {
      fs::remove(stray);
    } else {
      report.fail("orphaned golden " + stray.string() + ": it belongs to no case\n");
    }
  }
  std::size_t runs = 0;
  std::size_t number = 0;
  for (const Case& each : suite.cases) {
    for (const Revision& revision : each.revisions) {
      if (number++ % every != 0) continue;
      ++runs;
      const Goldens actual = run(tool, each, revision);
      if (mode == Mode::kUpdate) {
        golden::write_goldens(each, revision, actual);
        continue;
      }
      const Goldens expected = golden::read_goldens(each, revision);
      report.compare(each.golden(revision, "out"), expected.out, actual.out);
      report.compare(each.golden(revision, "err"), expected.err, actual.err);
      report.compare(each.golden(revision, "rc"), expected.rc, actual.rc);
    }
  }
  if (suite.cases.empty()) report.fail("no cases in " + folder.string() + '\n');
  if (mode == Mode::kCompare && report.failures() > 0) {
    std::cout << "If the new output is right, ./test.sh --update-golden takes it over.\n";
  }
  std::cout << "golden: " << suite.cases.size() << " cases, " << runs << " runs, "
            << report.failures() << (mode == Mode::kUpdate ? " faults, updated\n" : " failures\n");
  return report.failures() == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string_view> arguments(argv + 1, argv + argc);
  Mode mode = Mode::kCompare;
  int every = 1;
  if (!arguments.empty() && arguments.front() == "--update") {
    mode = Mode::kUpdate;
    arguments.erase(arguments.begin());
  } else if (arguments.size() > 1 && arguments.front() == "--every") {
    every = std::atoi(arguments[1].data());
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  if (arguments.size() != 2 || every < 1) {
    std::cerr << "usage: golden_test [--update | --every N] TOOL CASES\n";
    return EXIT_FAILURE;
  }
  try {
    return run_suite(fs::absolute(arguments[0]), arguments[1], mode,
                     static_cast<std::size_t>(every));
  } catch (const std::exception& error) {
    std::cerr << "golden_test: " << error.what() << '\n';
    return EXIT_FAILURE;
  }
}

#include "case.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace golden {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRevisions = "revisions";
constexpr const char* kProject = "iftrue.toml";
constexpr const char* kInput = ".in.";

std::optional<std::string> read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void write(const fs::path& path, const std::optional<std::string>& bytes) {
  if (!bytes) {
    fs::remove(path);
  } else if (read(path) != bytes) {
    std::ofstream(path, std::ios::binary) << *bytes;
  }
}

std::vector<Revision> read_revisions(const fs::path& path, std::vector<std::string>& faults) {
  std::vector<Revision> revisions;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) {
      faults.push_back(path.string() + ": no colon in: " + line);
      continue;
    }
    std::istringstream words(line.substr(colon + 1));
    revisions.push_back({line.substr(0, colon), {std::istream_iterator<std::string>(words), {}}});
  }
  if (revisions.empty()) faults.push_back(path.string() + ": no revisions");
  return revisions;
}

bool is_golden(const fs::path& path) {
  const fs::path kind = path.extension();
  return kind == ".out" || kind == ".err" || kind == ".rc";
}

void load_topic(const fs::path& topic, Suite& suite) {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(topic)) files.insert(entry.path());

  std::vector<Case> cases;
  std::set<fs::path> claimed;
  const auto claim = [&](const fs::path& path) {
    claimed.insert(path);
    return files.contains(path);
  };
  const bool has_project = claim(topic / kProject);
  const bool has_revisions = claim(topic / kRevisions);
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    const std::size_t end = name.find(kInput);
    if (end == std::string::npos) continue;
    claimed.insert(file);
    Case each{name.substr(0, end), file, std::nullopt, {}};
    if (has_project) each.project = topic / kProject;
    const fs::path own = topic / (each.name + "." + kRevisions);
    if (claim(own)) {
      each.revisions = read_revisions(own, suite.faults);
    } else if (has_revisions) {
      each.revisions = read_revisions(topic / kRevisions, suite.faults);
    } else {
      suite.faults.push_back(file.string() + ": no revisions");
    }
    for (const Revision& revision : each.revisions) {
      for (const char* kind : {"out", "err", "rc"}) claimed.insert(each.golden(revision, kind));
    }
    cases.push_back(std::move(each));
  }
  for (const fs::path& file : files) {
    if (claimed.contains(file)) continue;
    if (is_golden(file)) {
      suite.strays.insert(file);
    } else {
      suite.faults.push_back(file.string() + ": neither an input nor a golden");
    }
  }
  std::ranges::move(cases, std::back_inserter(suite.cases));
}

}  // namespace

fs::path Case::golden(const Revision& revision, const char* kind) const {
  return input.parent_path() / (name + "." + revision.name + "." + kind);
}

Suite load_suite(const fs::path& folder) {
  Suite suite;
  std::set<fs::path> topics;
  for (const auto& entry : fs::directory_iterator(folder)) topics.insert(entry.path());
  for (const fs::path& topic : topics) {
    if (fs::is_directory(topic)) {
      load_topic(topic, suite);
    } else {
      suite.faults.push_back(topic.string() + ": not a topic's folder");
    }
  }
  return suite;
}

Goldens read_goldens(const Case& each, const Revision& revision) {
  return {read(each.golden(revision, "out")), read(each.golden(revision, "err")),
          read(each.golden(revision, "rc"))};
}

void write_goldens(const Case& each, const Revision& revision, const Goldens& goldens) {
  write(each.golden(revision, "out"), goldens.out);
  write(each.golden(revision, "err"), goldens.err);
  write(each.golden(revision, "rc"), goldens.rc);
}

}  // namespace golden

#include "store/store.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

using echatim::account_folder;
using echatim::Store;
using namespace std::string_view_literals;

namespace {

struct Folder {
  std::string path;

  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "echatim-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

std::optional<std::string> read(const Store& store, std::string_view key) {
  std::optional<std::string> value = "untouched";
  CHECK(store.read(key, value).empty());
  return value;
}

unsigned mode_of(const std::string& path) {
  struct stat status = {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("items are kept, replaced and removed, in a folder and without") {
  const Folder folder;
  for (const std::string& path : {folder.path + "/new/account", std::string()}) {
    Store store(path);
    CHECK_FALSE(read(store, "key"));
    CHECK(store.remove("key").empty());
    for (const std::string_view value : {""sv, "one"sv, "a\0b\n"sv}) {
      CHECK(store.write("key", value).empty());
      CHECK(read(store, "key") == value);
    }
    CHECK(store.write("other", "two").empty());
    CHECK(store.remove("key").empty());
    CHECK_FALSE(read(store, "key"));
    CHECK(read(store, "other") == "two");
  }
}

TEST_CASE("items outlive the store, for their owner alone, and nothing else is left") {
  const Folder folder;
  const std::string path = folder.path + "/account";
  const std::string secret = "echat.http://host:80.THEKEY.alice.jwt";
  CHECK(Store(path).write(secret, "value").empty());
  CHECK(read(Store(path), secret) == "value");
  CHECK(mode_of(path) == 0700);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    ++files;
    CHECK(mode_of(entry.path().string()) == 0600);
    CHECK(entry.path().string().find("THEKEY") == std::string::npos);
  }
  CHECK(files == 1);
}

TEST_CASE("a folder that is taken away under a store is made again") {
  const Folder folder;
  Store store(folder.path + "/account");
  CHECK(store.write("key", "one").empty());
  std::filesystem::remove_all(folder.path + "/account");
  CHECK_FALSE(read(store, "key"));
  CHECK(store.write("key", "two").empty());
  CHECK(read(store, "key") == "two");
}

TEST_CASE("a store that can't be used says why") {
  const Folder folder;
  std::ofstream(folder.path + "/file") << "no folder";
  Store store(folder.path + "/file/account");
  std::optional<std::string> value;
  CHECK(store.read("key", value).find("Not a directory") != std::string::npos);
  CHECK(store.write("key", "value").find("Not a directory") != std::string::npos);
  CHECK(store.remove("key").find("Not a directory") != std::string::npos);
}

TEST_CASE("a write that finds no room leaves what was there, and nothing else") {
  const Folder folder;
  Store store(folder.path + "/account");
  CHECK(store.write("key", "one").empty());
  rlimit before = {};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  auto* const signal_before = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small = {4096, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string failure = store.write("key", std::string(10'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, signal_before);
  CHECK(failure.find("File too large") != std::string::npos);
  CHECK(read(store, "key") == "one");
  const std::filesystem::directory_iterator entries(folder.path + "/account");
  CHECK(std::distance(begin(entries), end(entries)) == 1);
}

TEST_CASE("a lock has one holder, also of one process") {
  const Folder folder;
  Store one(folder.path + "/account");
  Store two(folder.path + "/account");
  CHECK(one.take_lock("slot.0"));
  CHECK_FALSE(one.take_lock("slot.0"));
  CHECK_FALSE(two.take_lock("slot.0"));
  CHECK(two.take_lock("slot.1"));
  one.release_lock("slot.0");
  CHECK(two.take_lock("slot.0"));
  CHECK_FALSE(one.take_lock("slot.0"));
}

TEST_CASE("the end of a store gives its locks back") {
  const Folder folder;
  CHECK(Store(folder.path + "/account").take_lock("slot.0"));
  CHECK(Store(folder.path + "/account").take_lock("slot.0"));
}

TEST_CASE("accounts have folders of their own, whatever their names") {
  CHECK(account_folder("/s", "alice", "a") != account_folder("/s", "alice", "b"));
  const std::string hostile = account_folder("/s", "../../etc", "a");
  CHECK(hostile.starts_with("/s/______etc-"));
  CHECK(hostile.find('/', 3) == std::string::npos);
}

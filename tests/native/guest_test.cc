// The library as a guest in a process that is not its own.

#include <dlfcn.h>
#include <echatim.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csetjmp>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "client.h"

using native_test::config;
using native_test::create;
using native_test::Outcome;
using native_test::SilentServer;
using native_test::StoreFolder;

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace {

volatile std::sig_atomic_t signals_seen = 0;
volatile std::sig_atomic_t seen_elsewhere = 0;
void* volatile fault_at = nullptr;
sigjmp_buf after_fault;
pthread_t program;

void note(int /*signal*/) {
  signals_seen = signals_seen + 1;
  if (pthread_equal(pthread_self(), program) == 0) seen_elsewhere = seen_elsewhere + 1;
}

std::vector<std::string> environment() {
  std::vector<std::string> all;
  for (char** each = environ; *each != nullptr; ++each) all.emplace_back(*each);
  return all;
}

std::map<int, void*> handlers() {
  std::map<int, void*> all;
  for (int signal = 1; signal < SIGRTMIN; ++signal) {
    struct sigaction action = {};
    if (sigaction(signal, nullptr, &action) == 0)
      all[signal] = reinterpret_cast<void*>(action.sa_handler);
  }
  return all;
}

}  // namespace

TEST_CASE("signals stay the program's own") {
  const StoreFolder store;
  program = pthread_self();
  struct sigaction action = {};
  action.sa_handler = note;
  struct sigaction before = {};
  sigaction(SIGUSR1, &action, &before);
  const auto handlers_before = handlers();
  sigset_t mask_before;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask_before);

  echatim_client* client = create(config(store.path));
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(outcome.wait());
  CHECK(handlers() == handlers_before);
  sigset_t mask_after;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask_after);
  CHECK(std::memcmp(&mask_before, &mask_after, sizeof(unsigned long)) == 0);
  // To the process, not to a thread: the library's have it blocked.
  for (int i = 0; i < 20; ++i) kill(getpid(), SIGUSR1);
  while (signals_seen == 0) std::this_thread::yield();
  CHECK(seen_elsewhere == 0);
  echatim_destroy(client);
  sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("a fault of the program's comes to the program's handler") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  struct sigaction action = {};
  action.sa_sigaction = [](int /*signal*/, siginfo_t* fault, void* /*context*/) {
    fault_at = fault->si_addr;
    siglongjmp(after_fault, 1);
  };
  action.sa_flags = SA_SIGINFO;
  struct sigaction before = {};
  sigaction(SIGSEGV, &action, &before);
  auto* page =
      static_cast<volatile char*>(mmap(nullptr, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  if (sigsetjmp(after_fault, 1) == 0) page[0] = 1;
  struct sigaction after = {};
  sigaction(SIGSEGV, &before, &after);
  CHECK(fault_at == page);
  CHECK(after.sa_sigaction == action.sa_sigaction);
  CHECK(outcome.wait());
  echatim_destroy(client);
}

TEST_CASE("the environment is as it was, and the standard streams say nothing") {
  const StoreFolder store;
  const std::vector<std::string> before = environment();
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const int error = dup(STDERR_FILENO);
  const int output = dup(STDOUT_FILENO);
  dup2(ends[1], STDERR_FILENO);
  dup2(ends[1], STDOUT_FILENO);
  echatim_client* client = create(config(store.path));
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  const bool came = outcome.wait();
  echatim_destroy(client);
  dup2(error, STDERR_FILENO);
  dup2(output, STDOUT_FILENO);
  close(ends[1]);
  char byte = 0;
  CHECK(read(ends[0], &byte, 1) == 0);
  close(ends[0]);
  close(error);
  close(output);
  REQUIRE(came);
  CHECK(environment() == before);
}

TEST_CASE("a child that is started meanwhile inherits no descriptor") {
  const StoreFolder store;
  const auto inherited = [] {
    FILE* child = popen("ls /proc/self/fd | wc -l", "r");
    int count = 0;
    REQUIRE(fscanf(child, "%d", &count) == 1);
    pclose(child);
    return count;
  };
  // What the engine keeps open for the process is there from the first client on.
  echatim_destroy(create(config(store.path)));
  const int before = inherited();
  const SilentServer server;
  echatim_client* client = create(server.config(store.path), ECHATIM_DELIVER_IN_POLL);
  Outcome outcome;
  echatim_connect(client, nullptr, 0, Outcome::done, &outcome);
  REQUIRE(server.wait());
  CHECK(inherited() == before);
  echatim_destroy(client);
}

TEST_CASE("a program is started by fork and exec in a callback, and the client goes on") {
  const StoreFolder store;
  echatim_client* client = create(config(store.path));
  Outcome first;
  int status = -1;
  first.then = [&] {
    const pid_t child = fork();
    if (child == 0) {
      execl("/bin/true", "true", static_cast<char*>(nullptr));
      _exit(4);
    }
    waitpid(child, &status, 0);
  };
  echatim_connect(client, nullptr, 0, Outcome::done, &first);
  REQUIRE(first.wait());
  CHECK(status == 0);
  Outcome second;
  echatim_connect(client, nullptr, 0, Outcome::done, &second);
  REQUIRE(second.wait());
  CHECK(second.code == ECHATIM_TRANSPORT);
  echatim_destroy(client);
}

// Run by the next one, in a process of its own.
TEST_CASE("ends by exit()", "[.exit]") {
  static StoreFolder store;
  static Outcome outcome;
  echatim_client* client = create(config(store.path));
  echatim_connect(client, "{\"wait\":true}", 13, Outcome::done, &outcome);
  std::exit(client == nullptr ? 3 : 0);
}

TEST_CASE("the program may end without a word while a client lives") {
  const pid_t child = fork();
  if (child == 0) {
    execl("/proc/self/exe", "echatim_border_test", "[.exit]", static_cast<char*>(nullptr));
    _exit(4);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_CASE("the library is not unloaded") {
  const StoreFolder store;
  Dl_info info = {};
  REQUIRE(dladdr(reinterpret_cast<void*>(&echatim_version), &info) != 0);
  // A copy, which this program is not linked with.
  const std::string copy = store.path + "/copy.so";
  std::filesystem::copy_file(info.dli_fname, copy);
  void* library = dlopen(copy.c_str(), RTLD_NOW);
  REQUIRE(library != nullptr);
  const auto create_there =
      reinterpret_cast<decltype(&echatim_create)>(dlsym(library, "echatim_create"));
  const auto destroy_there =
      reinterpret_cast<decltype(&echatim_destroy)>(dlsym(library, "echatim_destroy"));
  const std::string text = config(store.path);
  echatim_client* client =
      create_there(text.data(), text.size(), ECHATIM_DELIVER_ON_THREAD, nullptr);
  REQUIRE(client != nullptr);
  destroy_there(client);
  CHECK(dlclose(library) == 0);
  CHECK(dlopen(copy.c_str(), RTLD_NOW | RTLD_NOLOAD) != nullptr);
}

// Makes of the tool a counted one (cost.h): at its end it writes what the run took into the file
// that IFTRUE_COST names, as "WORK PEAK\n". The peak is that of the bytes that the tool itself has
// allocated, those before main() among them.

#include <malloc.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "cost.h"

namespace {

std::atomic<std::size_t> g_live = 0;
std::atomic<std::size_t> g_peak = 0;

void note(std::size_t live) {
  std::size_t peak = g_peak.load();
  while (live > peak && !g_peak.compare_exchange_weak(peak, live)) {
  }
}

void write_cost() {
  const char* const path = std::getenv("IFTRUE_COST");
  if (path == nullptr) return;
  std::FILE* const file = std::fopen(path, "w");
  if (file == nullptr) std::abort();
  std::fprintf(file, "%llu %zu\n", static_cast<unsigned long long>(property::work_so_far()),
               g_peak.load());
  if (std::fclose(file) != 0) std::abort();
}

[[maybe_unused]] const int kAtExit = std::atexit(write_cost);

}  // namespace

void* operator new(std::size_t size) {
  void* const bytes = std::malloc(size);
  if (bytes == nullptr) throw std::bad_alloc();
  note(g_live += malloc_usable_size(bytes));
  return bytes;
}

void operator delete(void* bytes) noexcept {
  if (bytes != nullptr) g_live -= malloc_usable_size(bytes);
  std::free(bytes);
}

void operator delete(void* bytes, std::size_t) noexcept { operator delete(bytes); }

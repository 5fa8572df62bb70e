#include "cost.h"

#include <cstddef>

namespace {

std::uint64_t g_work = 0;

// What the library's vector instructions look at in one step.
constexpr std::size_t kStep = 16;

}  // namespace

namespace property {

std::uint64_t work_so_far() { return g_work; }

}  // namespace property

// The compiler calls it in each basic block (-fsanitize-coverage=trace-pc); the linker leads the
// others here (--wrap).
extern "C" {
void __sanitizer_cov_trace_pc();
void* __real_memchr(const void* bytes, int c, std::size_t size);
void* __wrap_memchr(const void* bytes, int c, std::size_t size);
int __real_memcmp(const void* left, const void* right, std::size_t size);
int __wrap_memcmp(const void* left, const void* right, std::size_t size);
void* __real_memcpy(void* to, const void* from, std::size_t size);
void* __wrap_memcpy(void* to, const void* from, std::size_t size);
void* __real_memmove(void* to, const void* from, std::size_t size);
void* __wrap_memmove(void* to, const void* from, std::size_t size);
void* __real_memset(void* to, int c, std::size_t size);
void* __wrap_memset(void* to, int c, std::size_t size);

void __sanitizer_cov_trace_pc() { ++g_work; }

void* __wrap_memchr(const void* bytes, int c, std::size_t size) {
  void* found = __real_memchr(bytes, c, size);
  const auto seen =
      found == nullptr
          ? size
          : static_cast<std::size_t>(static_cast<char*>(found) - static_cast<const char*>(bytes));
  g_work += seen / kStep;
  return found;
}

int __wrap_memcmp(const void* left, const void* right, std::size_t size) {
  g_work += size / kStep;
  return __real_memcmp(left, right, size);
}

void* __wrap_memcpy(void* to, const void* from, std::size_t size) {
  g_work += size / kStep;
  return __real_memcpy(to, from, size);
}

void* __wrap_memmove(void* to, const void* from, std::size_t size) {
  g_work += size / kStep;
  return __real_memmove(to, from, size);
}

void* __wrap_memset(void* to, int c, std::size_t size) {
  g_work += size / kStep;
  return __real_memset(to, c, size);
}
}

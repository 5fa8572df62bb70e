// Scanning in memory, beside what else looks through bytes: JSON on standard output, by Google
// Benchmark. The argument is a text without directives; the others are made from it.
//
//   scan FILE [BENCHMARK OPTION]...

#include <benchmark/benchmark.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <regex>
#include <string>
#include <string_view>

#include "iftrue/iftrue.h"

namespace {

constexpr std::size_t kSlowText = std::size_t{1} << 20;  // of what needs minutes for the whole
constexpr std::size_t kBetween = 2048;                   // bytes from one conditional to the next

std::string plain;
std::string conditional;

void count_bytes(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}

// The same with a conditional every 2 KB.
std::string with_conditionals(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t line = text.find('\n', std::min(kBetween, text.size()));
    const std::size_t size =
        std::min(text.size(), line == std::string_view::npos ? line : line + 1);
    result += text.substr(0, size);
    result += "/*IFTRUE_WXAPP*/\nkept();\n/*FITRUE_WXAPP*/\n";
    text.remove_prefix(size);
  }
  return result;
}

void find_absent_byte(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(std::memchr(plain.data(), '\0', plain.size()));
  count_bytes(state, plain.size());
}

void find_word(benchmark::State& state) {
  constexpr std::string_view kWord = "TRUE_";
  for (auto _ : state) {
    benchmark::DoNotOptimize(memmem(plain.data(), plain.size(), kWord.data(), kWord.size()));
  }
  count_bytes(state, plain.size());
}

void scan(benchmark::State& state, const std::string& text) {
  for (auto _ : state) {
    const iftrue::Document document(text);
    if (!document.ok()) state.SkipWithError("the text has an error");
    benchmark::DoNotOptimize(document.has_directives());
  }
  count_bytes(state, text.size());
}

void find_all_re2(benchmark::State& state) {
  const RE2 pattern("(IFTRUE|ELIFTRUE|ELSE|FITRUE)_(\\w+)");
  for (auto _ : state) {
    re2::StringPiece rest(plain);
    std::size_t found = 0;
    while (RE2::FindAndConsume(&rest, pattern)) ++found;
    benchmark::DoNotOptimize(found);
  }
  count_bytes(state, plain.size());
}

void find_all_std_regex(benchmark::State& state) {
  const std::regex pattern("(IFTRUE|ELIFTRUE|ELSE|FITRUE)_(\\w+)");
  const std::string text = plain.substr(0, kSlowText);
  for (auto _ : state) {
    const std::sregex_iterator all(text.begin(), text.end(), pattern);
    benchmark::DoNotOptimize(std::distance(all, std::sregex_iterator()));
  }
  count_bytes(state, text.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: scan FILE [BENCHMARK OPTION]...\n";
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  plain.assign(std::istreambuf_iterator<char>(file), {});
  if (plain.empty()) {
    std::cerr << "scan: cannot read " << argv[1] << '\n';
    return 2;
  }
  conditional = with_conditionals(plain);
  benchmark::RegisterBenchmark("memchr", find_absent_byte);
  benchmark::RegisterBenchmark("iftrue", [](benchmark::State& state) { scan(state, plain); });
  benchmark::RegisterBenchmark("iftrue, a conditional each 2 KB",
                               [](benchmark::State& state) { scan(state, conditional); });
  benchmark::RegisterBenchmark("memmem", find_word);
  benchmark::RegisterBenchmark("RE2", find_all_re2);
  benchmark::RegisterBenchmark("std::regex", find_all_std_regex);
  argv[1] = argv[0];
  --argc;
  benchmark::Initialize(&argc, argv + 1);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

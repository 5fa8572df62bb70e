#include "difference.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

namespace golden {
namespace {

constexpr std::size_t kShownLines = 12;

// Lines with their LF: a CR is part of its line, where it shows.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

std::string quoted(std::string_view line) {
  std::string result = "\"";
  for (const char c : line) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\r') {
      result += "\\r";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c >= ' ' && c <= '~') {
      result += c;
    } else {
      std::array<char, 5> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02X", static_cast<unsigned char>(c));
      result += escape.data();
    }
  }
  return result + '"';
}

void print(std::string& out, char sign, const std::vector<std::string_view>& lines,
           std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (i - begin == kShownLines) {
      out += "    " + std::string(1, sign) + " and " + std::to_string(end - i) + " lines more\n";
      return;
    }
    out += "    " + std::string(1, sign) + ' ' + quoted(lines[i]) + '\n';
  }
}

}  // namespace

std::string difference(std::string_view expected, std::string_view actual) {
  const auto wanted = lines_of(expected);
  const auto found = lines_of(actual);
  const std::size_t shorter = std::min(wanted.size(), found.size());
  std::size_t same = 0;
  while (same < shorter && wanted[same] == found[same]) ++same;
  std::size_t tail = 0;
  while (tail < shorter - same && *(wanted.rbegin() + static_cast<std::ptrdiff_t>(tail)) ==
                                      *(found.rbegin() + static_cast<std::ptrdiff_t>(tail))) {
    ++tail;
  }
  std::string out = "    at line " + std::to_string(same + 1) + ":\n";
  print(out, '-', wanted, same, wanted.size() - tail);
  print(out, '+', found, same, found.size() - tail);
  return out;
}

}  // namespace golden

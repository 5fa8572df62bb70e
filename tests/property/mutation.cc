#include "mutation.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace property {
namespace {

constexpr auto kInsertions = std::to_array<std::string_view>({"/*",
                                                              "*/",
                                                              "<!--",
                                                              "-->",
                                                              "/*IFTRUE_A",
                                                              "/*IFTRUE_A*/",
                                                              "FITRUE_A",
                                                              "/*FITRUE_A*/",
                                                              "ELSE_A*/",
                                                              "/*ELSE_A*/",
                                                              "ELIFTRUE_B*/",
                                                              "/*ELIFTRUE_(B||",
                                                              "/*IFTRUE_(",
                                                              "IFTRUE_(A&",
                                                              "FITRUE_(A)",
                                                              "IFDEBUG",
                                                              "/*FIDEBUG*/",
                                                              "/*IFDEBUG",
                                                              "(",
                                                              ")",
                                                              "_",
                                                              "E",
                                                              "\r",
                                                              "\n",
                                                              "\xE2",
                                                              "\x80",
                                                              "\xA8",
                                                              "\xEF\xBB\xBF",
                                                              "*",
                                                              "/"});

}  // namespace

void mutate(Random& random, std::string& text) {
  const std::size_t at = random.below(text.size() + 1);
  const std::size_t length = std::min(text.size() - at, random.below(12));
  switch (random.below(6)) {
    case 0:
      text.erase(at, length);
      break;
    case 1:
      text.insert(at, random.pick(kInsertions));
      break;
    case 2:
      text.insert(random.below(text.size() + 1), text.substr(at, length));
      break;
    case 3:
      if (at < text.size()) text[at] = static_cast<char>(random.below(256));
      break;
    case 4:
      if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
      break;
    default:
      if (random.once(4)) text.resize(at);
  }
}

}  // namespace property

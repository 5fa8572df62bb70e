#include "engine/diagnostic.h"

#include <algorithm>
#include <array>

#include "engine/place.h"

namespace iftrue {
namespace {

struct Row {
  Code code;
  std::string_view name;
  std::string_view summary;
};

constexpr auto kRows = std::to_array<Row>({
    {Code::kNeverEnded, "E001", "a conditional is never ended"},
    {Code::kWithoutIf, "E002", "an elif, else or end without its if"},
    {Code::kCrossing, "E003", "conditionals cross"},
    {Code::kUnknownSymbol, "E004", "a symbol that is not defined"},
    {Code::kMalformed, "E005", "a malformed condition"},
    {Code::kCommentEndsEarly, "E006", "the comment of a dormant group ends too soon"},
    {Code::kAfterElse, "E007", "an elif or else after the else"},
    {Code::kOtherCondition, "E008", "an else or end that names another condition than its if"},
    {Code::kCommentMismatch, "E009",
     "a directive that leaves its comment open, or closes one, where that cannot be"},
    {Code::kEncoding, "E010", "a directive in an encoding that is not read"},
    {Code::kMisspelt, "W101", "a word that looks like a misspelt directive"},
    {Code::kEmptyGroup, "W102", "an empty group"},
    {Code::kDecided, "W103", "a condition already decided by the conditionals around it"},
    {Code::kKeptByNone, "W104", "a group that no target keeps"},
    {Code::kKeptByAll, "W105", "a conditional that every target keeps"},
    {Code::kInLiteral, "W106", "a directive inside a literal or another comment"},
    {Code::kChangesMeaning, "W107", "a removal that changes the meaning of what is kept"},
});

constexpr int number_in(std::string_view name) {
  int number = 0;
  for (const char digit : name.substr(1)) number = 10 * number + (digit - '0');
  return number;
}

static_assert(std::ranges::all_of(kRows, [](const Row& each) {
  return static_cast<int>(each.code) == number_in(each.name);
}));
static_assert(std::ranges::is_sorted(kRows, {}, &Row::code));

const Row& row(Code code) { return *std::ranges::lower_bound(kRows, code, {}, &Row::code); }

}  // namespace

Severity severity(Code code) {
  return code_name(code).starts_with('W') ? Severity::kWarning : Severity::kError;
}

std::span<const Code> all_codes() {
  static constexpr auto kCodes = [] {
    std::array<Code, kRows.size()> codes{};
    std::ranges::transform(kRows, codes.begin(), &Row::code);
    return codes;
  }();
  return kCodes;
}

std::string_view code_name(Code code) { return row(code).name; }

std::string_view code_summary(Code code) { return row(code).summary; }

Place byte_range(std::size_t begin, std::size_t end) {
  Place place;
  place.offset = begin;
  place.length = end - begin;
  return place;
}

std::vector<Place*> sorted_places(std::vector<Diagnostic>& diagnostics) {
  std::ranges::stable_sort(diagnostics, {},
                           [](const Diagnostic& each) { return each.place.offset; });
  std::vector<Place*> places;
  for (Diagnostic& diagnostic : diagnostics) {
    places.push_back(&diagnostic.place);
    for (Note& note : diagnostic.notes) places.push_back(&note.place);
  }
  return places;
}

void locate(std::string_view text, std::vector<Diagnostic>& diagnostics) {
  if (!diagnostics.empty()) locate(text, sorted_places(diagnostics));
}

}  // namespace iftrue

// Whether a text is JSON: finds its first fault. Comments are allowed, and a byte order mark, since
// configuration files have them. Commas before a closing bracket are allowed if the caller says so.
//
// It builds no values. It is our own so that the library needs none, and because a fault must tell
// between which tokens it shows. It does not recurse: any depth of nesting is read.

#ifndef IFTRUE_ENGINE_JSON_SYNTAX_H_
#define IFTRUE_ENGINE_JSON_SYNTAX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace iftrue {

struct JsonFault {
  enum class Kind : std::uint8_t {
    kNothing,           // no value in the whole text
    kCommaBeforeClose,  // , ]
    kCommaAfterOpen,    // [ ,
    kTwoCommas,         // , ,
    kNoComma,           // "a" "b"
    kMisplaced,         // another token that cannot be here
    kNoToken,           // what is no token of JSON
    kEndsEarly,
  };
  Kind kind;
  // The token at fault, in bytes; of kEndsEarly the last.
  std::size_t begin;
  std::size_t end;
  // What lies between the token that shows the fault and the one before it.
  std::size_t gap_begin;
  std::size_t gap_end;
};

enum class TrailingCommas : std::uint8_t { kForbidden, kAllowed };

[[nodiscard]] std::optional<JsonFault> find_json_fault(std::string_view text,
                                                       TrailingCommas commas);

// From the end of a comma to the closing bracket that is the next token.
struct TrailingComma {
  std::size_t begin;
  std::size_t end;
};

[[nodiscard]] std::vector<TrailingComma> trailing_commas(std::string_view text);

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_JSON_SYNTAX_H_

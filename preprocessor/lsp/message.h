// Messages of JSON-RPC 2.0 as values, and reading what a client may have put in them.
//
// Nothing here throws for a message, whatever is in it: a member that is missing, or of another
// type, reads as if it were not there.

#ifndef IFTRUE_LSP_MESSAGE_H_
#define IFTRUE_LSP_MESSAGE_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace iftrue {

// Not the ordered kind: its lookups are linear, and a message may have many members.
using Value = nlohmann::json;

// Of JSON-RPC 2.0 and of the Language Server Protocol 3.17.
enum class ErrorCode : std::int32_t {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kNotInitialized = -32002,
  kRequestCancelled = -32800,
  kRequestFailed = -32803,
};

struct ResponseError {
  ErrorCode code;
  std::string message;
};

// The result of a request.
using Response = tl::expected<Value, ResponseError>;

[[nodiscard]] inline tl::unexpected<ResponseError> refuse(ErrorCode code, std::string message) {
  return tl::unexpected(ResponseError{code, std::move(message)});
}

// The value of a JSON text, or nothing if it is none. An escape of half a surrogate pair, which a
// client's string may hold, becomes U+FFFD, as wide in UTF-16.
[[nodiscard]] std::optional<Value> parse_message(std::string_view body);

// A JSON text of one line. What is not UTF-8 in a string becomes U+FFFD.
[[nodiscard]] std::string format_message(const Value& value);

// The member of an object; null if there is none, or `object` is none.
[[nodiscard]] const Value& member(const Value& object, std::string_view name);

// The member that the names lead to, one after the other.
template <typename... Names>
[[nodiscard]] const Value& member(const Value& object, std::string_view name, Names... names) {
  return member(member(object, name), names...);
}

// Nothing if it is of another type.
[[nodiscard]] std::optional<std::string> as_text(const Value& value);
// Nothing if it is no integer of 64 bits with a sign.
[[nodiscard]] std::optional<std::int64_t> as_integer(const Value& value);
// Whether it is the value true.
[[nodiscard]] bool is_true(const Value& value);
// Whether it is an array that holds the text.
[[nodiscard]] bool lists(const Value& array, std::string_view text);

}  // namespace iftrue

#endif  // IFTRUE_LSP_MESSAGE_H_

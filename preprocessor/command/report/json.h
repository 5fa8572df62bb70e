// JSON as the command writes it: on one line, with the members in the order of their insertion.

#ifndef IFTRUE_COMMAND_REPORT_JSON_H_
#define IFTRUE_COMMAND_REPORT_JSON_H_

#include <nlohmann/json.hpp>
#include <span>
#include <string>

namespace iftrue {

using Json = nlohmann::ordered_json;

// Valid JSON whatever bytes the strings hold: what is not UTF-8 becomes U+FFFD.
[[nodiscard]] inline std::string to_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What `describe` makes of each value, a line each, with commas between.
template <typename Range, typename Describe>
[[nodiscard]] std::string json_lines(const Range& values, Describe describe) {
  std::string lines;
  for (const auto& value : values) {
    if (!lines.empty()) lines += ",\n";
    lines += to_line(describe(value));
  }
  return lines;
}

// An array of values that are JSON already, so that what many threads made need not be parsed to be
// joined.
[[nodiscard]] inline std::string json_array(std::span<const std::string> values) {
  std::string array = "[";
  for (const std::string& value : values) {
    array += array.size() == 1 ? "\n" : ",\n";
    array += value;
  }
  return array + (values.empty() ? "]" : "\n]");
}

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_REPORT_JSON_H_

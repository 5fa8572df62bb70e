#include "abi/error.h"

#include <string>
#include <string_view>

#include "echatim.h"

namespace echatim {
namespace {

Error made(echatim_code code, std::string_view name, std::string_view message,
           std::string_view field) {
  Error error;
  error.code = code;
  error.name = name;
  error.message = message;
  error.field = field;
  error.json = "{\"name\":" + json_string(name) + ",\"code\":" + std::to_string(code) +
               ",\"message\":" + json_string(message);
  if (!field.empty()) error.json += ",\"field\":" + json_string(field);
  error.json += '}';
  return error;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string json = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') {
      json.push_back('\\');
      json.push_back(letter);
    } else if (static_cast<unsigned char>(letter) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      json += "\\u00";
      json.push_back(kDigits[static_cast<unsigned char>(letter) >> 4U]);
      json.push_back(kDigits[static_cast<unsigned char>(letter) & 0xFU]);
    } else {
      json.push_back(letter);
    }
  }
  return json + '"';
}

Error config_error(std::string_view field, std::string_view problem) {
  return made(ECHATIM_CONFIG, "ConfigError", std::string(field) + ": " + std::string(problem),
              field);
}

Error state_error(std::string_view message) {
  return made(ECHATIM_STATE, "StateError", message, {});
}

Error internal_error(std::string_view message) {
  return made(ECHATIM_INTERNAL, "InternalError", message, {});
}

}  // namespace echatim

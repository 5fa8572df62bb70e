// Reads values of expected types from TOML. It collects the errors with their places in the file,
// so that all of them are reported together. It does not know what the keys mean.

#ifndef IFTRUE_COMMAND_PROJECT_TOML_READER_H_
#define IFTRUE_COMMAND_PROJECT_TOML_READER_H_

#include <toml++/toml.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/project/toml_error.h"

namespace iftrue {

class TomlReader {
 public:
  // The value of a key; null where there is none, or one of another type, which is wrong.
  const toml::value<std::string>* string(const toml::table& from, std::string_view key);
  const toml::table* table(const toml::table& from, std::string_view key);
  std::optional<bool> boolean(const toml::table& from, std::string_view key);

  // The same, where it is wrong that there is none.
  const toml::value<std::string>* required_string(const toml::table& from, std::string_view key);

  // Each element of an array of strings.
  using VisitString = std::function<void(const std::string&, const toml::source_position&)>;
  void each_string(const toml::table& from, std::string_view key, const VisitString& visit);

  // toml++ orders a table by its keys; people order theirs by what they mean.
  using VisitNode = std::function<void(std::string_view, const toml::node&)>;
  static void each_in_file_order(const toml::table& from, const VisitNode& visit);

  // Any other key is wrong. `prefix` is what stands before it in the message.
  void known_keys(const toml::table& from, std::string_view prefix,
                  const std::vector<std::string_view>& known);

  void wrong(const toml::source_position& at, std::string_view message);

  // In the order in which they were found.
  [[nodiscard]] const std::vector<TomlError>& errors() const { return errors_; }

 private:
  std::vector<TomlError> errors_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_TOML_READER_H_

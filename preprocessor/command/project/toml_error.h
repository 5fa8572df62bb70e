// What is wrong with a TOML file, and where.

#ifndef IFTRUE_COMMAND_PROJECT_TOML_ERROR_H_
#define IFTRUE_COMMAND_PROJECT_TOML_ERROR_H_

#include <cstddef>
#include <string>

namespace iftrue {

// Lines and columns start at 1. Columns count code points.
struct TomlError {
  std::size_t line;
  std::size_t column;
  std::string message;  // one line
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_TOML_ERROR_H_

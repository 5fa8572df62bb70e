// Symbols for the tables of the tests: "A B !C" is A and B on, C off, all others undefined.

#ifndef IFTRUE_TESTS_UNIT_SYMBOLS_H_
#define IFTRUE_TESTS_UNIT_SYMBOLS_H_

#include <sstream>
#include <string>

#include "iftrue/iftrue.h"

namespace iftrue {

inline Symbols symbols(const std::string& listed) {
  Symbols result;
  std::istringstream names(listed);
  for (std::string name; names >> name;) {
    const bool off = name.starts_with('!');
    result.set(off ? name.substr(1) : name, !off);
  }
  return result;
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_UNIT_SYMBOLS_H_

// Diagnostics as text, so that a test can assert the whole of them:
//
//   1:15 E003 FITRUE_A ends an outer conditional while IFTRUE_B is open
//     1:8 IFTRUE_B opened here

#ifndef IFTRUE_TESTS_UNIT_DESCRIBED_H_
#define IFTRUE_TESTS_UNIT_DESCRIBED_H_

#include <string>
#include <vector>

#include "iftrue/iftrue.h"

namespace iftrue {

inline std::string described(const Place& place) {
  return std::to_string(place.line) + ':' + std::to_string(place.column);
}

inline std::string described(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    text += described(diagnostic.place) + ' ' + std::string(code_name(diagnostic.code)) + ' ' +
            diagnostic.message + '\n';
    for (const Note& note : diagnostic.notes) {
      text += "  " + described(note.place) + ' ' + note.message + '\n';
    }
  }
  return text;
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_UNIT_DESCRIBED_H_

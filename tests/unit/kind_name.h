// What the tests call the kinds of directive.

#ifndef IFTRUE_TESTS_UNIT_KIND_NAME_H_
#define IFTRUE_TESTS_UNIT_KIND_NAME_H_

#include <string>

#include "engine/directive.h"

namespace iftrue {

inline std::string kind_name(DirectiveKind kind) {
  switch (kind) {
    case DirectiveKind::kIf:
      return "if";
    case DirectiveKind::kElif:
      return "elif";
    case DirectiveKind::kElse:
      return "else";
    case DirectiveKind::kEnd:
      return "end";
  }
  return {};
}

}  // namespace iftrue

#endif  // IFTRUE_TESTS_UNIT_KIND_NAME_H_

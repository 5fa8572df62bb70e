// The conditionals of a document as data, for programs that show, fold or explain them: lists,
// editors, language servers. Document::conditionals() and Document::kept_groups() return them. They
// own what they hold, so that they may outlive the document and its text.
//
// Indices refer to the vector that conditionals() returns, and to the groups of its elements.

#ifndef IFTRUE_CONDITIONAL_H_
#define IFTRUE_CONDITIONAL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "iftrue/diagnostic.h"

namespace iftrue {

// How every other tool sees a group.
enum class Liveness : std::uint8_t {
  kLive,     // the directive before it closed its comment
  kDormant,  // the directive before it left its comment open: the group is comment text
};

enum class GroupKind : std::uint8_t { kIf, kElif, kElse };  // the kind of the directive before it

struct Group {
  GroupKind kind;
  Liveness liveness;
  Place directive;        // the word of the directive before it: IFTRUE_X, ELSE_X
  std::string condition;  // without white space; for an else, that of its if
  Place text;             // from that directive to the next
  // The lines from its directive to the line before the next directive. The last group extends to
  // the line on which the conditional ends. A line with several directives belongs to several
  // groups.
  std::size_t first_line;
  std::size_t last_line;
};

// The indices that identify a group.
struct GroupIndex {
  std::size_t conditional;
  std::size_t group;
  bool operator==(const GroupIndex&) const = default;
};

struct Conditional {
  Place place;                       // from the comment of its if to that of its end, inclusive
  std::vector<Group> groups;         // at least one: the if's
  Place end;                         // the word of the end: FITRUE_X
  std::optional<GroupIndex> parent;  // the group in which it is nested
};

// A conditional that encloses an offset.
struct Enclosing {
  enum class At : std::uint8_t {
    kText,       // the offset is in the text of the group
    kDirective,  // it is on the directive before the group; on the end, `group` is the number of
                 // groups
  };
  GroupIndex index;
  At at;
  bool operator==(const Enclosing&) const = default;
};

// The conditionals that enclose the offset, outermost first. Only the last can be kDirective. The
// time is proportional to the depth, times the logarithm of the number of groups at each level.
[[nodiscard]] std::vector<Enclosing> enclosing(const std::vector<Conditional>& conditionals,
                                               std::size_t offset);

}  // namespace iftrue

#endif  // IFTRUE_CONDITIONAL_H_

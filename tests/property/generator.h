// Texts with conditionals, made so that what is kept of them is known: a tree of text and
// conditionals is rolled, and written down together with whether each byte is kept.

#ifndef IFTRUE_TESTS_PROPERTY_GENERATOR_H_
#define IFTRUE_TESTS_PROPERTY_GENERATOR_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "iftrue/iftrue.h"
#include "random.h"

namespace property {

struct Expression {
  enum class Kind { kSymbol, kNot, kAnd, kOr };
  Kind kind;
  std::string symbol;
  std::vector<Expression> operands;  // one of a kNot, two of a kAnd or kOr
};

enum class Comment { kBlock, kMarkup };

struct Node;

struct Group {
  std::optional<Expression> condition;  // none: the else
  std::vector<Node> body;
  // How the directive before the group is written.
  bool dormant = false;
  bool opens_comment = true;  // also where the group before is dormant
  Comment comment{};          // the one it stands in
  std::string before_word;    // white space between the comment's opener and the word
  std::string after_word;     // and between the word and the closer
  std::string blank;          // for each place in a condition where blanks do not count
};

struct Node {
  std::string text;           // if there are no groups
  std::vector<Group> groups;  // the last is no group: its directive is the end
};

struct GeneratedText {
  std::string bytes;
  std::vector<bool> kept;  // by byte
};

// Random text, any bytes, with words in it that are no directives: nothing of it is to be removed.
[[nodiscard]] std::string random_text(Random& random);

// A text of conditionals, nested up to a few levels deep.
[[nodiscard]] std::vector<Node> random_nodes(Random& random);

// On or off for each symbol that conditions use.
[[nodiscard]] iftrue::Symbols random_symbols(Random& random);

// The bytes do not depend on the symbols.
[[nodiscard]] GeneratedText write_down(const std::vector<Node>& nodes,
                                       const iftrue::Symbols& symbols);

}  // namespace property

#endif  // IFTRUE_TESTS_PROPERTY_GENERATOR_H_

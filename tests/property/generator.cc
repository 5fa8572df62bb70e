#include "generator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace property {
namespace {

using namespace std::string_view_literals;

constexpr auto kSymbols = std::to_array<std::string_view>({"A", "B", "AB", "a_1", "DEBUG"});

// What stands for nothing: words in these have a character before them that makes them none, or
// repeat the condition Q, which no conditional has.
constexpr auto kFragments = std::to_array<std::string_view>({
    "a"sv,
    "b();"sv,
    " "sv,
    "  "sv,
    "\t"sv,
    "\n"sv,
    "\n"sv,
    "\r\n"sv,
    "\r"sv,
    "\u2028"sv,
    "\u2029"sv,
    "\u00A0"sv,
    "\u3000"sv,
    "\uFEFF"sv,
    "\f"sv,
    "\0"sv,
    "\x1B"sv,
    "\u00E9"sv,
    "\u4E16"sv,
    "\U0001F600"sv,
    "e\u0301"sv,
    "\x80"sv,
    "\xFF"sv,
    "\xE2\x80"sv,
    "\xA8"sv,
    "\xED\xA0\x80"sv,
    "\xF0\x9F"sv,
    "\xC0\xAF"sv,
    "\xF4\x90\x80\x80"sv,
    "'"sv,
    "\""sv,
    "`"sv,
    "\\"sv,
    "${"sv,
    "("sv,
    ")"sv,
    "/"sv,
    "*"sv,
    "-"sv,
    ">"sv,
    "/*"sv,
    "*/"sv,
    "<!--"sv,
    "-->"sv,
    "//"sv,
    ".IFTRUE_A"sv,
    ".FITRUE_Q"sv,
    ".ELSE_Q"sv,
    "xFITRUE_A"sv,
    "_ELIFTRUE_A"sv,
    ".IFTRUE_(A"sv,
    ".FITRUE_(Q)"sv,
    ".IFDEBUG"sv,
    ".IFTRUE_"sv,
    "/*IFTRUE A*/"sv,
    "/* see IFTRUE_A */"sv,
    "/*iftrue_A*/"sv,
});

constexpr auto kWhiteSpace = std::to_array<std::string_view>(
    {"", "", "", " ", "\t ", "\n", "\r\n", "\r", "\u00A0", "\u2028", "\u3000", "\uFEFF"});

constexpr auto kBlanks = std::to_array<std::string_view>({"", " ", "  ", "\t", "\n"});

bool is_word_character(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

Expression random_expression(Random& random, std::size_t depth) {
  using Kind = Expression::Kind;
  const std::size_t choice = depth == 0 ? 0 : random.below(5);
  if (choice < 2) return {Kind::kSymbol, std::string(random.pick(kSymbols)), {}};
  if (choice == 2) return {Kind::kNot, {}, {random_expression(random, depth - 1)}};
  return {choice == 3 ? Kind::kAnd : Kind::kOr,
          {},
          {random_expression(random, depth - 1), random_expression(random, depth - 1)}};
}

bool evaluate(const Expression& expression, const iftrue::Symbols& symbols) {
  switch (expression.kind) {
    case Expression::Kind::kSymbol:
      return symbols.find(expression.symbol).value_or(false);
    case Expression::Kind::kNot:
      return !evaluate(expression.operands[0], symbols);
    case Expression::Kind::kAnd:
      return evaluate(expression.operands[0], symbols) && evaluate(expression.operands[1], symbols);
    case Expression::Kind::kOr:
      return evaluate(expression.operands[0], symbols) || evaluate(expression.operands[1], symbols);
  }
  return false;
}

// With the fewest parentheses that keep the meaning.
std::string written(const Expression& expression, const std::string& blank) {
  const auto operand = [&](std::size_t index) {
    const Expression& inner = expression.operands[index];
    const std::string text = written(inner, blank);
    return inner.kind > expression.kind ? '(' + blank + text + blank + ')' : text;
  };
  switch (expression.kind) {
    case Expression::Kind::kSymbol:
      return expression.symbol;
    case Expression::Kind::kNot:
      return '!' + blank + operand(0);
    case Expression::Kind::kAnd:
      return operand(0) + blank + "&&" + blank + operand(1);
    case Expression::Kind::kOr:
      return operand(0) + blank + "||" + blank + operand(1);
  }
  return {};
}

std::string condition_text(const Expression& condition, const std::string& blank) {
  if (condition.kind == Expression::Kind::kSymbol) return condition.symbol;
  return '(' + blank + written(condition, blank) + blank + ')';
}

// Text for a dormant group in a comment of that kind: it must not end the comment, nor hand its
// last characters to the opener of a directive, nor go on the word before it or the one after it.
std::string random_dormant_text(Random& random, Comment comment) {
  const std::string_view dangerous = comment == Comment::kBlock ? "*/" : "-<>";
  std::string text = random_text(random);
  std::erase_if(text, [&](char c) { return dangerous.find(c) != std::string_view::npos; });
  if (text.empty() || is_word_character(text.front())) text.insert(0, ".");
  if (is_word_character(text.back())) text += random.once(2) ? ' ' : ';';
  return text;
}

std::vector<Node> random_body(Random& random, std::size_t depth);

Node random_conditional(Random& random, std::size_t depth) {
  Node node;
  const std::size_t conditions = 1 + random.below(3);
  const bool has_else = random.once(2);
  const std::size_t count = conditions + (has_else ? 1 : 0) + 1;
  bool open = false;  // the comment of a dormant group
  Comment comment = Comment::kBlock;
  for (std::size_t i = 0; i < count; ++i) {
    Group group;
    const bool end = i + 1 == count;
    if (i < conditions) group.condition = random_expression(random, random.below(4));
    if (!open) comment = random.once(3) ? Comment::kMarkup : Comment::kBlock;
    group.comment = comment;
    group.opens_comment = random.once(2);
    group.dormant = !end && random.once(3);
    group.before_word = random.pick(kWhiteSpace);
    group.after_word = random.pick(kWhiteSpace);
    group.blank = random.pick(kBlanks);
    open = group.dormant;
    if (group.dormant) {
      group.body.push_back({random_dormant_text(random, comment), {}});
    } else if (!end) {
      group.body = random_body(random, depth - 1);
    }
    node.groups.push_back(std::move(group));
  }
  return node;
}

std::vector<Node> random_body(Random& random, std::size_t depth) {
  std::vector<Node> nodes;
  for (std::size_t count = random.below(4); count > 0; --count) {
    nodes.push_back(depth > 0 && random.once(2) ? random_conditional(random, depth)
                                                : Node{random_text(random), {}});
  }
  return nodes;
}

class Writer {
 public:
  explicit Writer(const iftrue::Symbols& symbols) : symbols_(symbols) {}

  void write(const std::vector<Node>& nodes, bool kept) {
    for (const Node& node : nodes) {
      if (node.groups.empty()) {
        append(node.text, kept);
      } else {
        write_conditional(node.groups, kept);
      }
    }
  }

  GeneratedText take() && { return std::move(text_); }

 private:
  void write_conditional(const std::vector<Group>& groups, bool kept) {
    const Expression& condition = *groups.front().condition;
    bool decided = false;
    bool open = false;  // the comment of a dormant group
    for (const Group& group : groups) {
      const bool end = &group == &groups.back();
      std::string word;
      if (end) {
        word = directive("FITRUE_", condition, group);
      } else if (!group.condition) {
        word = directive("ELSE_", condition, group);
      } else {
        word =
            directive(&group == &groups.front() ? "IFTRUE_" : "ELIFTRUE_", *group.condition, group);
      }
      if (!open || group.opens_comment) {
        append(group.comment == Comment::kBlock ? "/*" : "<!--", false);
        append(group.before_word, false);
      }
      append(word, false);
      open = group.dormant;
      if (!group.dormant) {
        append(group.after_word, false);
        append(group.comment == Comment::kBlock ? "*/" : "-->", false);
      }
      const bool holds = !group.condition || evaluate(*group.condition, symbols_);
      write(group.body, kept && holds && !decided);
      decided = decided || holds;
    }
  }

  static std::string directive(std::string_view keyword, const Expression& condition,
                               const Group& group) {
    const std::string text = condition_text(condition, group.blank);
    // Both spellings mean the same; which one, hangs on something that varies.
    if (text == "DEBUG" && group.blank.empty() && keyword == "IFTRUE_") return "IFDEBUG";
    if (text == "DEBUG" && group.blank.empty() && keyword == "FITRUE_") return "FIDEBUG";
    return std::string(keyword) + text;
  }

  void append(std::string_view bytes, bool kept) {
    text_.bytes += bytes;
    text_.kept.resize(text_.bytes.size(), kept);
  }

  const iftrue::Symbols& symbols_;
  GeneratedText text_;
};

}  // namespace

std::string random_text(Random& random) {
  std::string text;
  for (std::size_t count = random.below(7); count > 0; --count) text += random.pick(kFragments);
  return text;
}

std::vector<Node> random_nodes(Random& random) {
  std::vector<Node> nodes = random_body(random, 3);
  nodes.push_back(random_conditional(random, 3));
  if (random.once(2)) nodes.push_back({random_text(random), {}});
  return nodes;
}

iftrue::Symbols random_symbols(Random& random) {
  iftrue::Symbols symbols;
  for (const std::string_view symbol : kSymbols) symbols.set(symbol, random.once(2));
  return symbols;
}

GeneratedText write_down(const std::vector<Node>& nodes, const iftrue::Symbols& symbols) {
  Writer writer(symbols);
  writer.write(nodes, true);
  return std::move(writer).take();
}

}  // namespace property

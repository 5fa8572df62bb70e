// Any bytes as a condition, against a parser and evaluator of another kind: by recursive descent,
// evaluating while it parses.

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition_table.h"
#include "iftrue/condition.h"
#include "iftrue/iftrue.h"
#include "law.h"
#include "symbol_values.h"

namespace fuzz {
namespace {

// JavaScript's \s, from its definition.
constexpr auto kWhiteSpace = std::to_array<std::string_view>(
    {"\t",     "\n",     "\v",     "\f",     "\r",     " ",      "\u00A0", "\u1680", "\u2000",
     "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
     "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"});

constexpr std::string_view kWordCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

// The words and signs; nothing if a character belongs to none.
std::optional<std::vector<std::string_view>> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  while (!text.empty()) {
    std::size_t size = 0;
    for (const std::string_view space : kWhiteSpace) {
      if (text.starts_with(space)) size = space.size();
    }
    if (size > 0) {
      text.remove_prefix(size);
      continue;
    }
    if (text.starts_with("&&") || text.starts_with("||")) {
      size = 2;
    } else if (std::string_view("!()").find(text.front()) != std::string_view::npos) {
      size = 1;
    } else {
      size = std::min(text.find_first_not_of(kWordCharacters), text.size());
    }
    if (size == 0) return std::nullopt;
    tokens.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return tokens;
}

class Descent {
 public:
  Descent(const std::vector<std::string_view>& tokens, const iftrue::Symbols& symbols)
      : tokens_(tokens), symbols_(symbols) {}

  // Nothing if the tokens are no condition.
  std::optional<bool> value() {
    const bool result = alternatives();
    if (!sound_ || pos_ < tokens_.size()) return std::nullopt;
    return result;
  }

 private:
  bool alternatives() {
    bool result = all_of();
    while (take("||")) result = all_of() || result;
    return result;
  }

  bool all_of() {
    bool result = operand();
    while (take("&&")) result = operand() && result;
    return result;
  }

  bool operand() {
    if (take("!")) return !operand();
    if (take("(")) {
      const bool result = alternatives();
      sound_ = take(")") && sound_;
      return result;
    }
    if (pos_ == tokens_.size() ||
        kWordCharacters.find(tokens_[pos_].front()) == std::string_view::npos) {
      sound_ = false;
      return false;
    }
    return symbols_.find(tokens_[pos_++]).value_or(false);
  }

  bool take(std::string_view token) {
    if (pos_ == tokens_.size() || tokens_[pos_] != token) return false;
    ++pos_;
    return true;
  }

  const std::vector<std::string_view>& tokens_;
  const iftrue::Symbols& symbols_;
  std::size_t pos_ = 0;
  bool sound_ = true;
};

// The tokens with white space between them that the text's own bytes choose.
std::string respelled(const std::vector<std::string_view>& tokens, std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i * 7 % text.size()]);
    if (byte % 2 == 0) result += kWhiteSpace[(byte / 2 + i) % kWhiteSpace.size()];
    result += tokens[i];
  }
  return result;
}

}  // namespace
}  // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using fuzz::require;
  const std::string_view text = fuzz::text_of(data, size);
  const iftrue::Condition condition(text);
  const auto tokens = fuzz::tokens_of(text);
  const bool sound = tokens && fuzz::Descent(*tokens, {}).value().has_value();
  require(condition.ok() == sound, "what is a condition");

  iftrue::ConditionTable table;
  const iftrue::ConditionId id = table.intern(text);
  require(table.intern(text) == id, "the same text is the same condition");
  require(table.condition(id).ok() == sound, "a table knows what is a condition");

  if (!sound) {
    const iftrue::ConditionError& error = condition.error();
    require(error.offset <= size && error.length <= size - error.offset, "an error has a place");
    require(!error.message.empty(), "an error has a message");
    return 0;
  }

  std::vector<std::string_view> words;
  for (const std::string_view token : *tokens) {
    if (fuzz::kWordCharacters.find(token.front()) != std::string_view::npos) words.push_back(token);
  }
  require(condition.symbols() == words, "the symbols are the words");

  const std::string other_text = fuzz::respelled(*tokens, text);
  const iftrue::Condition other(other_text);
  require(other.ok(), "white space does not count");
  require(table.intern(other_text) == id, "white space makes no other condition");

  for (const iftrue::Symbols& symbols : fuzz::symbol_values({words.begin(), words.end()}, text)) {
    const bool value = *fuzz::Descent(*tokens, symbols).value();
    require(condition.evaluate(symbols) == value, "the value of a condition");
    require(other.evaluate(symbols) == value, "the value does not depend on white space");
    require(table.evaluate(symbols).at(id) == value, "a table gives the same value");
  }
  return 0;
}

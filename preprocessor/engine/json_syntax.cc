#include "engine/json_syntax.h"

#include <algorithm>
#include <string>

#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n";
constexpr std::string_view kPunctuators = "{}[],:";

struct Token {
  enum class Kind : std::uint8_t { kPunctuator, kString, kWord, kNone, kEnd };
  Kind kind;
  std::size_t begin;
  std::size_t end;
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_digit(text[pos])) ++pos;
  return pos;
}

// RFC 8259, section 6.
bool is_number(std::string_view word) {
  std::size_t pos = word.starts_with('-') ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = pos;
    pos = skip_digits(word, pos);
    return pos > begin;
  };
  const auto at = [&](std::string_view any) {
    return pos < word.size() && any.find(word[pos]) != std::string_view::npos;
  };
  if (at("0")) {
    ++pos;
  } else if (!digits()) {
    return false;
  }
  if (at(".") && (++pos, !digits())) return false;
  if (at("eE")) {
    ++pos;
    if (at("+-")) ++pos;
    if (!digits()) return false;
  }
  return pos == word.size();
}

bool is_value_word(std::string_view word) {
  return word == "true" || word == "false" || word == "null" || is_number(word);
}

class Tokens {
 public:
  explicit Tokens(std::string_view text)
      : text_(text), pos_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {}

  Token next() {
    skip_space();
    const std::size_t begin = pos_;
    if (begin == text_.size()) return {Token::Kind::kEnd, begin, begin};
    const char c = text_[begin];
    if (kPunctuators.find(c) != std::string_view::npos) {
      return {Token::Kind::kPunctuator, begin, ++pos_};
    }
    if (c == '"') {
      const bool closed = string();
      return {closed ? Token::Kind::kString : Token::Kind::kNone, begin, pos_};
    }
    ++pos_;
    while (pos_ < text_.size() && !ends_word(text_[pos_])) ++pos_;
    const bool is_value = is_value_word(text_.substr(begin, pos_ - begin));
    return {is_value ? Token::Kind::kWord : Token::Kind::kNone, begin, pos_};
  }

 private:
  static bool ends_word(char c) {
    return kWhiteSpace.find(c) != std::string_view::npos ||
           kPunctuators.find(c) != std::string_view::npos || c == '"' || c == '/';
  }

  void skip_space() {
    for (;;) {
      pos_ = std::min(text_.find_first_not_of(kWhiteSpace, pos_), text_.size());
      const std::string_view rest = text_.substr(pos_);
      if (rest.starts_with("//")) {
        pos_ = std::min(text_.find_first_of("\r\n", pos_), text_.size());
      } else if (rest.starts_with("/*")) {
        const std::size_t close = text_.find("*/", pos_ + 2);
        pos_ = close == std::string_view::npos ? text_.size() : close + 2;
      } else {
        return;
      }
    }
  }

  // To the end of the string or, if it is none, to where that shows.
  bool string() {
    for (++pos_; pos_ < text_.size();) {
      const char c = text_[pos_];
      if (static_cast<unsigned char>(c) < ' ') return false;
      ++pos_;
      if (c == '"') return true;
      if (c == '\\' && !escape()) return false;
    }
    return false;
  }

  bool escape() {
    constexpr std::size_t kHexDigits = 4;
    if (pos_ == text_.size()) return false;
    const char c = text_[pos_];
    if (c != 'u') {
      if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) return false;
      ++pos_;
      return true;
    }
    const std::string_view digits = text_.substr(pos_ + 1, kHexDigits);
    if (digits.size() < kHexDigits ||
        digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
      return false;
    }
    pos_ += 1 + kHexDigits;
    return true;
  }

  std::string_view text_;
  std::size_t pos_;
};

class Syntax {
 public:
  Syntax(std::string_view text, TrailingCommas commas)
      : text_(text), commas_(commas), tokens_(text) {}

  std::optional<JsonFault> fault() {
    for (;;) {
      const Token token = tokens_.next();
      const auto kind = take(token);
      if (kind) return fault_at(token, *kind);
      if (token.kind == Token::Kind::kEnd) return std::nullopt;
      last_ = token;
    }
  }

 private:
  using Kind = JsonFault::Kind;

  enum class Expected : std::uint8_t {
    kFirstValue,  // of the text
    kValue,       // of a key
    kFirstElement,
    kElement,
    kFirstKey,
    kKey,
    kColon,
    kComma,  // or the closing bracket
    kEnd,
  };

  [[nodiscard]] JsonFault fault_at(const Token& token, Kind kind) const {
    const bool is_last = kind == Kind::kCommaBeforeClose || kind == Kind::kEndsEarly;
    const Token& shown = is_last ? last_ : token;
    return {kind, shown.begin, shown.end, last_.end, token.begin};
  }

  [[nodiscard]] bool expects_value() const {
    return expected_ == Expected::kFirstValue || expected_ == Expected::kValue || follows_element();
  }
  [[nodiscard]] bool follows_element() const {
    return expected_ == Expected::kFirstElement || expected_ == Expected::kElement;
  }
  [[nodiscard]] bool follows_open() const {
    return expected_ == Expected::kFirstElement || expected_ == Expected::kFirstKey;
  }
  [[nodiscard]] bool follows_comma() const {
    return expected_ == Expected::kElement || expected_ == Expected::kKey;
  }

  std::optional<Kind> take(const Token& token) {
    switch (token.kind) {
      case Token::Kind::kNone:
        return Kind::kNoToken;
      case Token::Kind::kEnd:
        if (expected_ == Expected::kEnd) return std::nullopt;
        return expected_ == Expected::kFirstValue ? Kind::kNothing : Kind::kEndsEarly;
      case Token::Kind::kString:
        if (expected_ == Expected::kFirstKey || expected_ == Expected::kKey) {
          expected_ = Expected::kColon;
          return std::nullopt;
        }
        return take_value();
      case Token::Kind::kWord:
        return take_value();
      case Token::Kind::kPunctuator:
        break;
    }
    const char c = text_[token.begin];
    if (c == ',') return take_comma();
    if (c == '[' || c == '{') return take_open(c);
    if (c == ']' || c == '}') return take_close(c);
    if (expected_ != Expected::kColon) return Kind::kMisplaced;
    expected_ = Expected::kValue;
    return std::nullopt;
  }

  std::optional<Kind> take_value() {
    if (!expects_value()) return no_value_here();
    end_value();
    return std::nullopt;
  }

  std::optional<Kind> take_open(char c) {
    if (!expects_value()) return no_value_here();
    open_ += c;
    expected_ = c == '[' ? Expected::kFirstElement : Expected::kFirstKey;
    return std::nullopt;
  }

  std::optional<Kind> take_close(char c) {
    if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) return Kind::kMisplaced;
    if (follows_comma()) {
      if (commas_ == TrailingCommas::kForbidden) return Kind::kCommaBeforeClose;
    } else if (!follows_open() && expected_ != Expected::kComma) {
      return Kind::kMisplaced;
    }
    open_.pop_back();
    end_value();
    return std::nullopt;
  }

  std::optional<Kind> take_comma() {
    if (follows_open()) return Kind::kCommaAfterOpen;
    if (follows_comma()) return Kind::kTwoCommas;
    if (expected_ != Expected::kComma) return Kind::kMisplaced;
    expected_ = open_.back() == '[' ? Expected::kElement : Expected::kKey;
    return std::nullopt;
  }

  [[nodiscard]] Kind no_value_here() const {
    return expected_ == Expected::kComma ? Kind::kNoComma : Kind::kMisplaced;
  }

  void end_value() { expected_ = open_.empty() ? Expected::kEnd : Expected::kComma; }

  std::string_view text_;
  TrailingCommas commas_;
  Tokens tokens_;
  Token last_{Token::Kind::kEnd, 0, 0};  // none yet
  Expected expected_ = Expected::kFirstValue;
  std::string open_;  // brackets
};

}  // namespace

std::optional<JsonFault> find_json_fault(std::string_view text, TrailingCommas commas) {
  return Syntax(text, commas).fault();
}

std::vector<TrailingComma> trailing_commas(std::string_view text) {
  std::vector<TrailingComma> found;
  Tokens tokens(text);
  Token last{Token::Kind::kEnd, 0, 0};
  const auto is = [&](const Token& token, std::string_view any) {
    return token.kind == Token::Kind::kPunctuator &&
           any.find(text[token.begin]) != std::string_view::npos;
  };
  for (Token token = tokens.next(); token.kind != Token::Kind::kEnd; token = tokens.next()) {
    if (is(last, ",") && is(token, "]}")) found.push_back({last.end, token.begin});
    last = token;
  }
  return found;
}

}  // namespace iftrue

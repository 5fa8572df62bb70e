// Messages by pattern: {} stands for the next value, {0} for the first one. The compiler checks
// that a pattern uses each of its values and no other.
//
// Nothing of this is in a header of the library. A formatting library would be half of the engine
// where its size counts, as WebAssembly.

#ifndef IFTRUE_ENGINE_FORMAT_H_
#define IFTRUE_ENGINE_FORMAT_H_

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace iftrue {

// A part of a pattern: text, then a value. Of the last part there may be no value.
struct PatternPart {
  static constexpr std::size_t kNoValue = std::string_view::npos;

  std::string_view text;
  std::size_t value = kNoValue;  // its index
  std::string_view rest;         // of the pattern
  bool is_numbered = false;
};

// The first part of a pattern. A brace that is not of {} or of {0} to {9} stands for kNoValue and a
// rest that begins with it.
[[nodiscard]] constexpr PatternPart first_part(std::string_view pattern, std::size_t next) {
  const std::size_t brace = pattern.find_first_of("{}");
  if (brace == std::string_view::npos) return {pattern, PatternPart::kNoValue, {}};
  const std::string_view text = pattern.substr(0, brace);
  const std::string_view field = pattern.substr(brace);
  if (field.starts_with("{}")) return {text, next, field.substr(2)};
  if (field.size() >= 3 && field[0] == '{' && field[1] >= '0' && field[1] <= '9' &&
      field[2] == '}') {
    return {text, static_cast<std::size_t>(field[1] - '0'), field.substr(3), true};
  }
  return {text, PatternPart::kNoValue, field};
}

// A pattern that is wrong calls one of these, which no constant expression can: the compiler's
// error names it.
void brace_of_no_field();
void field_without_value();
void value_without_field();

template <typename... Values>
class Pattern {
 public:
  // Implicit, so that a literal is one.
  // NOLINTNEXTLINE(google-explicit-constructor)
  consteval Pattern(const char* pattern) : text_(pattern) {
    std::array<bool, sizeof...(Values) + 1> used{};
    std::size_t next = 0;
    for (std::string_view rest = text_; !rest.empty();) {
      const PatternPart part = first_part(rest, next);
      if (part.value == PatternPart::kNoValue) {
        if (!part.rest.empty()) brace_of_no_field();
        break;
      }
      if (part.value >= sizeof...(Values)) field_without_value();
      used[part.value] = true;
      if (!part.is_numbered) ++next;
      rest = part.rest;
    }
    for (std::size_t i = 0; i < sizeof...(Values); ++i) {
      if (!used[i]) value_without_field();
    }
  }

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Text that outlives the call, a character, or a number in decimal digits.
class FormatValue {
 public:
  explicit FormatValue(std::string_view text) : text_(text) {}
  explicit FormatValue(char text) : digits_{text}, size_(1) {}
  explicit FormatValue(std::size_t number);

  [[nodiscard]] std::string_view text() const {
    return size_ == 0 ? text_ : std::string_view(digits_.data(), size_);
  }

 private:
  std::string_view text_;
  std::array<char, 20> digits_{};  // or the character
  std::size_t size_ = 0;           // of them, 0 for text
};

[[nodiscard]] std::string format_values(std::string_view pattern,
                                        std::initializer_list<FormatValue> values);

template <typename... Values>
[[nodiscard]] std::string formatted(Pattern<std::type_identity_t<Values>...> pattern,
                                    const Values&... values) {
  return format_values(pattern.text(), {FormatValue(values)...});
}

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_FORMAT_H_

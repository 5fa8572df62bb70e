#include "command/project/glob.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <optional>

namespace iftrue {
namespace {

// A character of UTF-8 other than '/', in bytes.
constexpr std::string_view kOneCharacter =
    R"((?:[^/\x80-\xFF]|[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}|[\xF0-\xF4][\x80-\xBF]{3}))";

constexpr std::string_view kSpecial = R"(\.+*?()|[]{}^$)";

// What stands for something else in a pattern.
constexpr std::string_view kWild = "*?[{}";

// Null if it is malformed.
std::shared_ptr<const re2::RE2> compile_regex(const std::string& regex) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);  // a path is bytes
  options.set_dot_nl(true);
  options.set_log_errors(false);
  auto compiled = std::make_shared<const RE2>(regex, options);
  return compiled->ok() ? compiled : nullptr;
}

// The regular expression of a pattern, in RE2's syntax; nothing if a '{' or '[' is not closed.
class Translator {
 public:
  explicit Translator(std::string_view pattern) : pattern_(pattern) {}

  std::optional<std::string> translate() {
    while (pos_ < pattern_.size()) {
      if (!next()) return std::nullopt;
    }
    if (depth_ > 0) return std::nullopt;
    return std::move(regex_);
  }

  // After translate(): the longest piece of a name that stands in all that is matched.
  [[nodiscard]] const std::string& literal() const { return literal_; }

 private:
  bool next() {
    const std::size_t begin = pos_;
    if (!translate_next()) return false;
    const bool literal = depth_ == 0 && pos_ == begin + 1 && pattern_[begin] != '/' &&
                         kWild.find(pattern_[begin]) == std::string_view::npos;
    run_ = literal ? run_ + pattern_[begin] : std::string();
    if (run_.size() > literal_.size()) literal_ = run_;
    return true;
  }

  bool translate_next() {
    const std::string_view rest = pattern_.substr(pos_);
    const bool at_name = pos_ == 0 || pattern_[pos_ - 1] == '/' || pattern_[pos_ - 1] == '{' ||
                         pattern_[pos_ - 1] == ',';
    if (at_name && rest.starts_with("**/")) return put("(?:[^/]+/)*", 3);
    if (at_name && rest.starts_with("**") && ends_alternative(rest.substr(2))) return put(".+", 2);
    switch (rest.front()) {
      case '*':
        return put("[^/]*", rest.find_first_not_of('*') == std::string_view::npos
                                ? rest.size()
                                : rest.find_first_not_of('*'));
      case '?':
        return put(kOneCharacter, 1);
      case '[':
        return set(rest);
      case '{':
        ++depth_;
        return put("(?:", 1);
      case '}':
        if (depth_ == 0) return put("\\}", 1);
        --depth_;
        return put(")", 1);
      case ',':
        return put(depth_ > 0 ? "|" : ",", 1);
      default:
        if (kSpecial.find(rest.front()) != std::string_view::npos) regex_ += '\\';
        return put(rest.substr(0, 1), 1);
    }
  }

  [[nodiscard]] bool ends_alternative(std::string_view rest) const {
    return rest.empty() || (depth_ > 0 && (rest.front() == '}' || rest.front() == ','));
  }

  bool set(std::string_view rest) {
    const bool negated = rest.size() > 1 && (rest[1] == '!' || rest[1] == '^');
    const std::size_t first = negated ? 2 : 1;
    const std::size_t close = rest.find(']', first + 1);
    if (close == std::string_view::npos) return false;
    std::string regex = negated ? "[^/" : "[";
    for (const char c : rest.substr(first, close - first)) {
      if (c == '\\' || c == '[' || c == ']' || c == '^') regex += '\\';
      regex += c;
    }
    regex += ']';
    const auto compiled = compile_regex(regex);
    if (!compiled || RE2::FullMatch("/", *compiled)) return false;  // a set stays within a name
    return put(regex, close + 1);
  }

  bool put(std::string_view regex, std::size_t consumed) {
    regex_ += regex;
    pos_ += consumed;
    return true;
  }

  std::string_view pattern_;
  std::size_t pos_ = 0;
  int depth_ = 0;
  std::string regex_;
  std::string run_;  // of literal characters, up to here
  std::string literal_;
};

bool climbs(std::string_view pattern) {
  return pattern == ".." || pattern.starts_with("../") || pattern.ends_with("/..") ||
         pattern.find("/../") != std::string_view::npos;
}

}  // namespace

Result<Glob> Glob::parse(std::string_view pattern) {
  while (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (pattern.empty()) return failure("an empty glob matches nothing");
  if (pattern.front() == '/' || climbs(pattern)) {
    return failure(fmt::format("glob {} leads outside its folder", quote(pattern)));
  }
  Glob glob;
  Translator translator(pattern);
  const auto regex = translator.translate();
  glob.whole_ = regex ? compile_regex(*regex) : nullptr;
  glob.literal_ = translator.literal();
  if (!glob.whole_) {
    return failure(
        fmt::format("glob {} is malformed: a '[' or '{{' without its end, or a set that is none or "
                    "holds '/'",
                    quote(pattern)));
  }
  constexpr std::string_view kEverythingBelow = "/**";
  if (pattern.ends_with(kEverythingBelow)) {
    pattern.remove_suffix(kEverythingBelow.size());
    if (const auto folder = Translator(pattern).translate()) glob.folder_ = compile_regex(*folder);
  }
  return glob;
}

bool Glob::matches(std::string_view path) const {
  return path.find(literal_) != std::string_view::npos &&
         RE2::FullMatch(re2::StringPiece(path.data(), path.size()), *whole_);
}

bool Glob::covers(std::string_view path) const {
  return folder_ && path.find(literal_) != std::string_view::npos &&
         RE2::FullMatch(re2::StringPiece(path.data(), path.size()), *folder_);
}

}  // namespace iftrue

// W101: what looks like a misspelt directive. In live text that is a word at the beginning of a
// comment, where a directive would stand; in a dormant group, any word.
//
// Words that hold TRUE or DEBUG are no words of a language: one typing mistake is overlooked. Words
// such as ELSE and ENDIF are, so they count only where a condition of this very text follows.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "engine/block_search.h"
#include "engine/diagnostic.h"
#include "engine/edit_distance.h"
#include "engine/format.h"
#include "engine/lexer.h"
#include "engine/text.h"
#include "engine/warnings.h"
#include "engine/word.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

enum class Strength : std::uint8_t {
  kOwn,     // a word of the idiom
  kCommon,  // a word that people use otherwise too
};

// Which letters a word has, case aside: a bit for each, and one for all that are none.
constexpr std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) {
    const char folded = static_cast<char>(c | 0x20);
    letters |= std::uint32_t{1} << (folded >= 'a' && folded <= 'z' ? folded - 'a' : 26);
  }
  return letters;
}

struct Spelling {
  std::string_view word;
  DirectiveKind kind;
  Strength strength;
  bool may_stand_alone = false;  // in a comment inside a conditional, without a condition
  std::uint32_t letters = letters_of(word);
};

// What people write for the words of the idiom, those themselves first.
constexpr auto kSpellings = std::to_array<Spelling>({
    {"IFTRUE", DirectiveKind::kIf, Strength::kOwn},
    {"FITRUE", DirectiveKind::kEnd, Strength::kOwn},
    {"ELIFTRUE", DirectiveKind::kElif, Strength::kOwn},
    {"ELSEIFTRUE", DirectiveKind::kElif, Strength::kOwn},
    {"ENDIFTRUE", DirectiveKind::kEnd, Strength::kOwn},
    {"ELSE", DirectiveKind::kElse, Strength::kCommon, true},
    {"ELIF", DirectiveKind::kElif, Strength::kCommon, true},
    {"ELSEIF", DirectiveKind::kElif, Strength::kCommon, true},
    {"ELSIF", DirectiveKind::kElif, Strength::kCommon, true},
    {"ENDIF", DirectiveKind::kEnd, Strength::kCommon, true},
    {"END", DirectiveKind::kEnd, Strength::kCommon},
    {"FI", DirectiveKind::kEnd, Strength::kCommon},
});

// The letters that each word of the idiom has, and those that any of the others has.
constexpr std::uint32_t kOfEachOwn = [] {
  std::uint32_t letters = ~std::uint32_t{0};
  for (const Spelling& each : kSpellings) {
    if (each.strength == Strength::kOwn) letters &= each.letters;
  }
  return letters;
}();
constexpr std::uint32_t kOfAnyCommon = [] {
  std::uint32_t letters = 0;
  for (const Spelling& each : kSpellings) {
    if (each.strength == Strength::kCommon) letters |= each.letters;
  }
  return letters;
}();

constexpr auto kDebugSpellings = std::to_array<Spelling>({
    {"IFDEBUG", DirectiveKind::kIf, Strength::kOwn},
    {"FIDEBUG", DirectiveKind::kEnd, Strength::kOwn},
    {"ENDIFDEBUG", DirectiveKind::kEnd, Strength::kOwn},
});

// With which the words of the idiom begin.
constexpr std::string_view kFirstLetters = "EFI";

// A condition in parentheses is not read further than this.
constexpr std::size_t kConditionLimit = 256;

bool is_upper(std::string_view word) {
  return std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::size_t count(std::uint32_t letters) {
  return static_cast<std::size_t>(std::popcount(letters));
}

// No edit takes away or brings more than one letter of these.
std::size_t least_distance(std::uint32_t letters, std::uint32_t others) {
  return std::max(count(letters & ~others), count(others & ~letters));
}

bool is_plain_blank(std::string_view text, std::size_t pos) {
  return pos < text.size() && is_blank(text[pos]);
}

// The comment, or what else, in which a word stands.
enum class Setting : std::uint8_t {
  kComment,  // at its beginning
  kAdorned,  // the same, but for a character such as the second star of /**
  kLine,     // at the beginning of a line comment
  kDormant,  // anywhere in a dormant group
};

// What a word seems to be.
struct Guess {
  DirectiveKind kind;
  std::size_t end;    // of what is taken for the word
  std::string meant;  // empty if no condition can be told
};

class Speller {
 public:
  Speller(std::string_view text, const ConditionalTree& tree, const std::vector<Diagnostic>& errors,
          Language language, std::vector<Diagnostic>& diagnostics)
      : text_(text),
        tree_(tree),
        language_(language),
        is_sound_(errors.empty()),
        diagnostics_(diagnostics) {
    for (const Diagnostic& error : errors) {
      reported_.insert(error.place.offset);
      for (const Note& note : error.notes) reported_.insert(note.place.offset);
    }
  }

  void look() && {
    std::size_t pos = 0;
    for (const Directive& directive : tree_.directives) {
      between(pos, directive.begin);
      if (directive.kind == DirectiveKind::kIf) open_.push_back(&directive);
      if (directive.kind == DirectiveKind::kEnd && !open_.empty()) open_.pop_back();
      before_ = &directive;
      pos = directive.end;
    }
    between(pos, text_.size());
  }

 private:
  // No directive begins in [begin, end).
  void between(std::size_t begin, std::size_t end) {
    const bool dormant = before_ != nullptr && before_->after == Liveness::kDormant &&
                         before_->kind != DirectiveKind::kEnd;
    if (dormant) {
      const std::size_t limit = find_closer(before_->comment, text_.substr(0, end), begin);
      look_at_dormant(begin, limit);
      begin = limit;
    }
    look_at_live(begin, end);
  }

  void look_at_live(std::size_t begin, std::size_t end) {
    const std::string_view live = text_.substr(0, end);
    const auto may_open = [](const char* c) {
      return static_cast<unsigned char>(((c[0] == '/') & ((c[1] == '/') | (c[1] == '*'))) |
                                        ((c[0] == '<') & (c[1] == '!')));
    };
    std::size_t block_end = begin;
    for (std::size_t pos = begin; pos < end;) {
      if (pos >= block_end) {
        pos = skip_blocks(live, pos, 1, may_open);
        block_end = pos + kBlockSize;
      }
      const std::size_t limit = std::min(block_end, end);
      pos = find_any<'/', '<'>(live, pos, limit);
      if (pos >= limit) continue;
      const std::string_view rest = live.substr(pos);
      if (rest.starts_with(opener(CommentKind::kBlock))) {
        pos += opener(CommentKind::kBlock).size();
        look_at_comment(pos);
      } else if (rest.starts_with(opener(CommentKind::kMarkup))) {
        pos += opener(CommentKind::kMarkup).size();
        look_at_comment(pos);
      } else if (rest.starts_with("//")) {
        const std::size_t comment = pos;
        pos = std::min(live.find_first_not_of("/!", pos), end);
        look_at_line_comment(comment, pos);
      } else {
        ++pos;
      }
    }
  }

  void look_at_comment(std::size_t begin) {
    const std::size_t adorned = std::min(text_.find_first_not_of("*!#@", begin), text_.size());
    look_at_word(skip_white_space(text_, adorned),
                 adorned == begin ? Setting::kComment : Setting::kAdorned);
  }

  void look_at_line_comment(std::size_t comment, std::size_t begin) {
    while (is_plain_blank(text_, begin)) ++begin;
    if (!guess(begin, Setting::kLine) && !sound_word(begin)) return;
    if (begins_line_comment(comment)) look_at_word(begin, Setting::kLine);
  }

  [[nodiscard]] bool begins_line_comment(std::size_t pos) {
    if (language_ == Language::kOther) return pos == 0 || white_space_at(text_, pos - 1) > 0;
    if (!lexemes_) lexemes_ = lex_javascript(text_);
    const auto found = std::ranges::lower_bound(*lexemes_, pos, {}, &Lexeme::begin);
    return found != lexemes_->end() && found->begin == pos &&
           found->kind == Lexeme::Kind::kLineComment;
  }

  void look_at_dormant(std::size_t begin, std::size_t end) {
    for (std::size_t pos = begin; pos < end; ++pos) {
      if (!is_word_char(text_[pos])) continue;
      look_at_word(pos, Setting::kDormant);
      pos = word_end(pos);
    }
  }

  void look_at_word(std::size_t pos, Setting setting) {
    if (const auto word = sound_word(pos)) {
      report_sound(*word, setting);
    } else if (const auto meant = guess(pos, setting)) {
      report_guess(pos, *meant, setting);
    }
  }

  // The word that is spelled as a directive and begins here.
  [[nodiscard]] std::optional<Word> sound_word(std::size_t pos) const {
    if (pos >= text_.size() || kFirstLetters.find(text_[pos]) == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string_view head = text_.substr(0, word_end(pos) + 1);
    const auto word = find_word(head, pos);
    return word && word->begin == pos ? word : std::nullopt;
  }

  void report_sound(const Word& word, Setting setting) {
    if (setting == Setting::kComment) return;  // a directive, or reported as an error
    const std::size_t end = condition_end(word.condition_begin);
    const std::string_view condition =
        text_.substr(word.condition_begin, end - word.condition_begin);
    const std::string name = shorten(text_.substr(word.begin, end - word.begin));
    if (setting == Setting::kDormant) {
      if (is_sound_) report_dormant(word, end, name);
      return;
    }
    if (word.kind == DirectiveKind::kElse && !is_known(condition)) return;
    if (setting == Setting::kLine) {
      report(word.begin, end,
             formatted("{0} in a line comment is no directive; write /*{0}*/", name));
    } else {
      report(word.begin, end,
             formatted("{0} is no directive, since its comment begins with something else; "
                       "write /*{0}*/",
                       name));
    }
  }

  void report_dormant(const Word& word, std::size_t end, const std::string& name) {
    std::string message;
    if (word.kind == DirectiveKind::kIf) {
      message =
          formatted("{} is text here: a dormant group cannot hold a nested conditional", name);
    } else {
      message = formatted(
          "{} is text here: it does not repeat the condition of the conditional; "
          "did you mean {}?",
          name, repeating(word.kind, *open_.back(), tree_.conditions));
    }
    report(word.begin, end, std::move(message),
           {{word_range(*before_), "the dormant group begins here"}});
  }

  void report_guess(std::size_t pos, const Guess& guess, Setting setting) {
    const std::string_view word = text_.substr(pos, guess.end - pos);
    if (guess.meant.empty()) {
      report(pos, guess.end,
             formatted("{} looks like a directive, but names no condition", shorten(word)));
      return;
    }
    const bool needs_comment = setting == Setting::kLine || setting == Setting::kAdorned;
    report(pos, guess.end,
           formatted("{} looks like a misspelt directive; did you mean {}{}{}?", shorten(word),
                     needs_comment ? "/*" : "", guess.meant, needs_comment ? "*/" : ""));
  }

  [[nodiscard]] std::optional<Guess> guess(std::size_t pos, Setting setting) {
    const std::size_t end = word_end(pos);
    const std::string_view word = text_.substr(pos, end - pos);
    if (word.size() < 2) return std::nullopt;
    if (auto debug = guess_debug(word, pos)) return debug;
    constexpr std::size_t kLongestHead = 12;  // ENDIFTRUE, and what may be too much in it
    const std::string_view start = word.substr(0, kLongestHead + 1);
    for (std::size_t at = start.find('_', 1); at != std::string_view::npos;
         at = start.find('_', at + 1)) {
      if (auto found = guess_at(pos, pos + at, pos + at + 1, setting)) return found;
    }
    if (setting == Setting::kDormant) return std::nullopt;
    for (const Spelling& each : kSpellings) {  // IFTRUEX
      const bool glued = each.strength == Strength::kOwn && word.starts_with(each.word) &&
                         word.size() > each.word.size() && is_upper(word) &&
                         word[each.word.size()] != '_';
      const std::size_t head = pos + each.word.size();
      if (glued) return guess_at(pos, head, head, setting);
    }
    return guess_at(pos, end, end, setting);
  }

  // How far from it a word may be that is meant for this, whatever stands around.
  [[nodiscard]] static std::size_t farthest(const Spelling& meant, bool upper) {
    if (meant.strength == Strength::kOwn) return upper ? kFarthestOwn : 1;
    return upper && meant.word == "ELSE" ? kFarthestCommon : 0;
  }
  static constexpr std::size_t kFarthestOwn = 2;
  static constexpr std::size_t kFarthestCommon = 1;

  // Whether the word is near enough to any. Asked of the first word of each comment; the letters
  // tell for nearly all of them that it is not: without them, half of a check goes into distances.
  [[nodiscard]] static bool may_be_head(std::string_view head) {
    const Joined joined(head);
    if (!joined.fits()) return false;
    const std::uint32_t letters = letters_of(joined.view());
    if (count(kOfEachOwn & ~letters) > kFarthestOwn &&
        count(letters & ~kOfAnyCommon) > kFarthestCommon) {
      return false;
    }
    const bool upper = is_upper(head);
    return std::ranges::any_of(kSpellings, [&](const Spelling& each) {
      const std::size_t limit = farthest(each, upper);
      const std::size_t longest = each.word.size() + limit;
      return joined.size() + limit >= each.word.size() && joined.size() <= longest &&
             least_distance(letters, each.letters) <= limit && distance(joined, each.word) <= limit;
    });
  }

  // A head without its underscores: END_IF is as good as ENDIF.
  class Joined {
   public:
    explicit Joined(std::string_view head) {
      for (const char c : head) {
        if (c == '_') continue;
        if (size_ < kLongest) letters_.at(size_) = c;
        ++size_;
      }
    }
    [[nodiscard]] bool fits() const { return size_ <= kLongest; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] std::string_view view() const {
      return {letters_.data(), std::min(size_, kLongest)};
    }

   private:
    static constexpr std::size_t kLongest = 12;  // ENDIFTRUE, and what may be too much in it
    std::array<char, kLongest> letters_{};
    std::size_t size_ = 0;
  };

  [[nodiscard]] static std::size_t distance(const Joined& head, std::string_view word) {
    const std::size_t longer = std::max(head.size(), word.size());
    const std::size_t shorter = std::min(head.size(), word.size());
    return head.fits() ? std::max(longer - shorter, edit_distance(head.view(), word)) : longer;
  }

  // IF_DEBUG, ENDIFDEBUG: the whole word, the condition in it.
  [[nodiscard]] std::optional<Guess> guess_debug(std::string_view word, std::size_t pos) const {
    constexpr std::size_t kLongest = 12;
    if (word.size() > kLongest ||
        kFirstLetters.find(upper(word.front())) == std::string_view::npos) {
      return std::nullopt;
    }
    for (const Spelling& each : kDebugSpellings) {
      const bool begins_alike = word.starts_with("IF") || word.starts_with("FI");
      if (!begins_alike && word.size() != each.word.size()) continue;
      const std::size_t away = edit_distance(word, each.word);
      if (away > (begins_alike ? 1 : 0)) continue;
      if (each.kind == DirectiveKind::kIf && away > 0 && is_open("DEBUG")) continue;
      return Guess{each.kind, pos + word.size(),
                   each.kind == DirectiveKind::kIf ? "IFDEBUG" : "FIDEBUG"};
    }
    return std::nullopt;
  }

  // Of a word that ends at `head_end` and a condition from `begin` on: right there after the
  // underscore that is expected, or glued, or after what stands in its place.
  [[nodiscard]] std::optional<Guess> guess_at(std::size_t pos, std::size_t head_end,
                                              std::size_t begin, Setting setting) {
    const std::string_view head = text_.substr(pos, head_end - pos);
    if (!may_be_head(head)) return std::nullopt;
    const bool underscore = begin > head_end;
    const std::size_t condition_begin = skip_separators(begin);
    const std::size_t end = operand_end(condition_begin);
    const std::string condition =
        as_condition(text_.substr(condition_begin, end - condition_begin));
    const bool known = is_known(condition);

    const Spelling* best = nullptr;
    std::size_t best_distance = 0;
    for (const Spelling& each : kSpellings) {
      if (!fits(each, head, condition, underscore, known, setting)) continue;
      const std::size_t away = distance(Joined(head), each.word);
      const bool ends_open = each.kind == DirectiveKind::kEnd && known && is_open(condition);
      if (best == nullptr || away < best_distance || (away == best_distance && ends_open)) {
        best = &each;
        best_distance = away;
      }
    }
    if (best == nullptr) return std::nullopt;
    if (!condition.empty()) {
      return Guess{best->kind, end, formatted("{}{}", keyword(best->kind), shorten(condition))};
    }
    const bool repeats = best->kind == DirectiveKind::kElse || best->kind == DirectiveKind::kEnd;
    return Guess{best->kind, begin,
                 repeats && !open_.empty() ? repeating(best->kind, *open_.back(), tree_.conditions)
                                           : std::string()};
  }

  // Whether a person who wrote `head` there may have meant this.
  [[nodiscard]] bool fits(const Spelling& meant, std::string_view head, std::string_view condition,
                          bool underscore, bool known, Setting setting) const {
    const std::size_t away = distance(Joined(head), meant.word);
    if (away > farthest(meant, is_upper(head))) return false;
    if (meant.strength == Strength::kCommon) {
      if (condition.empty()) {
        return is_upper(head) && meant.may_stand_alone && setting == Setting::kComment &&
               !open_.empty() && closes_after(head);
      }
      if (setting == Setting::kDormant && !is_open(condition)) return false;
      return known && (underscore || is_upper(head));
    }
    if (known && is_upper(head)) return true;
    if (head.find('_') != std::string_view::npos && !is_upper(head)) return false;
    if (underscore) return away <= 1;
    // Without an underscore, only the very word, and not where it begins a sentence.
    return away == 0 && is_upper(head) && is_upper(condition);
  }

  // Whether the comment holds nothing but `head`.
  [[nodiscard]] bool closes_after(std::string_view head) const {
    const auto end = static_cast<std::size_t>(head.data() + head.size() - text_.data());
    const std::string_view rest = text_.substr(skip_white_space(text_, end));
    return !closer_at(CommentKind::kBlock, rest).empty() ||
           !closer_at(CommentKind::kMarkup, rest).empty();
  }

  // What people put in the place of the underscore.
  [[nodiscard]] std::size_t skip_separators(std::size_t pos) const {
    constexpr std::size_t kMost = 3;
    const std::string_view separators = text_.substr(pos, kMost);
    if (!closer_at(CommentKind::kMarkup, text_.substr(pos)).empty()) return pos;
    return pos + std::min(separators.find_first_not_of(" \t-:=_"), separators.size());
  }

  // The end of `X`, `!X` or `(X && Y)` that begins here; `begin` if nothing of the kind does.
  [[nodiscard]] std::size_t operand_end(std::size_t begin) const {
    std::size_t pos = begin;
    while (pos < text_.size() && text_[pos] == '!') ++pos;
    if (pos < text_.size() && text_[pos] == '(') {
      const std::size_t end = parenthesis_end(pos);
      return end == pos ? begin : end;
    }
    const std::size_t end = word_end(pos);
    return end == pos ? begin : end;
  }

  [[nodiscard]] std::size_t parenthesis_end(std::size_t begin) const {
    std::size_t depth = 0;
    const std::size_t limit = std::min(text_.size(), begin + kConditionLimit);
    for (std::size_t pos = begin; pos < limit && terminator_at(text_, pos) == 0; ++pos) {
      if (text_[pos] == '(') ++depth;
      if (text_[pos] == ')' && --depth == 0) return pos + 1;
    }
    return begin;
  }

  // As a directive would have to write it; empty for what cannot be one.
  [[nodiscard]] std::string as_condition(std::string_view written) {
    if (written.starts_with('!')) return formatted("({})", written);
    const auto same_letters = known().find(lower(written));
    return std::string(same_letters == known().end() || is_known(written) ? written
                                                                          : same_letters->second);
  }

  // Whether the text has this condition, or a symbol of that name.
  [[nodiscard]] bool is_known(std::string_view condition) {
    const auto [begin, end] = known().equal_range(lower(condition));
    return std::any_of(begin, end, [&](const auto& each) { return each.second == condition; });
  }

  // The conditions and the symbols of the text, by what they are in lower case.
  const std::unordered_multimap<std::string, std::string_view>& known() {
    if (!known_.empty()) return known_;
    std::unordered_set<std::string_view> names;
    for (ConditionId id = 0; id < tree_.conditions.size(); ++id) {
      names.insert(tree_.conditions.spelling(id));
      const auto& symbols = tree_.conditions.condition(id).symbols();
      names.insert(symbols.begin(), symbols.end());
    }
    for (const std::string_view name : names) known_.emplace(lower(name), name);
    return known_;
  }

  [[nodiscard]] bool is_open(std::string_view condition) const {
    return !open_.empty() && tree_.conditions.spelling(open_.back()->condition) == condition;
  }

  [[nodiscard]] std::size_t condition_end(std::size_t begin) const {
    if (text_[begin] != '(') return word_end(begin);
    const std::size_t end = parenthesis_end(begin);
    return end == begin ? begin + 1 : end;
  }

  [[nodiscard]] std::size_t word_end(std::size_t pos) const {
    while (pos < text_.size() && is_word_char(text_[pos])) ++pos;
    return pos;
  }

  void report(std::size_t begin, std::size_t end, std::string message,
              std::vector<Note> notes = {}) {
    if (reported_.contains(begin)) return;
    diagnostics_.push_back(
        {Code::kMisspelt, byte_range(begin, end), std::move(message), std::move(notes)});
  }

  std::string_view text_;
  const ConditionalTree& tree_;
  Language language_;
  bool is_sound_;
  std::unordered_set<std::size_t> reported_;  // where an error or a note of one stands
  std::vector<Diagnostic>& diagnostics_;
  std::vector<const Directive*> open_;  // the ifs of the conditionals that are open
  const Directive* before_ = nullptr;   // the last directive
  std::unordered_multimap<std::string, std::string_view> known_;
  std::optional<std::vector<Lexeme>> lexemes_;
};

}  // namespace

void warn_of_spelling(std::string_view text, const ConditionalTree& tree,
                      const std::vector<Diagnostic>& errors, Language language,
                      std::vector<Diagnostic>& diagnostics) {
  Speller(text, tree, errors, language, diagnostics).look();
}

}  // namespace iftrue

#include "engine/spelling.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "engine/block_search.h"
#include "engine/diagnostic.h"
#include "engine/edit_distance.h"
#include "engine/format.h"
#include "engine/text.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// How far from its beginning a word and its condition are looked at, in bytes.
constexpr std::size_t kReach = 320;
constexpr std::size_t kConditionLimit = 256;

constexpr std::string_view kDebug = "DEBUG";
constexpr std::string_view kIf = "IF";
constexpr std::string_view kElse = "else";

std::string lower(std::string_view word) {
  std::string result(word);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_upper(std::string_view word) { return Joined(word).is_upper(); }

std::size_t word_end(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_word_char(text[pos])) ++pos;
  return pos;
}

// The end of the parentheses that begin here; `begin` if they are not closed on the line.
std::size_t parenthesis_end(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  const std::size_t limit = std::min(text.size(), begin + kConditionLimit);
  for (std::size_t pos = begin; pos < limit && terminator_at(text, pos) == 0; ++pos) {
    if (text[pos] == '(') ++depth;
    if (text[pos] == ')' && --depth == 0) return pos + 1;
  }
  return begin;
}

// The end of `X`, `!X` or `(X && Y)` that begins here; `begin` if nothing of the kind does.
std::size_t operand_end(std::string_view text, std::size_t begin) {
  std::size_t pos = begin;
  while (pos < text.size() && text[pos] == '!') ++pos;
  const bool parentheses = pos < text.size() && text[pos] == '(';
  const std::size_t end = parentheses ? parenthesis_end(text, pos) : word_end(text, pos);
  return end == pos ? begin : end;
}

// What people put in the place of the underscore.
constexpr std::string_view kSeparators = " \t-:=_";
constexpr std::size_t kMostSeparators = 3;

bool is_separator(char c) { return kSeparators.find(c) != std::string_view::npos; }

std::size_t skip_separators(std::string_view text, std::size_t pos) {
  const std::string_view separators = text.substr(pos, kMostSeparators);
  if (!closer_at(CommentKind::kMarkup, text.substr(pos)).empty()) return pos;
  return pos + std::min(separators.find_first_not_of(kSeparators), separators.size());
}

// The word that is spelled as a directive and begins here.
std::optional<Word> sound_word(std::string_view text) {
  const auto word = find_word(text.substr(0, word_end(text, 0) + 1), 0);
  return word && word->begin == 0 ? word : std::nullopt;
}

// Whether nothing follows on the line but the closer of a comment.
bool ends_line(std::string_view text, std::size_t pos) {
  while (pos < text.size() && is_blank(text[pos])) ++pos;
  const std::string_view rest = text.substr(pos);
  return rest.empty() || terminator_at(rest, 0) > 0 ||
         !closer_at(CommentKind::kBlock, rest).empty() ||
         !closer_at(CommentKind::kMarkup, rest).empty();
}

// Whether what stands before a word may be blanks, ornament or the beginning of a line.
bool may_be_first(std::string_view text, std::size_t word) {
  if (word == 0) return true;
  const char before = text[word - 1];
  return !is_ascii(before) || before == '\n' || before == '\r' ||
         WordSettings::kOrnament.find(before) != std::string_view::npos;
}

// Where the else begins that stands before a word, as in ELSE IFTRUE_X; else the word.
std::size_t with_else(std::string_view text, std::size_t word) {
  std::size_t end = word;
  while (end > 0 && word - end < kMostSeparators && is_separator(text[end - 1])) --end;
  if (end == word || end < kElse.size()) return word;
  const std::size_t begin = end - kElse.size();
  const bool is_whole = begin == 0 || !is_word_char(text[begin - 1]);
  return is_whole && lower(text.substr(begin, kElse.size())) == kElse ? begin : word;
}

// The longest head of a word, with underscores in it and one more for the condition.
constexpr std::size_t kLongestNearHead = Joined::kLongest + 3;

// After this or after the rest of the word that goes on here.
std::size_t after_word(const Window& window, std::size_t pos, std::size_t end) {
  if (pos == window.begin() || !is_word_char(window[pos - 1])) return pos;
  while (pos < end && is_word_char(window[pos])) ++pos;
  return pos;
}

// IFTRUEX begins with a word of the idiom.
const NearWord* glued(std::string_view word) {
  for (const NearWord& each : near_words()) {
    const bool begins = each.strength == NearWord::Strength::kOwn && word.starts_with(each.word);
    if (begins && word.size() > each.word.size() && word[each.word.size()] != '_') return &each;
  }
  return nullptr;
}

// IF_DEBUG, ENDIFDEBUG, ELIFDEBUG: the condition is in the word.
struct DebugWord {
  std::string_view word;
  DirectiveKind kind;
};
constexpr auto kDebugWords = std::to_array<DebugWord>({
    {"IFDEBUG", DirectiveKind::kIf},
    {"FIDEBUG", DirectiveKind::kEnd},
    {"ENDIFDEBUG", DirectiveKind::kEnd},
    {"ENDDEBUG", DirectiveKind::kEnd},
    {"ELIFDEBUG", DirectiveKind::kElif},
    {"ELSEIFDEBUG", DirectiveKind::kElif},
    {"ELSEDEBUG", DirectiveKind::kElse},
});

const DebugWord* near_debug_word(std::string_view word) {
  const Joined joined(word);
  // Each has these letters.
  if (!joined.fits() ||
      least_distance(joined.letters() & letters_of("DEBUG"), letters_of("DEBUG")) > 1) {
    return nullptr;
  }
  const bool begins_alike = word.starts_with("IF") || word.starts_with("FI");
  for (const DebugWord& each : kDebugWords) {
    if (!begins_alike && joined.size() != each.word.size()) continue;
    // IFF_DEBUG is a name.
    const std::size_t limit = begins_alike && !joined.had_underscore() ? 1 : 0;
    if (joined.distance(each.word) <= limit) return &each;
  }
  return nullptr;
}

// Whether guess() may find something: a question that most words answer at once.
bool may_be_near(std::string_view text) {
  const std::string_view start = text.substr(0, word_end(text.substr(0, kLongestNearHead + 1), 0));
  if (start.size() < 2) return false;
  // The first two letters, of which one may be a mistake, or the first may be missing.
  constexpr std::string_view kFirst = "EFIefi";
  constexpr std::string_view kSecond = "FILNfiln";
  if (kFirst.find(start[0]) == std::string_view::npos &&
      kSecond.find(start[1]) == std::string_view::npos) {
    return false;
  }
  for (std::size_t at = start.find('_', 1); at != std::string_view::npos;
       at = start.find('_', at + 1)) {
    if (is_near_any(Joined(start.substr(0, at)))) return true;
  }
  const Joined whole(start);
  const bool is_word =
      whole.is_upper() || (whole.size() == kElse.size() && whole.distance(kElse) == 0);
  return (is_word && (is_near_any(whole) || glued(start) != nullptr)) ||
         near_debug_word(start) != nullptr;
}

std::string directive(DirectiveKind kind, std::string_view condition) {
  return formatted("{}{}", keyword(kind), shorten(condition));
}

std::string opposite(std::string_view condition) { return formatted("(!{})", condition); }

// A word is found by a character at most so far before or behind those that are compared.
constexpr std::size_t kAhead = 3;

// Some blocks on, where one may hold a word that is near to one of the idiom, or begin up to kAhead
// bytes before one: it begins with IF, EL or the like in capitals, ends with one of some letters
// and an underscore, or is ifdebug. Ranges of letters rather than the letters: GCC does not
// vectorise those. Of 64-byte blocks of source text, 2 to 5 of 100 pass.
IFTRUE_VECTOR_CLONES std::size_t skip_to_near_word(std::string_view text, std::size_t pos) {
  return skip_blocks(text, pos, kAhead, [](const char* c) {
    using Byte = unsigned char;
    const Byte first = static_cast<Byte>(c[0]);
    const Byte second = static_cast<Byte>(c[1]);
    const Byte third = static_cast<Byte>(c[2]);
    const Byte fourth = static_cast<Byte>(c[3]);
    const bool begins = (first < Byte{'A'}) & (static_cast<Byte>(second - 'E') <= Byte{'I' - 'E'}) &
                        (static_cast<Byte>(third - 'F') <= Byte{'T' - 'F'});
    const bool ends = (fourth == Byte{'_'}) &
                      ((static_cast<Byte>(third - 'd') <= Byte{'i' - 'd'}) | (third == Byte{'t'}));
    const bool debugs = (second == Byte{'b'}) & (third == Byte{'u'}) & (fourth == Byte{'g'});
    return static_cast<Byte>(begins | ends | debugs);
  });
}

}  // namespace

struct Spelling::Split {
  const Occurrence& word;
  Joined head;
  bool underscore;        // between the two
  std::string condition;  // as a directive writes it; empty where none follows
  bool is_known;
  bool is_alone;  // no condition, and nothing else either
};

Spelling::Spelling(const ConditionTable& conditions, Language language,
                   std::span<const std::string> symbols)
    : conditions_(conditions), settings_(language), symbols_(symbols) {}

void Spelling::look(const Window& window, std::size_t end) {
  const bool may_be_cut = window.may_go_on() && end == window.end();
  const std::size_t limit = may_be_cut ? std::max(pos_, end - std::min(end, kReach)) : end;
  if (in_dormant_) {
    look_at_dormant(window, limit, end);
    if (in_dormant_) return;
  }
  look_at_live(window, limit, end);
}

void Spelling::take(const Directive& directive) {
  if (directive.kind == DirectiveKind::kIf) open_.push_back(directive);
  if (directive.kind == DirectiveKind::kEnd && !open_.empty()) open_.pop_back();
  before_ = directive;
  in_dormant_ = directive.after == Liveness::kDormant && directive.kind != DirectiveKind::kEnd;
  pos_ = directive.end;
  const ConditionId id = directive.condition;
  if (learned_.size() <= id) learned_.resize(id + 1);
  if (learned_[id]) return;
  learned_[id] = true;
  learn(conditions_.spelling(id));
  for (const std::string_view symbol : conditions_.condition(id).symbols()) learn(symbol);
}

std::vector<Diagnostic> Spelling::finish(const std::vector<Diagnostic>& errors) && {
  if (errors.empty()) {
    std::ranges::move(of_sound_, std::back_inserter(warnings_));
    return std::move(warnings_);
  }
  std::unordered_set<std::size_t> reported;
  for (const Diagnostic& error : errors) {
    reported.insert(error.place.offset);
    for (const Note& note : error.notes) reported.insert(note.place.offset);
  }
  std::erase_if(warnings_,
                [&](const Diagnostic& each) { return reported.contains(each.place.offset); });
  return std::move(warnings_);
}

// A group that is dormant in a text with errors may end without a directive.
void Spelling::look_at_dormant(const Window& window, std::size_t limit, std::size_t end) {
  // A closer may begin before what was looked at last.
  const std::size_t overlap = closers(before_->comment).back().size() - 1;
  const std::size_t from = pos_ - std::min(pos_ - before_->end, overlap);
  const std::size_t closed =
      std::min(from + find_closer(before_->comment, window.text(from, end), 0), limit);
  const std::string_view text = window.text(window.begin(), end);
  for (std::size_t pos = after_word(window, pos_, closed); pos < closed;
       pos = after_word(window, pos + 1, closed)) {
    if (!is_word_char(window[pos])) continue;
    look_at({pos, text.substr(pos - window.begin(), kReach), std::nullopt,
             WordSettings::begins_line(window, pos)});
  }
  in_dormant_ = closed == limit;
  pos_ = closed;
}

void Spelling::look_at_live(const Window& window, std::size_t limit, std::size_t end) {
  const std::size_t base = window.begin();
  const std::string_view text = window.text(base, end);
  std::size_t pos = pos_ - base;
  // What begins the text is not seen by what stands before it.
  std::size_t block_end = pos + kAhead;
  std::size_t looked = 0;  // beyond the beginning of the last word
  while (pos < limit - base) {
    if (pos >= block_end) {
      pos = skip_to_near_word(text, pos);
      block_end = pos + kBlockSize + kAhead;
    }
    const std::size_t block_limit = std::min(block_end, limit - base);
    pos = find_any<'_', 'I', 'F', 'E', 'b'>(text, pos, block_limit);
    if (pos >= block_limit) continue;
    std::size_t begin = pos;
    while (begin > 0 && pos - begin < kLongestNearHead && is_word_char(text[begin - 1])) --begin;
    const bool is_whole = begin == 0 || !is_word_char(text[begin - 1]);
    if (is_whole) {
      const std::size_t first = with_else(text, begin);
      // An else was looked at already if it is in capitals.
      const bool is_new = first >= looked && base + first >= pos_;
      if (is_new && may_be_first(text, first)) look_at_first(window, base + first, end);
      looked = first + 1;
    }
    pos = word_end(text, pos + 1);
  }
  pos_ = limit;
}

void Spelling::look_at_first(const Window& window, std::size_t word, std::size_t end) {
  const std::string_view text = window.text(word, std::min(end, word + kReach));
  if (!may_be_near(text) && !sound_word(text)) return;
  const auto setting = settings_.of(window, word);
  if (setting) look_at({word, text, setting, true});
}

void Spelling::look_at(const Occurrence& word) {
  if (const auto sound = sound_word(word.text)) {
    report_sound(word, *sound);
  } else if (const auto meant = guess(word)) {
    report_guess(word, *meant);
  }
}

void Spelling::report_sound(const Occurrence& word, const Word& sound) {
  const std::size_t begin = sound.condition_begin;
  std::size_t end = word_end(word.text, begin);
  if (word.text[begin] == '(') {
    end = parenthesis_end(word.text, begin);
    if (end == begin) ++end;
  }
  if (!word.setting) return report_text(word, sound, end);
  if (*word.setting == WordSetting::kDirective) return;  // a directive, or reported as an error
  if (sound.kind == DirectiveKind::kElse && !is_known(word.text.substr(begin, end - begin))) return;
  const std::string name = shorten(word.text.substr(0, end));
  switch (*word.setting) {
    case WordSetting::kLineComment:
      return report(warnings_, word, end,
                    formatted("{0} in a line comment is no directive; write /*{0}*/", name));
    case WordSetting::kHash:
      return report(warnings_, word, end,
                    formatted("{0} behind a # is no directive; write # /*{0}*/", name));
    case WordSetting::kDirective:
    case WordSetting::kComment:
      return report(warnings_, word, end,
                    formatted("{0} is no directive, since its comment begins with something else; "
                              "write /*{0}*/",
                              name));
  }
}

void Spelling::report_text(const Occurrence& word, const Word& sound, std::size_t end) {
  const std::string name = shorten(word.text.substr(0, end));
  std::string message;
  if (sound.kind == DirectiveKind::kIf) {
    message = formatted("{} is text here: a dormant group cannot hold a nested conditional", name);
  } else {
    message = formatted(
        "{} is text here: it does not repeat the condition of the conditional; "
        "did you mean {}?",
        name, repeating(sound.kind, open_.back(), conditions_));
  }
  report(of_sound_, word, end, std::move(message),
         {{word_range(*before_), "the dormant group begins here"}});
}

void Spelling::report_guess(const Occurrence& word, const Guess& guess) {
  const std::string name = shorten(word.text.substr(0, guess.size));
  if (guess.meant.empty()) {
    return report(warnings_, word, guess.size,
                  formatted("{} looks like a directive, but names no condition", name));
  }
  const bool needs_comment = word.setting && *word.setting != WordSetting::kDirective;
  report(warnings_, word, guess.size,
         formatted("{} looks like a misspelt directive; did you mean {}{}{}?", name,
                   needs_comment ? "/*" : "", guess.meant, needs_comment ? "*/" : ""));
}

std::optional<Spelling::Guess> Spelling::guess(const Occurrence& word) const {
  const std::size_t end = word_end(word.text, 0);
  const std::string_view whole = word.text.substr(0, end);
  if (whole.size() < 2) return std::nullopt;
  if (const DebugWord* const debug = near_debug_word(whole)) {
    const bool exact = Joined(whole).distance(debug->word) == 0;
    const bool ends = debug->kind == DirectiveKind::kIf && !exact && is_open(kDebug);
    if (!ends) {
      const bool is_plain = debug->kind == DirectiveKind::kIf || debug->kind == DirectiveKind::kEnd;
      return Guess{debug->kind, end, std::string(kDebug),
                   is_plain ? std::string(debug->kind == DirectiveKind::kIf ? "IFDEBUG" : "FIDEBUG")
                            : directive(debug->kind, kDebug)};
    }
  }
  if (auto else_if = guess_else_if(word)) return else_if;
  const std::string_view start = whole.substr(0, kLongestNearHead + 1);
  for (std::size_t at = start.find('_', 1); at != std::string_view::npos;
       at = start.find('_', at + 1)) {
    if (auto found = guess_split(word, at, at + 1)) return found;
  }
  if (!word.setting && !word.is_first) return std::nullopt;
  if (is_upper(whole)) {
    if (const NearWord* const own = glued(whole)) {
      return guess_split(word, own->word.size(), own->word.size());
    }
  }
  return guess_split(word, end, end);
}

// ELSE IFTRUE_Y and the like, where an else can be.
std::optional<Spelling::Guess> Spelling::guess_else_if(const Occurrence& word) const {
  const std::size_t end = word_end(word.text, 0);
  if (open_.empty() || !word.is_first || Joined(word.text.substr(0, end)).distance(kElse) > 0) {
    return std::nullopt;
  }
  const std::size_t begin = skip_separators(word.text, end);
  if (begin == end || begin == word.text.size()) return std::nullopt;
  const std::string_view text = word.text.substr(begin);
  if (const auto sound = sound_word(text); sound && sound->kind == DirectiveKind::kIf) {
    const std::size_t condition_end = operand_end(text, sound->condition_begin);
    const std::string condition(
        text.substr(sound->condition_begin, condition_end - sound->condition_begin));
    return Guess{DirectiveKind::kElif, begin + condition_end, condition,
                 directive(DirectiveKind::kElif, condition)};
  }
  auto next = guess({word.begin + begin, text, word.setting, word.is_first});
  if (!next || next->kind != DirectiveKind::kIf || next->condition.empty()) return std::nullopt;
  return Guess{DirectiveKind::kElif, begin + next->size, next->condition,
               directive(DirectiveKind::kElif, next->condition)};
}

// Of a head that ends at `head_end` and a condition from `condition_begin` on: right there after
// the underscore that is expected, or glued, or after what stands in its place.
std::optional<Spelling::Guess> Spelling::guess_split(const Occurrence& word, std::size_t head_end,
                                                     std::size_t condition_begin) const {
  const Joined head(word.text.substr(0, head_end));
  if (!is_near_any(head)) return std::nullopt;
  const std::size_t begin = skip_separators(word.text, condition_begin);
  const std::size_t end = operand_end(word.text, begin);
  Split split{word,
              head,
              condition_begin > head_end,
              as_condition(word.text.substr(begin, end - begin)),
              false,
              ends_line(word.text, condition_begin)};
  split.is_known = is_known(split.condition);

  const NearWord* best = nullptr;
  std::size_t best_distance = 0;
  for (const NearWord& each : near_words()) {
    if (!fits(each, split)) continue;
    const std::size_t away = head.distance(each.word);
    const bool ends_open = each.kind == DirectiveKind::kEnd && is_open(split.condition);
    if (best == nullptr || away < best_distance || (away == best_distance && ends_open)) {
      best = &each;
      best_distance = away;
    }
  }
  if (best == nullptr) return std::nullopt;
  if (split.condition.empty()) {
    const bool repeats = best->kind == DirectiveKind::kElse || best->kind == DirectiveKind::kEnd;
    return Guess{best->kind, condition_begin, "",
                 repeats && !open_.empty() ? repeating(best->kind, open_.back(), conditions_)
                                           : std::string()};
  }
  std::string condition = std::move(split.condition);
  if (best->sense == NearWord::Sense::kNegated) condition = opposite(condition);
  if (best->sense == NearWord::Sense::kDebug) condition = formatted("(DEBUG && {})", condition);
  std::string meant = directive(best->kind, condition);
  return Guess{best->kind, end, std::move(condition), std::move(meant)};
}

// Whether a person who wrote this may have meant that.
bool Spelling::fits(const NearWord& meant, const Split& split) const {
  const std::size_t away = split.head.distance(meant.word);
  if (away > farthest(meant, split.head)) return false;
  const bool upper = split.head.is_upper();
  const bool dormant = !split.word.setting;
  if (split.condition.empty()) {
    if (meant.strength == NearWord::Strength::kOwn && !dormant) {
      return upper && (split.underscore ? away <= 1 : away == 0);
    }
    return upper && meant.alone == NearWord::Alone::kInConditional && !open_.empty() &&
           split.word.is_first && split.is_alone;
  }
  if (meant.strength == NearWord::Strength::kOwn) {
    if (split.is_known && upper) return true;
    if (split.underscore) return away <= 1 && (upper || !split.head.had_underscore());
    // Without an underscore, only the very word, and not where it begins a sentence.
    return !dormant && away == 0 && upper && is_upper(split.condition);
  }
  const bool is_alternative =
      meant.kind == DirectiveKind::kElif || meant.kind == DirectiveKind::kElse;
  if (is_alternative && open_.empty()) return false;
  if (is_alternative && split.word.is_first && upper && split.underscore) return true;
  if (!split.is_known) return false;
  if (meant.strength == NearWord::Strength::kIfLike) {
    if (dormant && !split.word.is_first) return false;
    return split.underscore || (upper && meant.word.size() > kIf.size());
  }
  if (dormant && !split.word.is_first && !is_open(split.condition)) return false;
  // END X is prose too, but where X is a condition of the text.
  return split.underscore || (upper && (is_alternative || is_in_text(split.condition)));
}

// As a directive would have to write it; empty for what cannot be one.
std::string Spelling::as_condition(std::string_view written) const {
  if (written.starts_with('!')) return formatted("({})", written);
  if (is_known(written)) return std::string(written);
  const std::string folded = lower(written);
  if (const auto same = names_.find(folded); same != names_.end()) return same->second;
  const auto same = std::ranges::find_if(
      symbols_, [&](const std::string& each) { return lower(each) == folded; });
  return same == symbols_.end() ? std::string(written) : *same;
}

// Whether the text has this condition, or a symbol of that name is known.
bool Spelling::is_known(std::string_view condition) const {
  if (condition.empty()) return false;
  return is_in_text(condition) || std::ranges::find(symbols_, condition) != symbols_.end();
}

bool Spelling::is_in_text(std::string_view condition) const {
  const auto [begin, end] = names_.equal_range(lower(condition));
  return std::any_of(begin, end, [&](const auto& each) { return each.second == condition; });
}

bool Spelling::is_open(std::string_view condition) const {
  return !open_.empty() && conditions_.spelling(open_.back().condition) == condition;
}

void Spelling::learn(std::string_view name) {
  if (!is_in_text(name)) names_.emplace(lower(name), name);
}

void Spelling::report(std::vector<Diagnostic>& warnings, const Occurrence& word, std::size_t size,
                      std::string message, std::vector<Note> notes) {
  warnings.push_back({Code::kMisspelt, byte_range(word.begin, word.begin + size),
                      std::move(message), std::move(notes)});
}

}  // namespace iftrue

#include "engine/spelling.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "engine/diagnostic.h"
#include "engine/format.h"
#include "engine/near_search.h"
#include "engine/near_text.h"
#include "engine/text.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

// How far from its beginning a word and its condition are looked at, in bytes.
constexpr std::size_t kReach = 320;

constexpr std::string_view kDebug = "DEBUG";
constexpr std::string_view kIf = "IF";
constexpr std::string_view kElse = "else";

bool is_upper(std::string_view word) { return Joined(word).is_upper(); }

std::string directive(DirectiveKind kind, std::string_view condition) {
  return formatted("{}{}", keyword(kind), shorten(condition));
}

std::string opposite(std::string_view condition) { return formatted("(!{})", condition); }

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
    : conditions_(conditions), settings_(language), symbols_(symbols), names_(conditions) {}

void Spelling::look(const Window& window, std::size_t end, Next next) {
  const std::size_t limit = next == Next::kText ? end - std::min(end, kReach) : end;
  if (limit <= pos_) return;
  if (in_dormant_) look_at_dormant(window, limit, end);
  if (!in_dormant_) look_at_live(window, limit, end);
}

std::size_t Spelling::keeps_from() const {
  // An else may stand before the word that finds it.
  constexpr std::size_t kBehind = WordSettings::kLookBehind + kReach;
  return pos_ - std::min(pos_, kBehind);
}

void Spelling::take(const Directive& directive) {
  if (directive.kind == DirectiveKind::kIf) open_.push_back(directive);
  if (directive.kind == DirectiveKind::kEnd && !open_.empty()) open_.pop_back();
  before_ = directive;
  in_dormant_ = directive.after == Liveness::kDormant && directive.kind != DirectiveKind::kEnd;
  pos_ = words_from_ = directive.end;
  names_.add(directive.condition);
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

// The group of a text with errors may end without a directive, where its comment does.
void Spelling::look_at_dormant(const Window& window, std::size_t limit, std::size_t end) {
  const std::size_t base = window.begin();
  const std::string_view text = window.text(base, end);
  const std::size_t closed = base + find_closer(before_->comment, text, pos_ - base);
  in_dormant_ = closed >= limit;
  const std::size_t words_end = std::min(closed, limit) - base;
  std::size_t pos = pos_ - base;
  // The rest of a word that was looked at.
  if (pos > 0 && is_word_char(text[pos - 1])) pos = word_end(text, pos);
  for (; pos < words_end; ++pos) {
    if (!is_word_char(text[pos])) continue;
    look_at({base + pos, text.substr(pos, kReach), std::nullopt,
             WordSettings::begins_line(window, base + pos)});
    pos = word_end(text, pos);
  }
  pos_ = words_from_ = base + words_end;
}

void Spelling::look_at_live(const Window& window, std::size_t limit, std::size_t end) {
  const std::size_t base = window.begin();
  const std::string_view text = window.text(base, end);
  NearSearch search(text, std::max(words_from_, base) - base, pos_ - base, limit - base);
  while (const auto found = search.next()) {
    const std::size_t word = base + *found;
    words_from_ = word + 1;
    const auto setting = settings_.of(window, word);
    if (setting) look_at({word, text.substr(*found, kReach), setting, true});
  }
  pos_ = base + search.position();
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
  if (const std::string* const same = names_.in_any_case(written)) return *same;
  const std::string folded = lower(written);
  const auto same = std::ranges::find_if(
      symbols_, [&](const std::string& each) { return lower(each) == folded; });
  return same == symbols_.end() ? std::string(written) : *same;
}

// Whether the text has this condition, or a symbol of that name is known.
bool Spelling::is_known(std::string_view condition) const {
  if (condition.empty()) return false;
  return is_in_text(condition) || std::ranges::find(symbols_, condition) != symbols_.end();
}

bool Spelling::is_in_text(std::string_view condition) const { return names_.has(condition); }

bool Spelling::is_open(std::string_view condition) const {
  return !open_.empty() && conditions_.spelling(open_.back().condition) == condition;
}

void Spelling::report(std::vector<Diagnostic>& warnings, const Occurrence& word, std::size_t size,
                      std::string message, std::vector<Note> notes) {
  if (word.setting == WordSetting::kLineComment) behind_slashes_.push_back(word.begin);
  warnings.push_back({Code::kMisspelt, byte_range(word.begin, word.begin + size),
                      std::move(message), std::move(notes)});
}

}  // namespace iftrue

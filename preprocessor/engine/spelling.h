// W101: finds words that look like misspelt directives. In live text it looks at each word that is
// the first of a comment or of one of its lines; in a dormant group, at any word.
//
// What a word may mean is decided from the text around it and the symbols that are known, so a text
// that is shown in pieces gives the warnings of the whole. Time is linear in the text. Memory is
// taken for the open conditionals, each distinct condition and each warning.

#ifndef IFTRUE_ENGINE_SPELLING_H_
#define IFTRUE_ENGINE_SPELLING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "engine/near_words.h"
#include "engine/text_names.h"
#include "engine/window.h"
#include "engine/word.h"
#include "engine/word_setting.h"
#include "iftrue/iftrue.h"

namespace iftrue {

class Spelling {
 public:
  // `conditions`, those of the text, must outlive this. `symbols` are known beside those that the
  // text names.
  Spelling(const ConditionTable& conditions, Language language,
           std::span<const std::string> symbols);

  // What follows the text that is looked at.
  enum class Next : std::uint8_t {
    kDirective,  // or the end of the text
    kText,       // words that may go on in it wait
  };

  // Looks on up to `end`, before which no directive begins. The window shows the text from
  // keeps_from() on.
  void look(const Window& window, std::size_t end, Next next);

  // Up to where was looked.
  [[nodiscard]] std::size_t position() const { return pos_; }

  // What comes before this need not be shown again.
  [[nodiscard]] std::size_t keeps_from() const;

  // The next directive that belongs to a conditional, up to which was looked.
  void take(const Directive& directive);

  // The warnings, without lines and columns, but for what `errors`, those of the text, speak of.
  [[nodiscard]] std::vector<Diagnostic> finish(const std::vector<Diagnostic>& errors) &&;

  // Where the words are, in order, that stand behind //. In JavaScript that may be in a literal.
  [[nodiscard]] const std::vector<std::size_t>& behind_slashes() const { return behind_slashes_; }

 private:
  // What may be meant by a word, and the text that is taken for it.
  struct Guess {
    DirectiveKind kind;
    std::size_t size;       // of that text, in bytes
    std::string condition;  // as a directive writes it; empty if none can be told
    std::string meant;      // the directive; empty if no condition can be told
  };

  // A word and what follows it.
  struct Occurrence {
    std::size_t begin;
    std::string_view text;               // from `begin` on, as far as it is looked at
    std::optional<WordSetting> setting;  // none in a dormant group
    bool is_first;                       // of a comment, or of a line of it
  };

  // A way to split a word into a head and a condition.
  struct Split;

  // Each looks at words that begin before `limit`, and reads them up to `end`.
  void look_at_dormant(const Window& window, std::size_t limit, std::size_t end);
  void look_at_live(const Window& window, std::size_t limit, std::size_t end);
  void look_at(const Occurrence& word);

  void report_sound(const Occurrence& word, const Word& sound);
  void report_text(const Occurrence& word, const Word& sound, std::size_t end);
  void report_guess(const Occurrence& word, const Guess& guess);

  [[nodiscard]] std::optional<Guess> guess(const Occurrence& word) const;
  [[nodiscard]] std::optional<Guess> guess_else_if(const Occurrence& word) const;
  [[nodiscard]] std::optional<Guess> guess_split(const Occurrence& word, std::size_t head_end,
                                                 std::size_t condition_begin) const;
  [[nodiscard]] bool fits(const NearWord& meant, const Split& split) const;

  [[nodiscard]] bool is_known(std::string_view condition) const;
  [[nodiscard]] bool is_in_text(std::string_view condition) const;
  [[nodiscard]] std::string as_condition(std::string_view written) const;
  [[nodiscard]] bool is_open(std::string_view condition) const;

  void report(std::vector<Diagnostic>& warnings, const Occurrence& word, std::size_t size,
              std::string message, std::vector<Note> notes = {});

  const ConditionTable& conditions_;
  WordSettings settings_;
  std::vector<Diagnostic> warnings_;
  std::vector<Diagnostic> of_sound_;  // those that only a sound text has
  std::vector<std::size_t> behind_slashes_;
  std::vector<Directive> open_;      // the ifs of the conditionals that are open
  std::optional<Directive> before_;  // the last directive
  bool in_dormant_ = false;          // the text at `pos_` is dormant
  std::size_t pos_ = 0;              // up to where was looked
  std::size_t words_from_ = 0;       // no word that is still to be looked at begins before
  std::span<const std::string> symbols_;
  mutable TextNames names_;  // it collects them when it is asked
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_SPELLING_H_

// Finds directives in a text, one after the other. The scanner knows how a directive is spelled and
// where one may occur. Whether the directive fits the conditionals around it is decided in
// pairing.h, which says what the scanner looks for: in live text a directive opens its own
// comment; in a dormant group it needs no opener but must fit the innermost conditional.
//
// Time is linear in the text, for every text.
//
// The text may also be shown piece by piece, in a window. see() shows the part that is available.
// If more text could change the answer, next_live() and next_dormant() leave it undecided() and
// continue from there at the next call. What is settled() need not be shown again. The answers are
// the same as for the whole text.

#ifndef IFTRUE_ENGINE_SCANNER_H_
#define IFTRUE_ENGINE_SCANNER_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/comment_state.h"
#include "engine/condition_table.h"
#include "engine/directive.h"
#include "engine/parentheses.h"
#include "engine/window.h"
#include "engine/word.h"

namespace iftrue {

// A word that is no directive, for messages.
struct Mention {
  Word word{};
  std::size_t end = 0;   // of its condition, on the same line and not far from its beginning
  std::string written;   // shortened
  bool repeats = false;  // an if with the condition of the innermost conditional
};

// What ends a dormant group. The scanner moves on only past a directive.
struct DormantEnd {
  enum class Kind {
    kDirective,    // `directive`
    kEarlyCloser,  // the comment ends at `closer` without a directive
    kEndOfText,
  };
  Kind kind{};
  const Directive* directive = nullptr;  // until the next call
  std::size_t closer = 0;
  // The first word in the group that opens a comment of its own and is no directive here.
  std::optional<Mention> nested;
  // If there is no such word and the comment ends too soon: the last word in the group that may
  // have been meant to end it, an else or end of another condition or the if once more.
  std::optional<Mention> meant;
};

class Scanner {
 public:
  // The table, and what the window shows, must outlive the scanner.
  Scanner(Window window, ConditionTable& conditions) : window_(window), conditions_(conditions) {}

  // The window, moved on to settled() at most, or back to position() after go_back(); with more
  // text at its end.
  void see(Window window);

  // Whether the last call found nothing because the window ends too soon.
  [[nodiscard]] bool undecided() const { return undecided_; }

  // When undecided: where what is still needed begins. No directive begins before it, and it is
  // never before the end of the last.
  [[nodiscard]] std::size_t settled();

  // The text before `end`, which is settled, will not be shown again.
  void forget(std::size_t end);

  // Scans the text after the last directive again, as live text instead of a dormant group.
  void go_back();

  // Where the scanner continues, and whether the window must move back to show that place.
  [[nodiscard]] std::size_t position() const { return resume_; }
  [[nodiscard]] bool is_behind() const { return resume_ < window_.begin(); }

  // The next directive in live text, until the next call. With an innermost open conditional, also
  // an elif, else or end of it that opens no comment and yet closes one: `body FITRUE_X*/`.
  [[nodiscard]] const Directive* next_live(std::optional<ConditionId> innermost);

  // What ends the dormant group that begins here, in a comment of the given kind.
  [[nodiscard]] DormantEnd next_dormant(CommentKind comment, ConditionId innermost);

 private:
  // Where the condition that begins at `pos` ends, on the same line and not far from `pos`; for
  // messages, of which a line may have many.
  [[nodiscard]] std::size_t condition_end(std::size_t pos) const;

  // The comment that is opened right before `pos`, only white space between, and where.
  struct Opener {
    CommentKind comment;
    std::size_t begin;
  };
  [[nodiscard]] std::optional<Opener> opener_before(std::size_t pos) const;

  // The first word from `from` on of the first `limit` bytes that the window shows as a whole.
  [[nodiscard]] std::optional<Word> next_word(std::size_t from, std::size_t limit) const;

  // What a message needs of a word; nothing if the window does not show all of it.
  [[nodiscard]] std::optional<Mention> mention(const Word& word);
  // Makes the mention of `other_`. False: the window does not show all of it.
  bool mention_other();

  // Notes that the answer depends on the text up to `pos`. Returns whether the window shows that
  // text and any character that begins at its end.
  bool look_at(std::size_t pos) const;
  void wait_from(std::size_t pos);
  void take();

  // Makes the directive of a word whose condition ends at `word_end`.
  void make(const Word& word, std::size_t word_end, std::size_t begin, CommentKind comment);
  // Makes the directive of a word that opens no comment. False: the word is not a directive.
  [[nodiscard]] bool make_stray(const Word& word, ConditionId innermost);

  // Where the condition that begins at `pos` ends: at `limit` if its parentheses do not balance.
  [[nodiscard]] std::size_t condition_end(std::size_t pos, std::size_t limit) const;
  // The same for a word that opens no comment, which is only a hint at a forgotten opener: none if
  // the parentheses do not balance nearby.
  [[nodiscard]] std::optional<std::size_t> balanced_end(std::size_t pos);
  [[nodiscard]] std::size_t name_end(std::size_t pos) const;
  [[nodiscard]] std::size_t parentheses_end(std::size_t pos, std::size_t limit) const;

  // The end of the condition that begins at `pos`, if it is this one.
  [[nodiscard]] std::optional<std::size_t> match_condition(std::size_t pos, ConditionId id) const;

  // The first closer from `pos` on, or the window's end.
  [[nodiscard]] std::size_t next_closer(CommentKind comment, std::size_t pos);

  struct Found {
    std::size_t from = 1;
    std::size_t at = 0;
    bool is_closer = true;  // if not: the window has none before `at`
  };

  Window window_;
  ConditionTable& conditions_;
  Directive directive_{};        // the last that was made
  std::size_t pos_ = 0;          // the end of the last that was found
  std::array<Found, 2> closer_;  // by comment kind: the last answer of next_closer

  bool undecided_ = false;
  std::size_t resume_ = 0;             // no word that counts begins between pos_ and this
  mutable std::size_t looked_at_ = 0;  // by the current call
  Parentheses parentheses_;            // of words that open no comment
  bool may_be_stray_ = false;          // what live text is being looked for
  // By comment kind: of the live text from pos_ on.
  std::array<CommentState, 2> comments_{CommentState(CommentKind::kBlock),
                                        CommentState(CommentKind::kMarkup)};
  // Of the current dormant group. The second mention is made only when it is needed.
  std::optional<Mention> nested_;
  std::optional<Word> other_;
  std::optional<Mention> other_mention_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_SCANNER_H_

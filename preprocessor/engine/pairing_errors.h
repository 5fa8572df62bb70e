// Makes the diagnostics for the errors that pairing finds. pairing.cc decides which errors are
// reported.

#ifndef IFTRUE_ENGINE_PAIRING_ERRORS_H_
#define IFTRUE_ENGINE_PAIRING_ERRORS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "engine/remark.h"
#include "engine/scanner.h"
#include "engine/window.h"
#include "iftrue/iftrue.h"

namespace iftrue {

class PairingErrors {
 public:
  PairingErrors(Window window, const ConditionTable& conditions,
                std::vector<Diagnostic>& diagnostics)
      : window_(window), conditions_(conditions), diagnostics_(diagnostics) {}

  void see(Window window) { window_ = window; }

  // Messages name directives whose text may no longer be shown, so their words are remembered, in
  // the order of the text. Call it when a directive's text is shown for the last time.
  void remember(const Directive& directive);
  // Drops the words that begin at `begin` or after it.
  void drop_words(std::size_t begin);
  [[nodiscard]] bool shows(const Directive& directive) const {
    return directive.word_begin >= window_.begin();
  }

  // E001. `again` is the word of the first if inside with the same condition, or empty.
  void never_ended(const Directive& first, const Place& again);
  void without_if(const Directive& directive);  // E002
  // E003. `again` is the word of `inner` if the conditional around it has the same condition.
  void crossing(const Directive& end, const Directive& inner, const Directive& outer,
                const Place& again);
  void malformed(const Directive& directive);  // E005
  // E005 where !> follows the word, which was meant to close the comment; else nothing.
  void fake_closer(const Directive& directive);

  // E006 if the comment of a dormant group ends too soon, but E005 if the text behind the word is
  // the mistake. Which of them it is may depend on how the conditional goes on: with a directive
  // that opens its own comment, the group was meant to be live.
  struct EarlyCloser {
    Diagnostic dormant;              // E006, or E005 if that is certain
    std::optional<Diagnostic> live;  // E005, if the group may have been meant to be live
  };
  [[nodiscard]] EarlyCloser early_closer(const Directive& first, const Directive& group,
                                         const DormantEnd& end) const;
  void report(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  void after_else(const Directive& directive, const Place& else_place,
                  const Directive& first);                                   // E007
  void other_condition(const Directive& directive, const Directive& first);  // E008
  void stray(const Directive& directive, const Directive& before);           // E009
  void nested(const Mention& nested, const Directive& group);                // E009

  enum class Group : std::uint8_t {
    kSound,
    kMeantLive,  // text behind its word was the mistake
  };
  // An end leaves its comment open: E009, but E005 if the text behind its word is the mistake.
  void open_end(const Directive& end, const Directive& first, Group group);

 private:
  [[nodiscard]] std::string written(const Directive& directive) const;

  // The word with which a directive of this kind repeats the condition of `other`.
  [[nodiscard]] std::string expected(DirectiveKind kind, const Directive& other) const;

  [[nodiscard]] static Note note(const Directive& directive, std::string message);
  [[nodiscard]] Note opened(const Directive& directive) const;
  [[nodiscard]] Note opened_again(const Place& again, const Directive& first) const;

  // E005, if the directive has a remark.
  struct RemarkError {
    Mistake mistake;
    Diagnostic diagnostic;
  };
  [[nodiscard]] std::optional<RemarkError> remark(const Directive& directive,
                                                  const Directive& first) const;

  void report(Code code, Place place, std::string message, std::vector<Note> notes = {});

  struct Remembered {
    std::size_t begin;
    std::string word;  // as messages name it
  };

  Window window_;
  const ConditionTable& conditions_;
  std::vector<Diagnostic>& diagnostics_;
  std::vector<Remembered> words_;  // in the order of the text
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PAIRING_ERRORS_H_

// Makes the diagnostics for the errors that pairing finds. pairing.cc decides which errors are
// reported.

#ifndef IFTRUE_ENGINE_PAIRING_ERRORS_H_
#define IFTRUE_ENGINE_PAIRING_ERRORS_H_

#include <string>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
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

  void never_ended(const Directive& first);                                             // E001
  void without_if(const Directive& directive);                                          // E002
  void crossing(const Directive& end, const Directive& inner, const Directive& outer);  // E003
  void malformed(const Directive& directive);                                           // E005
  // E005 where !> follows the word, which was meant to close the comment; else nothing.
  void fake_closer(const Directive& directive);
  void early_closer(const Directive& first, const Directive& group, const DormantEnd& end);  // E006
  void after_else(const Directive& directive, const Place& else_place,
                  const Directive& first);                                   // E007
  void other_condition(const Directive& directive, const Directive& first);  // E008
  void stray(const Directive& directive, const Directive& before);           // E009
  void nested(const Mention& nested, const Directive& group);                // E009
  void open_end(const Directive& end, const Directive& first);               // E009

 private:
  [[nodiscard]] std::string written(const Directive& directive) const;

  // The word with which a directive of this kind repeats the condition of `other`.
  [[nodiscard]] std::string expected(DirectiveKind kind, const Directive& other) const;

  [[nodiscard]] static Note note(const Directive& directive, std::string message);
  [[nodiscard]] Note opened(const Directive& directive) const;

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

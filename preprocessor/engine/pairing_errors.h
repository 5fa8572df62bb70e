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

// A directive of which messages may speak when its text has gone by.
struct Mark {
  Directive directive{};
  std::string word;  // as messages name it, once it is remembered
};

class PairingErrors {
 public:
  PairingErrors(Window window, const ConditionTable& conditions,
                std::vector<Diagnostic>& diagnostics)
      : window_(window), conditions_(conditions), diagnostics_(diagnostics) {}

  void see(Window window) { window_ = window; }

  // Remembers the word of a mark that begins before `end`, which is shown for the last time.
  // Whether it was not remembered yet.
  bool remember(Mark& mark, std::size_t end) const;

  void never_ended(const Mark& first);                                                      // E001
  void without_if(const Directive& directive);                                              // E002
  void crossing(const Directive& end, const Mark& inner, const Mark& outer);                // E003
  void malformed(const Directive& directive);                                               // E005
  void early_closer(const Mark& first, const Mark& group, const DormantEnd& end);           // E006
  void after_else(const Directive& directive, const Place& else_place, const Mark& first);  // E007
  void other_condition(const Directive& directive, const Mark& first);                      // E008
  void stray(const Directive& directive, const Mark& before);                               // E009
  void nested(const Mention& nested, const Mark& group);                                    // E009
  void open_end(const Directive& end, const Mark& first);                                   // E009

 private:
  [[nodiscard]] std::string written(const Directive& directive) const;
  [[nodiscard]] std::string written(const Mark& mark) const;

  // The word with which a directive of this kind repeats the condition of `other`.
  [[nodiscard]] std::string expected(DirectiveKind kind, const Directive& other) const;

  [[nodiscard]] static Note note(const Mark& mark, std::string message);
  [[nodiscard]] Note opened(const Mark& mark) const;

  void report(Code code, Place place, std::string message, std::vector<Note> notes = {});

  Window window_;
  const ConditionTable& conditions_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PAIRING_ERRORS_H_

// Pairs directives into conditionals, one by one, and reports errors. It serves both callers that
// keep all directives (conditional_tree.h) and callers that read a text in pieces
// (stream_stripper.cc). It keeps only the open conditionals.
//
// An error can make other directives of the conditionals around it look wrong. Such errors are not
// reported, so that one mistake is reported once.

#ifndef IFTRUE_ENGINE_PAIRING_H_
#define IFTRUE_ENGINE_PAIRING_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "engine/condition_table.h"
#include "engine/directive.h"
#include "engine/pairing_errors.h"
#include "engine/scanner.h"
#include "engine/window.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// A directive that was taken into a conditional.
struct Paired {
  const Directive* directive;
  std::uint32_t previous;  // the index of the one before it in the conditional; of an if, none
};

class Pairing {
 public:
  // The shown text and the other arguments must outlive the pairing. What is wrong is appended to
  // `diagnostics` without lines and columns, not always in the order of places (see locate()).
  Pairing(Window window, ConditionTable& conditions, std::vector<Diagnostic>& diagnostics)
      : scanner_(window, conditions),
        conditions_(conditions),
        errors_(window, conditions, diagnostics) {}

  // The next directive that belongs to a conditional, until the next call. Null: the window shows
  // no more.
  [[nodiscard]] const Paired* next();

  // At the end of the text: reports what is still open.
  void finish();

  // For a text in pieces: the window, moved on to keeps_from() at most, or back to wants().
  void see(Window window);

  // When next() returned null: the text before this place need not be shown again. No directive
  // that is still to come begins before it.
  [[nodiscard]] std::size_t keeps_from();

  // The text before `end`, which is at most keeps_from(), will not be shown again.
  void forget(std::size_t end);

  // When next() returned null: the earlier place from which the text must be shown again, if any.
  // All such stretches together are at most as long as the text, for each kind of comment.
  [[nodiscard]] std::optional<std::size_t> wants() const {
    return scanner_.is_behind() ? std::optional(scanner_.position()) : std::nullopt;
  }

 private:
  static constexpr std::uint32_t kNotOpen = UINT32_MAX;

  struct Open {
    Directive first;  // its if
    Directive last;   // its latest directive
    std::uint32_t last_index = kNoDirective;
    std::uint32_t outer_same;  // the depth of the next one outside with its condition, or kNotOpen
    std::size_t else_begin = 0;  // the word of its else; empty: it has none
    std::size_t else_end = 0;
    std::size_t again_begin = 0;  // the word of the first if inside with its condition; empty: none
    std::size_t again_end = 0;
    // Its comment ended too soon, and it is not known yet which error that is.
    std::unique_ptr<PairingErrors::EarlyCloser> early_closer = nullptr;
    bool in_error;            // an error about it was reported
    bool any_end;             // its condition is malformed: take any end for its own
    bool bare_words = false;  // its comment ended too soon: its directives may open none
    bool ended = false;       // by an end that crosses inner conditionals

    [[nodiscard]] ConditionId condition() const { return first.condition; }
  };

  // False if the window shows too little to continue. `paired_` is what was taken into a
  // conditional.
  bool scan_live();
  bool scan_dormant();
  void recover();

  void take(const Directive& directive);
  void take_if(const Directive& directive);
  void take_alternative(const Directive& directive);
  void take_end(const Directive& directive);
  void end_outer(const Directive& directive, std::size_t depth);
  void close_innermost();

  // Reports what is not known yet of its comment, now that it is known how the group was meant.
  void settle(Open& open, Liveness meant);

  // Gives the directive to the innermost conditional.
  void append(const Directive& directive);

  [[nodiscard]] bool malformed(const Directive& directive) const {
    return !conditions_.condition(directive.condition).ok();
  }
  void check_condition(const Directive& directive);
  void report_without_if(const Directive& directive);
  void report_other_condition(const Directive& directive, Open& open);

  // The depth of the innermost open conditional with this condition, or kNotOpen.
  std::uint32_t& innermost_with(ConditionId condition);

  Scanner scanner_;
  const ConditionTable& conditions_;
  PairingErrors errors_;
  Paired paired_{};          // no directive: none was paired by the present call
  std::uint32_t count_ = 0;  // of those that were paired
  bool live_ = true;
  std::vector<Open> open_;
  // By comment kind: the last closer that ended a dormant group too soon.
  std::array<std::size_t, 2> early_closer_{};
  std::vector<std::uint32_t> innermost_with_;  // by condition
  // The conditions whose end may still follow although it ends nothing: of conditionals that an end
  // of another condition was taken to end (E008), and of elifs without an if.
  std::set<ConditionId> expected_ends_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_PAIRING_H_

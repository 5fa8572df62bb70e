// W103: a condition that can have one value only, by what the text that reaches it implies.
// W104, W105: what the targets make of a conditional.
//
// Both are asked of the same walk: for each group, the function of the symbols under which it is
// kept, once for all values of the symbols and once for those that the targets have. What is nested
// in a group that is never kept is not spoken of, nor what follows from a condition that is
// reported.

#include <algorithm>
#include <utility>

#include "engine/decision_diagram.h"
#include "engine/diagnostic.h"
#include "engine/first_true.h"
#include "engine/format.h"
#include "engine/warnings.h"
#include "engine/wording.h"

namespace iftrue {
namespace {

using Function = DecisionDiagrams::Function;
constexpr Function kNever = DecisionDiagrams::kFalse;
constexpr Function kAlways = DecisionDiagrams::kTrue;

// Of more conditions than these it is not told which of them decide.
constexpr std::size_t kMostNamed = 16;

// When a place in the text is reached.
struct Reach {
  Function ever;
  Function by_targets;
};

struct Group {
  std::uint32_t directive;
  Reach reach;
};

struct Open {
  Reach around;
  FirstTrue<Reach> choice;
  std::vector<Group> groups;
  std::size_t facts;  // how many hold around it
};

// What is known of a condition where the text goes on.
struct Fact {
  std::uint32_t directive;
  Function function;
  bool value;
};

class Walk {
 public:
  Walk(std::string_view text, const ConditionalTree& tree, const std::vector<Symbols>& targets)
      : text_(text), tree_(tree), has_targets_(!targets.empty()) {
    functions_.reserve(tree.conditions.size());
    for (ConditionId id = 0; id < tree.conditions.size(); ++id) {
      functions_.push_back(diagrams_.condition(tree.conditions.condition(id)));
    }
    now_ = {kAlways, any_of(targets)};
  }

  // Nothing when the conditions are beyond what is looked into.
  std::vector<Diagnostic> warnings() && {
    for (std::uint32_t i = 0; i < tree_.directives.size() && !diagrams_.exhausted(); ++i) visit(i);
    if (diagrams_.exhausted()) return {};
    return std::move(diagnostics_);
  }

 private:
  friend class FirstTrue<Reach>;  // asks for both() and negate()

  // Where the symbols have the values of one of the targets. A symbol that a target does not set
  // may have either.
  Function any_of(const std::vector<Symbols>& targets) {
    if (diagrams_.exhausted()) return kNever;
    std::vector<std::string_view> names;
    for (ConditionId id = 0; id < tree_.conditions.size(); ++id) {
      const auto& symbols = tree_.conditions.condition(id).symbols();
      names.insert(names.end(), symbols.begin(), symbols.end());
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Function any = kNever;
    for (const Symbols& target : targets) {
      Function all = kAlways;
      for (const std::string_view name : names) {
        const auto on = target.find(name);
        if (!on) continue;
        const Function symbol = diagrams_.symbol(name);
        all = diagrams_.both(all, *on ? symbol : diagrams_.negate(symbol));
      }
      any = diagrams_.either(any, all);
    }
    return any;
  }

  void visit(std::uint32_t index) {
    const Directive& directive = tree_.directives[index];
    switch (directive.kind) {
      case DirectiveKind::kIf:
        open_.push_back({now_, FirstTrue(now_), {}, facts_.size()});
        decide(index);
        break;
      case DirectiveKind::kElif:
        leave_group();
        decide(index);
        break;
      case DirectiveKind::kElse:
        leave_group();
        enter_group(index, open_.back().choice.left());
        break;
      case DirectiveKind::kEnd:
        report_targets(open_.back());
        now_ = open_.back().around;
        facts_.resize(open_.back().facts);
        open_.pop_back();
        break;
    }
  }

  // What was true in the group is false after it.
  void leave_group() { facts_.back().value = false; }

  void decide(std::uint32_t index) {
    Open& open = open_.back();
    const Function condition = functions_[tree_.directives[index].condition];
    const Reach before = open.choice.left();
    const Reach kept = open.choice.take(condition, *this);
    const bool reached = before.ever != kNever && (!has_targets_ || before.by_targets != kNever);
    if (reached && (kept.ever == kNever || kept.ever == before.ever)) {
      report_decided(index, condition, kept.ever != kNever);
    }
    facts_.push_back({index, condition, true});
    enter_group(index, kept);
  }

  void enter_group(std::uint32_t index, Reach reach) {
    now_ = reach;
    open_.back().groups.push_back({index, reach});
  }

  Reach both(Reach reach, Function condition) {
    return {diagrams_.both(reach.ever, condition), diagrams_.both(reach.by_targets, condition)};
  }

  Function negate(Function condition) { return diagrams_.negate(condition); }

  void report_decided(std::uint32_t index, Function condition, bool value) {
    const Directive& directive = tree_.directives[index];
    const std::string name = shorten(tree_.conditions.spelling(directive.condition));
    std::string message;
    if (!value) {
      message = formatted("{} is never true here: this group is never kept", name);
    } else if (directive.kind == DirectiveKind::kIf) {
      message = formatted("{} is always true here: this conditional decides nothing", name);
    } else {
      message = formatted("{} is always true here: an else would do", name);
    }
    diagnostics_.push_back({Code::kDecided,
                            byte_range(directive.condition_begin, directive.word_end),
                            std::move(message), deciding_facts(condition, value)});
  }

  // Facts that together decide the condition, and none of which could be left out.
  std::vector<Note> deciding_facts(Function condition, bool value) {
    const Function against = value ? diagrams_.negate(condition) : condition;
    const auto decide = [&](const std::vector<Fact>& facts) {
      Function all = against;
      for (const Fact& fact : facts) all = diagrams_.both(all, function(fact));
      return all == kNever;
    };
    std::vector<Fact> deciding;
    for (auto fact = facts_.rbegin(); fact != facts_.rend() && !decide(deciding); ++fact) {
      if (deciding.size() == kMostNamed) return {};
      deciding.push_back(*fact);
    }
    for (std::size_t i = 0; i < deciding.size();) {
      std::vector<Fact> others = deciding;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      if (decide(others)) {
        deciding = std::move(others);
      } else {
        ++i;
      }
    }
    std::vector<Note> notes;
    for (const Fact& fact : deciding) {
      const Directive& directive = tree_.directives[fact.directive];
      notes.push_back({word_range(directive),
                       formatted("{} is {} {} this group",
                                 shorten(tree_.conditions.spelling(directive.condition)),
                                 fact.value ? "true" : "false", fact.value ? "in" : "after")});
    }
    return notes;
  }

  Function function(const Fact& fact) {
    return fact.value ? fact.function : diagrams_.negate(fact.function);
  }

  void report_targets(const Open& open) {
    if (!has_targets_ || open.around.by_targets == kNever) return;
    const auto kept = std::ranges::find_if(open.groups, [&](const Group& group) {
      return group.reach.by_targets == open.around.by_targets;
    });
    if (kept != open.groups.end()) {
      const bool reported = kept->reach.ever == open.around.ever;
      if (!reported) report_kept_by_all(open.groups.front().directive, kept->directive);
      return;
    }
    for (const Group& group : open.groups) {
      if (group.reach.by_targets != kNever || group.reach.ever == kNever) continue;
      report(Code::kKeptByNone, group.directive,
             formatted("no target keeps the group of {}", written(group.directive)));
    }
  }

  void report_kept_by_all(std::uint32_t first, std::uint32_t kept) {
    report(Code::kKeptByAll, first,
           formatted("every target keeps the group of {}: this conditional decides nothing",
                     written(kept)));
  }

  void report(Code code, std::uint32_t index, std::string message) {
    diagnostics_.push_back({code, word_range(tree_.directives[index]), std::move(message), {}});
  }

  [[nodiscard]] std::string written(std::uint32_t index) const {
    return iftrue::written(text_, tree_.directives[index]);
  }

  std::string_view text_;
  const ConditionalTree& tree_;
  bool has_targets_;
  DecisionDiagrams diagrams_;
  std::vector<Function> functions_;  // by condition
  Reach now_{};
  std::vector<Open> open_;
  std::vector<Fact> facts_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace

void warn_of_decided_conditions(std::string_view text, const ConditionalTree& tree,
                                const std::vector<Symbols>& targets,
                                std::vector<Diagnostic>& diagnostics) {
  if (tree.directives.empty()) return;
  std::ranges::move(Walk(text, tree, targets).warnings(), std::back_inserter(diagnostics));
}

}  // namespace iftrue

#include "engine/decision_diagram.h"

#include <algorithm>
#include <utility>

namespace iftrue {
namespace {

// A step makes at most one node, so all numbers of nodes fit in kNodeBits.
constexpr std::size_t kMostSteps = 1U << 19;
constexpr unsigned kNodeBits = 24;

// Also the depth of the recursion.
constexpr std::size_t kMostSymbols = 256;

}  // namespace

DecisionDiagrams::DecisionDiagrams() : steps_left_(kMostSteps) {
  nodes_.push_back({0, kFalse, kFalse});  // they test nothing: symbols are numbered from 1
  nodes_.push_back({0, kTrue, kTrue});
}

DecisionDiagrams::Function DecisionDiagrams::symbol(std::string_view name) {
  if (symbols_.size() == kMostSymbols && !symbols_.contains(name)) {
    steps_left_ = 0;
    return kFalse;
  }
  const auto number = static_cast<std::uint32_t>(symbols_.size() + 1);
  return node(symbols_.try_emplace(name, number).first->second, kFalse, kTrue);
}

DecisionDiagrams::Function DecisionDiagrams::negate(Function function) {
  if (function <= kTrue) return function == kFalse ? kTrue : kFalse;
  if (const auto known = negated_.find(function); known != negated_.end()) return known->second;
  if (!take_step()) return kFalse;
  const Node top = nodes_[function];
  const Function low = negate(top.low);
  const Function result = node(top.symbol, low, negate(top.high));
  negated_.emplace(function, result);
  return result;
}

DecisionDiagrams::Function DecisionDiagrams::both(Function a, Function b) {
  if (a > b) std::swap(a, b);
  if (a == kFalse) return kFalse;
  if (a == kTrue || a == b) return b;
  const std::uint64_t key = std::uint64_t{a} << kNodeBits | b;
  if (const auto known = both_.find(key); known != both_.end()) return known->second;
  if (!take_step()) return kFalse;
  const Node first = nodes_[a];
  const Node second = nodes_[b];
  const std::uint32_t symbol = std::max(first.symbol, second.symbol);
  const bool first_tests = first.symbol == symbol;
  const bool second_tests = second.symbol == symbol;
  const Function low = both(first_tests ? first.low : a, second_tests ? second.low : b);
  const Function high = both(first_tests ? first.high : a, second_tests ? second.high : b);
  const Function result = node(symbol, low, high);
  both_.emplace(key, result);
  return result;
}

DecisionDiagrams::Function DecisionDiagrams::either(Function a, Function b) {
  return negate(both(negate(a), negate(b)));
}

DecisionDiagrams::Function DecisionDiagrams::condition(const Condition& condition) {
  return condition.interpret<Function>({
      .symbol = [this](std::string_view name) { return symbol(name); },
      .negate = [this](Function function) { return negate(function); },
      .both = [this](Function a, Function b) { return both(a, b); },
      .either = [this](Function a, Function b) { return either(a, b); },
  });
}

DecisionDiagrams::Function DecisionDiagrams::node(std::uint32_t symbol, Function low,
                                                  Function high) {
  if (low == high) return low;
  const std::uint64_t key =
      std::uint64_t{symbol} << (2 * kNodeBits) | std::uint64_t{low} << kNodeBits | high;
  const auto [known, is_new] = unique_.try_emplace(key, static_cast<Function>(nodes_.size()));
  if (is_new) nodes_.push_back({symbol, low, high});
  return known->second;
}

bool DecisionDiagrams::take_step() {
  if (steps_left_ > 0) --steps_left_;
  return steps_left_ > 0;
}

}  // namespace iftrue

#include "lsp/outline.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace iftrue {
namespace {

constexpr int kNamespace = 3;  // SymbolKind of the protocol
// Groups that are nested deeper are shown at this depth: JSON of any depth is written recursively.
constexpr std::size_t kDeepest = 64;

// From a directive to the end of the one after its group.
Span whole_span(const Analysis& analysis, const GroupIndex& group) {
  const Place& next = analysis.word({group.conditional, group.group + 1});
  return {analysis.word(group).offset, span_of(next).end};
}

std::string shown_name(const Analysis& analysis, const GroupIndex& group) {
  const Place& word = analysis.word(group);
  std::string name(analysis.text().substr(word.offset, word.length));
  std::ranges::replace_if(
      name, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return name;
}

template <typename Visit>
void each_group(const Analysis& analysis, Visit visit) {
  const auto& conditionals = analysis.conditionals();
  for (std::size_t i = 0; i < conditionals.size(); ++i) {
    for (std::size_t group = 0; group < conditionals[i].groups.size(); ++group) visit({i, group});
  }
}

Value flat_symbols(Analysis& analysis) {
  Value symbols = Value::array();
  each_group(analysis, [&](const GroupIndex& group) {
    symbols.push_back({{"name", shown_name(analysis, group)},
                       {"kind", kNamespace},
                       {"location",
                        {{"uri", analysis.buffer().uri()},
                         {"range", analysis.positions().range(whole_span(analysis, group))}}}});
  });
  return symbols;
}

class Tree {
 public:
  explicit Tree(Analysis& analysis) : analysis_(analysis) {}

  [[nodiscard]] Value take() {
    each_group(analysis_, [this](const GroupIndex& group) {
      const std::size_t depth = depth_of(group);
      while (open_.size() > depth) close();
      open_.push_back(symbol(group));
    });
    while (!open_.empty()) close();
    return std::move(top_);
  }

 private:
  std::size_t depth_of(const GroupIndex& group) {
    const auto& parent = analysis_.conditionals()[group.conditional].parent;
    depths_.resize(group.conditional + 1);
    // A conditional stands behind the one that it is nested in.
    const std::size_t depth = parent ? depths_[parent->conditional] + 1 : 0;
    depths_[group.conditional] = depth;
    return std::min(depth, kDeepest);
  }

  Value symbol(const GroupIndex& group) {
    Value symbol = {{"name", shown_name(analysis_, group)},
                    {"kind", kNamespace},
                    {"range", analysis_.positions().range(whole_span(analysis_, group))},
                    {"selectionRange", analysis_.positions().range(analysis_.word(group))}};
    if (!analysis_.setting().targets().empty()) symbol["detail"] = analysis_.kept_by(group);
    return symbol;
  }

  void close() {
    Value closed = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) {
      top_.push_back(std::move(closed));
    } else {
      open_.back()["children"].push_back(std::move(closed));
    }
  }

  Analysis& analysis_;
  std::vector<std::size_t> depths_;  // by conditional
  std::vector<Value> open_;          // from the outermost in
  Value top_ = Value::array();
};

}  // namespace

Value folding_ranges(Analysis& analysis) {
  Value ranges = Value::array();
  each_group(analysis, [&](const GroupIndex& group) {
    const Positions& positions = analysis.positions();
    const std::size_t first = positions.line_of(analysis.word(group).offset);
    const std::size_t next =
        positions.line_of(analysis.word({group.conditional, group.group + 1}).offset);
    if (next < first + 2) return;
    ranges.push_back({{"startLine", first}, {"endLine", next - 1}, {"kind", "region"}});
  });
  return ranges;
}

Value document_symbols(Analysis& analysis, const ClientSupport& support) {
  return support.hierarchical_symbols ? Tree(analysis).take() : flat_symbols(analysis);
}

Value code_lenses(Analysis& analysis) {
  Value lenses = Value::array();
  if (analysis.setting().targets().empty()) return lenses;
  each_group(analysis, [&](const GroupIndex& group) {
    lenses.push_back({{"range", analysis.positions().range(analysis.word(group))},
                      {"command", {{"title", analysis.kept_by(group)}, {"command", ""}}}});
  });
  return lenses;
}

}  // namespace iftrue

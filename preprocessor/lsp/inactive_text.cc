#include "lsp/inactive_text.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace iftrue {
namespace {

class Collector {
 public:
  explicit Collector(Analysis& analysis)
      : text_(analysis.text()), conditionals_(analysis.conditionals()) {}

  // The text of a group but for the conditionals in it, whose groups are added by themselves.
  void add_group(std::size_t conditional, const Group& group) {
    const Span whole = span_of(group.text);
    std::size_t begin = whole.begin;
    for (std::size_t next = conditional + 1;
         (next = first_from(next, begin)) < conditionals_.size();) {
      const Span nested = span_of(conditionals_[next].place);
      if (nested.begin >= whole.end) break;
      add({begin, nested.begin});
      begin = nested.end;
    }
    add({begin, whole.end});
  }

  void add(const Span& span) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto text = text_.substr(span.begin, span.end - span.begin);
    if (text.find_first_not_of(kBlanks) != std::string_view::npos) spans_.push_back(span);
  }

  [[nodiscard]] std::vector<Span> take() {
    std::ranges::sort(spans_, {}, &Span::begin);
    return std::move(spans_);
  }

 private:
  // The first conditional, `from` or a later one, that begins at an offset or behind it.
  [[nodiscard]] std::size_t first_from(std::size_t from, std::size_t offset) const {
    const auto rest = std::span(conditionals_).subspan(from);
    const auto found = std::ranges::lower_bound(
        rest, offset, {}, [](const Conditional& each) { return each.place.offset; });
    return from + static_cast<std::size_t>(found - rest.begin());
  }

  std::string_view text_;
  const std::vector<Conditional>& conditionals_;
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> inactive_text(Analysis& analysis, std::size_t target) {
  Collector collector(analysis);
  if (analysis.source() == nullptr || !analysis.is_sound()) return {};
  if (!analysis.exists_for(target)) {
    collector.add({0, analysis.text().size()});
    return collector.take();
  }
  const auto& kept = analysis.kept_groups(target);
  const auto& conditionals = analysis.conditionals();
  for (std::size_t i = 0; i < conditionals.size(); ++i) {
    for (std::size_t group = 0; group < conditionals[i].groups.size(); ++group) {
      if (kept[i] != group) collector.add_group(i, conditionals[i].groups[group]);
    }
  }
  return collector.take();
}

}  // namespace iftrue

#include "command/views/listing.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "command/views/distinct_symbols.h"
#include "engine/line_count.h"

namespace iftrue {
namespace {

std::set<std::string_view> symbols_of(const ListedConditional& conditional) {
  std::set<std::string_view> symbols;
  for (const ListedGroup& group : conditional.groups) {
    if (group.kind == GroupKind::kElse) continue;
    const auto of_group = distinct_symbols(group.condition);
    symbols.insert(of_group.begin(), of_group.end());
  }
  return symbols;
}

std::vector<ListedConditional> listed(const std::vector<Conditional>& conditionals) {
  std::vector<ListedConditional> result;
  result.reserve(conditionals.size());
  for (const Conditional& conditional : conditionals) {
    ListedConditional& each = result.emplace_back();
    each.parent = conditional.parent;
    each.groups.reserve(conditional.groups.size());
    for (const Group& group : conditional.groups) {
      const bool is_else = group.kind == GroupKind::kElse;
      each.groups.push_back({group.kind, group.liveness, is_else ? std::string() : group.condition,
                             group.directive.line, group.directive.column, group.first_line,
                             group.last_line});
    }
  }
  return result;
}

}  // namespace

ListedFile list_file(const InputFile& input, const SourceText& text,
                     const Configuration& configuration) {
  ListedFile file;
  file.path = input.path;
  file.lines = count_lines(text.bytes());
  if (const Document* document = text.document()) {
    file.conditionals = listed(document->conditionals());
  }
  for (const TargetSymbols& target : configuration.targets) {
    auto& kept = file.kept.emplace_back();
    const bool exists =
        input.filtered.empty() || configuration.filter().exists_for(input.filtered, target.symbols);
    if (!exists || file.conditionals.empty()) {
      file.kept_lines.push_back(exists ? file.lines : 0);
      continue;
    }
    kept = text.document()->kept_groups(target.symbols);
    file.kept_lines.push_back(count_lines(text.strip(target.symbols, Layout::kCompact)));
  }
  return file;
}

std::vector<SymbolSum> sum_by_symbol(const std::vector<ListedFile>& files,
                                     const Configuration& configuration) {
  std::map<std::string, SymbolSum, std::less<>> sums;
  for (const ListedFile& file : files) {
    std::map<std::string_view, std::size_t> counted;  // symbol to the last line that is counted
    for (const ListedConditional& conditional : file.conditionals) {
      const std::size_t first_line = conditional.groups.front().first_line;
      const std::size_t last_line = conditional.groups.back().last_line;
      for (const std::string_view symbol : symbols_of(conditional)) {
        const auto [last_counted, is_first] = counted.emplace(symbol, 0);
        SymbolSum& sum = sums[std::string(symbol)];
        ++sum.conditionals;
        if (is_first) ++sum.files;
        const std::size_t begin = std::max(first_line, last_counted->second + 1);
        if (begin > last_line) continue;  // nested in one with the symbol
        sum.lines += last_line - begin + 1;
        last_counted->second = last_line;
      }
    }
  }
  std::vector<SymbolSum> ordered;
  const auto take = [&](const std::string& name) {
    SymbolSum sum = sums[name];
    sum.name = name;
    sums.erase(name);
    ordered.push_back(std::move(sum));
  };
  if (configuration.project) {
    for (const NamedSymbol& symbol : configuration.project->symbols) take(symbol.name);
  }
  while (!sums.empty()) take(std::string(sums.begin()->first));
  return ordered;
}

}  // namespace iftrue

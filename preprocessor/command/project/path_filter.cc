#include "command/project/path_filter.h"

#include <algorithm>
#include <array>

namespace iftrue {
namespace {

constexpr std::string_view kDefaultInclude =
    "**/*.{ts,tsx,js,jsx,mjs,cjs,css,scss,html,vue,wxml,wxss,json,md}";
constexpr auto kDefaultExclude =
    std::to_array<std::string_view>({"**/node_modules/**", "**/.git/**"});

bool any_matches(const std::vector<Glob>& globs, std::string_view path) {
  return std::ranges::any_of(globs, [path](const Glob& glob) { return glob.matches(path); });
}

}  // namespace

PathFilter::PathFilter() : include{Glob::parse(kDefaultInclude).value()} {
  for (const std::string_view glob : kDefaultExclude) exclude.push_back(Glob::parse(glob).value());
}

bool PathFilter::scans(std::string_view path) const { return any_matches(include, path); }

bool PathFilter::excludes(std::string_view path) const {
  return std::ranges::any_of(
      exclude, [path](const Glob& glob) { return glob.covers(path) || glob.matches(path); });
}

const FileRule* PathFilter::rule_against(std::string_view path, const Symbols& symbols) const {
  const auto found = std::ranges::find_if(rules, [&](const FileRule& rule) {
    return rule.glob.matches(path) && Condition(rule.when).fold(symbols).value == false;
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace iftrue

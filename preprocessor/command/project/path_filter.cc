#include "command/project/path_filter.h"

#include <algorithm>
#include <array>

namespace iftrue {
namespace {

constexpr std::string_view kDefaultInclude =
    "**/*.{ts,tsx,js,jsx,mjs,cjs,css,scss,html,vue,wxml,wxss,json,md}";
constexpr auto kDefaultExclude =
    std::to_array<std::string_view>({"**/node_modules/**", "**/.git/**"});

// What the last rule that matches and has the key says.
template <typename T>
std::optional<T> last_of(const std::vector<FileRule>& rules, std::optional<T> FileRule::*key,
                         std::string_view path) {
  const auto found = std::find_if(rules.rbegin(), rules.rend(), [&](const FileRule& rule) {
    return rule.*key && rule.glob.matches(path);
  });
  return found == rules.rend() ? std::nullopt : (*found).*key;
}

bool any_matches(const std::vector<Glob>& globs, std::string_view path) {
  return std::ranges::any_of(globs, [path](const Glob& glob) { return glob.matches(path); });
}

}  // namespace

PathFilter::PathFilter() : include{Glob::parse(kDefaultInclude).value()} {
  for (const std::string_view glob : kDefaultExclude) exclude.push_back(Glob::parse(glob).value());
}

bool PathFilter::scans(std::string_view path) const {
  const auto by_rule = last_of(rules, &FileRule::scan, path);
  return by_rule ? *by_rule : any_matches(include, path);
}

bool PathFilter::copies_by_rule(std::string_view path) const {
  return last_of(rules, &FileRule::scan, path) == false;
}

Layout PathFilter::layout_of(std::string_view path, Layout command) const {
  return last_of(rules, &FileRule::layout, path).value_or(command);
}

bool PathFilter::excludes(std::string_view path) const {
  return std::ranges::any_of(
      exclude, [path](const Glob& glob) { return glob.covers(path) || glob.matches(path); });
}

bool PathFilter::leaves_out(std::string_view path) const {
  for (std::size_t end = path.find('/'); end != std::string_view::npos;
       end = path.find('/', end + 1)) {
    if (excludes(path.substr(0, end))) return true;
  }
  return excludes(path);
}

const FileRule* PathFilter::rule_against(std::string_view path, const Symbols& symbols) const {
  const auto found = std::ranges::find_if(rules, [&](const FileRule& rule) {
    return rule.when && rule.glob.matches(path) &&
           Condition(*rule.when).fold(symbols).value == false;
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace iftrue

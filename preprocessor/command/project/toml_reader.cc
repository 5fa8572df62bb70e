#include "command/project/toml_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "command/system/failure.h"
#include "engine/nearest.h"
#include "iftrue/iftrue.h"

namespace iftrue {

const toml::value<std::string>* TomlReader::string(const toml::table& from, std::string_view key) {
  const toml::node* node = from.get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_string()) wrong(node->source().begin, fmt::format("{} takes a string", key));
  return node->as_string();
}

const toml::value<std::string>* TomlReader::required_string(const toml::table& from,
                                                            std::string_view key) {
  if (!from.contains(key)) {
    wrong(from.source().begin, fmt::format("{} is missing here", key));
    return nullptr;
  }
  return string(from, key);
}

const toml::table* TomlReader::table(const toml::table& from, std::string_view key) {
  const toml::node* node = from.get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) {
    wrong(node->source().begin, fmt::format("{0} takes a table: write [{0}]", key));
  }
  return node->as_table();
}

std::optional<bool> TomlReader::boolean(const toml::table& from, std::string_view key) {
  const toml::node* node = from.get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) {
    wrong(node->source().begin, fmt::format("{} takes true or false", key));
  }
  return node->value_exact<bool>();
}

void TomlReader::each_string(const toml::table& from, std::string_view key,
                             const VisitString& visit) {
  const toml::node* node = from.get(key);
  if (node == nullptr) return;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong(node->source().begin, fmt::format("{} takes an array of strings", key));
    return;
  }
  for (const toml::node& element : *array) {
    if (element.is_string()) {
      visit(element.as_string()->get(), element.source().begin);
    } else {
      wrong(element.source().begin, fmt::format("{} takes strings", key));
    }
  }
}

void TomlReader::each_in_file_order(const toml::table& from, const VisitNode& visit) {
  std::vector<std::pair<std::string_view, const toml::node*>> entries;
  for (const auto& [key, value] : from) entries.emplace_back(key, &value);
  std::ranges::stable_sort(entries, [](const auto& a, const auto& b) {
    const auto& left = a.second->source().begin;
    const auto& right = b.second->source().begin;
    return std::pair(left.line, left.column) < std::pair(right.line, right.column);
  });
  for (const auto& [key, value] : entries) visit(key, *value);
}

void TomlReader::known_keys(const toml::table& from, std::string_view prefix,
                            const std::vector<std::string_view>& known) {
  for (const auto& entry : from) {
    const toml::key& key = entry.first;
    if (std::ranges::find(known, std::string_view(key)) != known.end()) continue;
    wrong(key.source().begin,
          fmt::format("unknown key {}{}", quote(fmt::format("{}{}", prefix, std::string_view(key))),
                      did_you_mean(key, known)));
  }
}

void TomlReader::wrong(const toml::source_position& at, std::string_view message) {
  errors_.push_back({at.line, at.column, printable(message)});
}

}  // namespace iftrue

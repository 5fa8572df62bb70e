#include "command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace chat {
namespace {

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

// The first word, and what follows it.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
  return {text.substr(0, end), without_blanks(text.substr(end))};
}

}  // namespace

Command read_command(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (without_blanks(line).empty()) return Nothing{};
  if (line.starts_with("//")) return Say{std::string(line.substr(1))};
  if (!line.starts_with('/')) return Say{std::string(line)};

  const auto [word, argument] = split(line);
  if (word == "/quit") return Quit{};
  const bool is_known =
      word == "/to" || word == "/room" || word == "/file" || word == "/image" || word == "/call";
  if (!is_known) return Mistake{fmt::format("there is no command {}", word)};
  if (argument.empty()) return Mistake{fmt::format("{} needs an argument", word)};
  if (word == "/to") return Choose{echatim::Target::user(std::string(argument))};
  if (word == "/room") return Choose{echatim::Target::room(std::string(argument))};
  if (word == "/file") return SendFile{std::string(argument)};
  if (word == "/image") return SendImage{std::string(argument)};
  const auto [api, form] = split(argument);
  return Call{std::string(api), form.empty() ? "{}" : std::string(form)};
}

}  // namespace chat

#include "naive_layout.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "characters.h"

namespace property {
namespace {

struct Cell {
  std::string bytes;
  bool introduced;

  [[nodiscard]] bool blank() const { return bytes == " " || bytes == "\t"; }
};

// One line in the preserve layout, without its terminator.
std::string preserved_line(std::vector<Cell> cells, bool has_removal,
                           bool stands_between_cr_and_lf) {
  if (has_removal && std::ranges::all_of(cells, &Cell::blank)) {
    return stands_between_cr_and_lf ? " " : "";
  }
  const auto last =
      std::find_if_not(cells.rbegin(), cells.rend(), [](const Cell& cell) { return cell.blank(); });
  cells.erase(
      std::find_if(last.base(), cells.end(), [](const Cell& cell) { return cell.introduced; }),
      cells.end());
  std::string line;
  for (const Cell& cell : cells) line += cell.bytes;
  return line;
}

std::string preserve(const GeneratedText& text) {
  std::string out;
  std::vector<Cell> cells;
  bool has_removal = false;
  const auto end_line = [&](std::string_view terminator) {
    out += preserved_line(std::move(cells), has_removal, terminator == "\n" && out.ends_with('\r'));
    out += terminator;
    cells.clear();
    has_removal = false;
  };
  for (const Character& character : characters_of(text.bytes)) {
    if (character.kind == CharacterKind::kMark) {
      out += character.bytes;
    } else if (character.kind == CharacterKind::kTerminator) {
      end_line(character.bytes);
    } else if (text.kept[character.offset]) {
      cells.push_back({std::string(character.bytes), false});
    } else {
      has_removal = true;
      cells.insert(cells.end(), character.utf16_units, {" ", true});
    }
  }
  end_line("");
  return out;
}

std::string mask(const GeneratedText& text) {
  std::string out;
  for (const Character& character : characters_of(text.bytes)) {
    if (text.kept[character.offset] || character.kind == CharacterKind::kTerminator) {
      out += character.bytes;
    } else {
      out.append(character.utf16_units, ' ');
    }
  }
  return out;
}

bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool make_one_token(char one, char other) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kNames =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$";
  constexpr std::string_view kOperators = "+-*/%&|^=<>!?.:";
  return (is_one_of(one, kNames) && is_one_of(other, kNames)) ||
         (is_one_of(one, kOperators) && is_one_of(other, kOperators)) ||
         (is_one_of(one, kDigits) && other == '.') || (one == '.' && is_one_of(other, kDigits));
}

std::string compact(const GeneratedText& text, iftrue::Language language) {
  std::string out;
  std::string line;
  bool has_removal = false;
  // The first removed terminator behind the line's text, and its place in the line.
  std::optional<std::pair<std::string, std::size_t>> removed;
  bool is_joint = false;  // whether a removal stands between the last kept character and the next
  const auto end_line = [&](std::string_view terminator) {
    const bool blank = line.find_first_not_of(" \t") == std::string::npos;
    if (!has_removal || !blank) {
      out += line;
      out += terminator;
    }
    line.clear();
    has_removal = false;
    removed.reset();
    is_joint = false;
  };
  for (const Character& character : characters_of(text.bytes)) {
    if (!text.kept[character.offset]) {
      has_removal = true;
      is_joint = true;
      const bool blank = line.find_first_not_of(" \t") == std::string::npos;
      if (character.kind == CharacterKind::kTerminator && !blank && !removed) {
        removed = {std::string(character.bytes), line.size()};
      }
    } else if (character.kind == CharacterKind::kMark) {
      out += character.bytes;
    } else if (character.kind == CharacterKind::kTerminator) {
      end_line(character.bytes);
    } else {
      if (character.kind != CharacterKind::kBlank && removed) {
        const auto [terminator, place] = *removed;
        const std::string blanks = line.substr(place);
        line.resize(place);
        end_line(terminator);
        line = blanks;
      }
      if (language == iftrue::Language::kJavaScript && is_joint && !line.empty() &&
          make_one_token(line.back(), character.bytes.front()) && ends_in_code(out + line)) {
        line += ' ';
      }
      is_joint = false;
      line += character.bytes;
    }
  }
  end_line("");
  return out;
}

std::string loader(const GeneratedText& text) {
  std::string out;
  for (std::size_t i = 0; i < text.bytes.size(); ++i) {
    if (text.kept[i]) out += text.bytes[i];
  }
  return out;
}

}  // namespace

bool ends_in_code(std::string_view text) {
  std::size_t pos = 0;
  const auto line_end = [&](std::size_t from) {
    return std::min(text.find_first_of("\r\n", from), text.size());
  };
  // Behind a literal that begins here and ends on its line, or where it does not.
  const auto literal_end = [&](char closer, std::size_t end) {
    bool in_class = false;
    for (std::size_t i = pos + 1; i < end; ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == closer && !in_class) {
        return i + 1;
      } else if (closer == '/' && (text[i] == '[' || text[i] == ']')) {
        in_class = text[i] == '[';
      }
    }
    return std::string_view::npos;
  };
  char before = ';';         // the last character of the last token
  std::vector<bool> braces;  // the open ones, and whether of a template's substitution
  bool in_template = false;
  std::size_t divides_until = 0;  // every slash up to there
  while (pos < text.size()) {
    const std::string_view rest = text.substr(pos);
    if (in_template) {
      if (rest.starts_with("${")) {
        braces.push_back(true);
        in_template = false;
        before = ';';
        ++pos;
      } else if (rest[0] == '`') {
        in_template = false;
        before = '`';
      } else if (rest[0] == '\\') {
        ++pos;
      }
      ++pos;
      if (in_template && pos >= text.size()) return false;
      continue;
    }
    if (rest.starts_with("//")) {
      pos = line_end(pos);
      if (pos == text.size()) return false;
    } else if (rest.starts_with("/*")) {
      const std::size_t closer = text.find("*/", pos + 2);
      if (closer == std::string_view::npos) return false;
      pos = closer + 2;
    } else if (rest[0] == '`') {
      in_template = true;
      ++pos;
      if (pos == text.size()) return false;
    } else if (rest[0] == '\'' || rest[0] == '"') {
      std::size_t end = pos + 1;
      while (end < text.size() && text[end] != '\n' && text[end] != '\r') {
        end += text[end] != '\\' ? 1 : text.substr(end + 1).starts_with("\r\n") ? 3 : 2;
      }
      end = std::min(end, text.size());
      const std::size_t behind = literal_end(rest[0], end);
      if (behind == std::string_view::npos && end == text.size()) return false;
      pos = behind == std::string_view::npos ? end : behind;
      before = 'x';
    } else if (rest[0] == '/' && rest.size() > 1 && pos >= divides_until &&
               is_one_of(before, ";=-*/{}")) {
      const std::size_t end = line_end(pos);
      const std::size_t behind = literal_end('/', end);
      if (behind == std::string_view::npos && end == text.size()) return false;
      if (behind == std::string_view::npos) divides_until = end;
      pos = behind == std::string_view::npos ? pos + 1 : behind;
      before = behind == std::string_view::npos ? '/' : 'x';
    } else if (rest.starts_with("--")) {
      pos += 2;
    } else {
      if (rest[0] == '{') braces.push_back(false);
      if (rest[0] == '}' && !braces.empty()) {
        in_template = braces.back();
        braces.pop_back();
      }
      if (!is_one_of(rest[0], " \t\n\r\f")) before = rest[0];
      ++pos;
      if (in_template && pos == text.size()) return false;
    }
  }
  return true;
}

std::string lay_out(const GeneratedText& text, iftrue::Layout layout, iftrue::Language language) {
  switch (layout) {
    case iftrue::Layout::kPreserve:
      return preserve(text);
    case iftrue::Layout::kMask:
      return mask(text);
    case iftrue::Layout::kCompact:
      return compact(text, language);
    case iftrue::Layout::kLoader:
      return loader(text);
  }
  return {};
}

}  // namespace property

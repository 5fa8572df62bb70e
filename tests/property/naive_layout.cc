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

std::string compact(const GeneratedText& text) {
  std::string out;
  std::string line;
  bool has_removal = false;
  // The first removed terminator behind the line's text, and its place in the line.
  std::optional<std::pair<std::string, std::size_t>> removed;
  const auto end_line = [&](std::string_view terminator) {
    const bool blank = line.find_first_not_of(" \t") == std::string::npos;
    if (!has_removal || !blank) {
      out += line;
      out += terminator;
    }
    line.clear();
    has_removal = false;
    removed.reset();
  };
  for (const Character& character : characters_of(text.bytes)) {
    if (!text.kept[character.offset]) {
      has_removal = true;
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

std::string lay_out(const GeneratedText& text, iftrue::Layout layout) {
  switch (layout) {
    case iftrue::Layout::kPreserve:
      return preserve(text);
    case iftrue::Layout::kCompact:
      return compact(text);
    case iftrue::Layout::kLoader:
      return loader(text);
  }
  return {};
}

}  // namespace property

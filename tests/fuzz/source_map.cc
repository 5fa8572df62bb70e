// The mappings of an output, read as ECMA-426 says: each word, each run of blanks and each other
// character that is kept maps to itself. What goes on a word or a run of blanks does so in the
// input too.

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "iftrue/iftrue.h"
#include "law.h"
#include "property/characters.h"
#include "property/laws.h"
#include "symbol_values.h"

namespace {

using fuzz::require;
using property::Character;
using property::CharacterKind;

// Line and column in UTF-16 units, from 0.
using Position = std::pair<std::int64_t, std::int64_t>;

// By output position: the input's. Nothing but what maps somewhere.
using Mappings = std::map<Position, Position>;

class MappingsReader {
 public:
  explicit MappingsReader(std::string_view text) : text_(text) {}

  Mappings read() {
    Mappings mappings;
    Position output{0, 0};
    std::int64_t source = 0;
    Position input{0, 0};
    while (pos_ < text_.size()) {
      if (text_[pos_] == ';') {
        output = {output.first + 1, 0};
        ++pos_;
        continue;
      }
      const Position before = output;
      output.second += number();
      require(begins_line_ || output.second > before.second, "segments are in order");
      require(output.second >= 0, "a column is not negative");
      if (!ends_segment()) {
        source += number();
        input.first += number();
        input.second += number();
        require(source == 0, "there is one source");
        mappings[output] = input;
      }
      require(ends_segment(), "a segment has one field or four");
      begins_line_ = pos_ < text_.size() && text_[pos_] == ';';
      if (pos_ < text_.size() && text_[pos_] == ',') {
        ++pos_;
        require(pos_ < text_.size() && text_[pos_] != ',' && text_[pos_] != ';',
                "a segment follows a comma");
      }
    }
    return mappings;
  }

 private:
  [[nodiscard]] bool ends_segment() const {
    return pos_ == text_.size() || text_[pos_] == ',' || text_[pos_] == ';';
  }

  std::int64_t number() {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::int64_t value = 0;
    for (unsigned shift = 0;; shift += 5) {
      require(pos_ < text_.size() && shift < 60, "a number ends");
      const std::size_t digit = kDigits.find(text_[pos_++]);
      require(digit != std::string_view::npos, "a number is made of digits");
      value |= static_cast<std::int64_t>(digit % 32) << shift;
      if (digit < 32) break;
    }
    return value % 2 == 0 ? value / 2 : -(value / 2);
  }

  std::string_view text_;
  std::size_t pos_ = 0;
  bool begins_line_ = true;
};

std::map<Position, Character> characters_by_position(std::string_view text) {
  std::map<Position, Character> characters;
  Position position{0, 0};
  for (const Character& character : property::characters_of(text)) {
    characters.emplace(position, character);
    position = character.kind == CharacterKind::kTerminator
                   ? Position{position.first + 1, 0}
                   : Position{position.first,
                              position.second + static_cast<std::int64_t>(character.utf16_units)};
  }
  return characters;
}

// A removal may join the bytes of two stretches to one character, which then comes from nowhere.
bool may_be_joined(const Character& character) {
  return character.bytes.size() > 1 || character.kind == CharacterKind::kTerminator;
}

// Whether both are of one word or one run of blanks.
bool are_one(const Character& first, const Character& second) {
  const auto is_word = [](const Character& each) {
    const auto c = static_cast<unsigned char>(each.bytes.front());
    return each.kind == CharacterKind::kOther &&
           (c >= 0x80 || std::isalnum(c) != 0 || c == '_' || c == '$');
  };
  const bool are_blank =
      first.kind == CharacterKind::kBlank && second.kind == CharacterKind::kBlank;
  return are_blank || (is_word(first) && is_word(second));
}

void check(std::string_view input, const iftrue::MappedText& mapped) {
  const Mappings mappings = MappingsReader(mapped.mappings).read();
  const auto before = characters_by_position(input);
  const auto output = characters_by_position(mapped.text);
  Position place{-1, 0};
  const Character* previous = nullptr;
  for (const auto& [position, character] : output) {
    const auto mapping = mappings.find(position);
    if (mapping != mappings.end()) {
      require(place < mapping->second, "what is kept stays in order");
      place = mapping->second;
    } else {
      require(previous != nullptr && are_one(*previous, character), "each token is mapped");
      place.second += static_cast<std::int64_t>(previous->utf16_units);
    }
    previous = &character;
    if (may_be_joined(character)) continue;
    const auto found = before.find(place);
    require(found != before.end() && found->second.bytes == character.bytes,
            "a kept character maps to itself");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const iftrue::Document document(text);
  if (!document.ok()) {
    require(!document.strip_mapped({}, {iftrue::Undefined::kOff}), "an error gives no output");
    return 0;
  }
  for (const iftrue::Symbols& symbols :
       fuzz::symbol_values(fuzz::symbols_of(text, document), text)) {
    for (const auto layout : iftrue::kLayouts) {
      const iftrue::StripOptions options{iftrue::Undefined::kOff, layout};
      const auto mapped = document.strip_mapped(symbols, options);
      require(mapped && document.strip(symbols, options) == mapped->text,
              "a map does not change the output");
      if (moves_text(layout)) {
        check(text, *mapped);
      } else {
        require(mapped->mappings.empty(), "what moves no text needs no map");
      }
    }
  }
  return 0;
}

// Any bytes as JavaScript: each lexeme is what its kind says it is, and no comment is overlooked.

#include "engine/lexer.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text.h"
#include "law.h"
#include "property/characters.h"

namespace {

using fuzz::require;
using iftrue::kByteOrderMark;
using iftrue::Lexeme;

bool has_terminator(std::string_view text) {
  return std::ranges::any_of(property::characters_of(text), [](const property::Character& each) {
    return each.kind == property::CharacterKind::kTerminator;
  });
}

// Text in which no lexeme was seen. What follows a quote that is not closed may be passed over;
// from a backtick on that is not closed, anything.
void check_gap(std::string_view gap, bool& template_is_open) {
  template_is_open = template_is_open || gap.find('`') != std::string_view::npos;
  if (template_is_open) return;
  const std::string_view code = gap.substr(0, gap.find_first_of("'\""));
  require(code.find("/*") == std::string_view::npos && code.find("//") == std::string_view::npos,
          "no comment is overlooked");
}

void check_kind(std::string_view text, const Lexeme& lexeme) {
  const std::string_view piece = text.substr(lexeme.begin, lexeme.end - lexeme.begin);
  const bool begins_text = lexeme.begin == 0 || text.substr(0, lexeme.begin) == kByteOrderMark;
  const bool ends_text = lexeme.end == text.size();
  switch (lexeme.kind) {
    case Lexeme::Kind::kLineComment:
      require(piece.starts_with("//") || (begins_text && piece.starts_with("#!")),
              "how a line comment begins");
      require(!has_terminator(piece), "a line comment ends with its line");
      break;
    case Lexeme::Kind::kBlockComment:
      require(piece.starts_with("/*"), "how a block comment begins");
      require(ends_text || (piece.ends_with("*/") && piece.size() >= 4),
              "how a block comment ends");
      require(piece.substr(0, piece.size() - 1).find("*/", 2) == std::string_view::npos,
              "a block comment ends at the first closer");
      break;
    case Lexeme::Kind::kString:
      require(piece.size() >= 2 && (piece.front() == '\'' || piece.front() == '"') &&
                  piece.back() == piece.front(),
              "a string has its quotes");
      break;
    case Lexeme::Kind::kTemplate:
      require(piece.front() == '`' || piece.front() == '}', "how a piece of a template begins");
      require((piece.ends_with('`') && (piece.size() >= 2 || piece.front() == '}')) ||
                  piece.ends_with("${"),
              "how a piece of a template ends");
      require(text[lexeme.literal] == '`', "a template begins with a backtick");
      break;
    case Lexeme::Kind::kRegularExpression:
      require(piece.size() >= 3 && piece.starts_with('/') && piece.ends_with('/') &&
                  piece[1] != '*' && piece[1] != '/',
              "a regular expression has its slashes");
      require(!has_terminator(piece), "a regular expression stays on its line");
      break;
  }
}

// Wherever a literal goes on, it is seen without lexing that one may.
void check_may_be_open(std::string_view text, const Lexeme& lexeme) {
  for (const std::size_t from : {std::size_t{0}, lexeme.literal}) {
    for (const std::size_t at :
         {lexeme.begin + 1, (lexeme.begin + lexeme.end) / 2, lexeme.end - 1}) {
      require(at <= lexeme.literal || iftrue::may_open_literal(text, from, at),
              "a literal is not overlooked");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  std::vector<Lexeme> lexemes = iftrue::lex_javascript(text);
  std::set<std::size_t> templates;
  std::size_t end = 0;
  bool template_is_open = false;
  for (const Lexeme& lexeme : lexemes) {
    require(lexeme.begin >= end && lexeme.begin < lexeme.end && lexeme.end <= size,
            "lexemes are in order and apart from each other");
    check_gap(text.substr(end, lexeme.begin - end), template_is_open);
    check_kind(text, lexeme);
    const bool is_comment =
        lexeme.kind == Lexeme::Kind::kLineComment || lexeme.kind == Lexeme::Kind::kBlockComment;
    if (!is_comment) check_may_be_open(text, lexeme);
    if (lexeme.kind == Lexeme::Kind::kTemplate) {
      if (lexeme.literal == lexeme.begin) templates.insert(lexeme.begin);
      require(templates.contains(lexeme.literal), "a piece belongs to a template before it");
    } else {
      require(lexeme.literal == lexeme.begin, "what has no pieces is whole");
    }
    end = lexeme.end;
  }
  check_gap(text.substr(end), template_is_open);

  iftrue::Lexer in_pieces(iftrue::Lexer::Records::kLexemes);
  const std::size_t piece = size == 0 ? 1 : 1 + data[0] % size;
  for (std::size_t pos = 0; pos < size; pos += piece) in_pieces.read(text.substr(pos, piece));
  require(std::move(in_pieces).finish() == lexemes, "in pieces, the lexemes are the same");

  const std::size_t last = size == 0 ? 0 : data[0] * size / 256;
  std::vector<Lexeme> until = iftrue::lex_javascript(text, last);
  for (auto* each : {&lexemes, &until}) {
    std::erase_if(*each, [&](const Lexeme& lexeme) { return lexeme.begin > last; });
  }
  require(until == lexemes, "up to a place, the lexemes are the same");
  return 0;
}

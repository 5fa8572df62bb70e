// Where a word stands, as far as that tells whether a directive may have been meant there: first in
// its comment, first in a line of it, behind // or #, or in code. It is told from the characters
// around the word, in any language.
//
// Ornament, such as the stars of a block of documentation and the lines of a banner, is passed
// over.

#ifndef IFTRUE_ENGINE_WORD_SETTING_H_
#define IFTRUE_ENGINE_WORD_SETTING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/window.h"
#include "iftrue/document.h"

namespace iftrue {

enum class WordSetting : std::uint8_t {
  kDirective,    // after the opener of its comment and white space, where a directive is read
  kComment,      // first in its comment or in a line of it, after something else
  kLineComment,  // first after //
  kHash,         // first after #, which begins a comment in many languages
};

class WordSettings {
 public:
  explicit WordSettings(Language language) : language_(language) {}

  // Of the word that begins at `word`; the words are asked for in their order. Nothing where no
  // directive can have been meant. The window shows the text from `word - kLookBehind` on.
  [[nodiscard]] std::optional<WordSetting> of(const Window& window, std::size_t word);

  // Whether nothing but blanks and ornament stands before the word on its line.
  [[nodiscard]] static bool begins_line(const Window& window, std::size_t word);

  // Blanks and ornament.
  static constexpr std::string_view kOrnament = " \t*!-=#~/@";

  // How far back it looks for what the word stands in, in bytes. A line of a comment that begins
  // farther back counts only with ornament.
  static constexpr std::size_t kLookBehind = 4096;

 private:
  struct Run;

  [[nodiscard]] static std::string_view line_before(const Window& window, const Run& run);
  [[nodiscard]] static bool is_in_comment(std::string_view line);
  [[nodiscard]] static bool opens_string(std::string_view line);
  [[nodiscard]] static Run run_before(const Window& window, std::size_t word);
  [[nodiscard]] std::optional<WordSetting> in_line(const Window& window, const Run& run,
                                                   std::size_t word);

  // Where the comment begins, after its opener, in which `pos` is.
  [[nodiscard]] std::optional<std::size_t> comment_around(const Window& window, std::size_t pos);

  Language language_;
  // The end of the last delimiter of a comment before `searched_`, if that is an opener.
  std::optional<std::size_t> opened_;
  std::size_t searched_ = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_WORD_SETTING_H_

// The part of a text that is available: all of it, or a part that moves along the text. In both
// cases a place is an offset into the whole text, so code that reads through a window need not know
// where the window is. The window only shows text; stream_stripper.cc moves it.

#ifndef IFTRUE_ENGINE_WINDOW_H_
#define IFTRUE_ENGINE_WINDOW_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/text.h"

namespace iftrue {

class Window {
 public:
  enum class After : std::uint8_t {
    kNothing,
    kMayBeMore,
  };

  explicit Window(std::string_view text, std::size_t begin = 0, After after = After::kNothing)
      : text_(text), begin_(begin), after_(after) {}

  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return begin_ + text_.size(); }
  [[nodiscard]] bool may_go_on() const { return after_ == After::kMayBeMore; }

  // All positions must be in the window, ends may be beyond it.
  [[nodiscard]] char operator[](std::size_t pos) const { return text_[pos - begin_]; }
  [[nodiscard]] std::string_view text(std::size_t begin, std::size_t end) const {
    return {text_.data() + (begin - begin_), std::min(end, this->end()) - begin};
  }
  [[nodiscard]] std::string_view text_before(std::size_t end) const { return text(begin_, end); }
  [[nodiscard]] bool has_at(std::size_t pos, std::string_view what) const {
    return text(pos, this->end()).starts_with(what);
  }

  // The first place from `pos` on that holds it, or end().
  [[nodiscard]] std::size_t find(std::string_view what, std::size_t pos) const {
    return begin_ + std::min(text_.find(what, pos - begin_), text_.size());
  }
  [[nodiscard]] std::size_t find_terminator(std::size_t pos) const {
    return begin_ + iftrue::find_terminator(text_, pos - begin_);
  }
  [[nodiscard]] std::size_t terminator_at(std::size_t pos) const {
    return iftrue::terminator_at(text_, pos - begin_);
  }
  [[nodiscard]] Character character_at(std::size_t pos) const {
    return iftrue::character_at(text_, pos - begin_);
  }
  [[nodiscard]] std::size_t skip_white_space(std::size_t pos) const {
    return begin_ + iftrue::skip_white_space(text_, pos - begin_);
  }
  [[nodiscard]] std::size_t skip_white_space_back(std::size_t pos, std::size_t begin) const {
    return begin_ + iftrue::skip_white_space_back(text_, pos - begin_, begin - begin_);
  }

 private:
  std::string_view text_;
  std::size_t begin_;
  After after_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_WINDOW_H_

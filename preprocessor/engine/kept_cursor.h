// Goes along what is kept of a text for one target, and stops at what is removed.

#ifndef IFTRUE_ENGINE_KEPT_CURSOR_H_
#define IFTRUE_ENGINE_KEPT_CURSOR_H_

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/evaluator.h"

namespace iftrue {

class KeptCursor {
 public:
  // Both must outlive this.
  KeptCursor(std::string_view text, std::span<const Span> removed)
      : text_(text), removed_(removed) {}

  [[nodiscard]] bool done() const { return pos_ == text_.size(); }
  [[nodiscard]] std::size_t pos() const { return pos_; }

  [[nodiscard]] bool at_removal() const {
    return !removed_.empty() && removed_.front().begin == pos_;
  }

  // Requires at_removal().
  Span pass_removal() {
    const Span span = removed_.front();
    removed_ = removed_.subspan(1);
    pos_ = span.end;
    return span;
  }

  // What is kept from here to the next removal.
  [[nodiscard]] std::string_view stretch() const {
    const std::size_t end = removed_.empty() ? text_.size() : removed_.front().begin;
    return text_.substr(pos_, end - pos_);
  }

  std::string_view take_stretch() {
    const std::string_view taken = stretch();
    pos_ += taken.size();
    return taken;
  }

  // Of a stretch that is not empty.
  char take() { return text_[pos_++]; }

 private:
  std::string_view text_;
  std::span<const Span> removed_;
  std::size_t pos_ = 0;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_KEPT_CURSOR_H_

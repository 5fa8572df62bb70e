// The part of a text in pieces that is held: what was read of it and is not forgotten. It shows a
// window that moves along the text and can go back.

#ifndef IFTRUE_ENGINE_HELD_PART_H_
#define IFTRUE_ENGINE_HELD_PART_H_

#include <cstddef>
#include <string>

#include "engine/window.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {

class HeldPart {
 public:
  explicit HeldPart(const StreamStripper::Reader& read) : read_(read) {}

  // Reads what follows. False: it cannot be read.
  bool read_on() {
    const auto piece = read_(begin_ + bytes_.size());
    if (!piece) return false;
    bytes_ += *piece;
    is_last_ = piece->empty();
    return true;
  }

  // Whether it reaches to the end of the text.
  [[nodiscard]] bool is_last() const { return is_last_; }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  // Until the next change.
  [[nodiscard]] Window window() const {
    return Window(bytes_, begin_, is_last_ ? Window::After::kNothing : Window::After::kMayBeMore);
  }

  void forget(std::size_t end) {
    bytes_.erase(0, end - begin_);
    begin_ = end;
  }

  void go_back(std::size_t begin) {
    bytes_.clear();
    begin_ = begin;
    is_last_ = false;
  }

 private:
  const StreamStripper::Reader& read_;
  std::string bytes_;
  std::size_t begin_ = 0;
  bool is_last_ = false;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_HELD_PART_H_

// Tells whether a place in live text is inside an ordinary comment of one kind. Live text begins
// outside of comments, at the end of a directive.
//
// It remembers two places, so that no text is read again for places in increasing order: the
// beginning of what is still shown, and the last place that was asked for.

#ifndef IFTRUE_ENGINE_COMMENT_STATE_H_
#define IFTRUE_ENGINE_COMMENT_STATE_H_

#include <cstddef>

#include "engine/directive.h"
#include "engine/window.h"

namespace iftrue {

class CommentState {
 public:
  explicit CommentState(CommentKind kind) : kind_(kind) {}

  // Whether the live text from `begin` to `pos` ends inside a comment. `begin` never decreases.
  [[nodiscard]] bool in_comment(const Window& window, std::size_t begin, std::size_t pos);

  // The live text before `end` will not be shown again.
  void forget(const Window& window, std::size_t begin, std::size_t end);

 private:
  struct Known {
    std::size_t pos = 0;
    bool in_comment = false;
  };

  void start(std::size_t begin);
  [[nodiscard]] Known go_on(const Window& window, Known known, std::size_t pos) const;

  CommentKind kind_;
  Known first_;
  Known last_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_COMMENT_STATE_H_

#include "engine/meaning.h"

#include <algorithm>

#include "engine/format.h"
#include "engine/text.h"
#include "engine/wording.h"

namespace iftrue {

bool Judged::leaves_white_space(const Span& removed) const {
  switch (layout_) {
    case Layout::kPreserve:
    case Layout::kMask:
      return true;
    case Layout::kCompact: {  // the terminator that keeps two lines of text apart
      const std::string_view gone = text_.substr(removed.begin, removed.end - removed.begin);
      return find_terminator(gone, 0) < gone.size();
    }
    case Layout::kLoader:
      return false;
  }
  return false;
}

void Judged::add_white_space(const Span& removed, std::string_view where) {
  add(removed, moves_text(layout_)
                   ? formatted("leaves a line break {}; write what it removes on one line", where)
                   : formatted("leaves white space {}; give the file the layout compact", where));
}

void Judged::add(const Span& removed, std::string_view message) {
  const auto directive =
      std::ranges::lower_bound(directives_, removed.begin, {}, &Directive::begin);
  findings_.push_back({directive->word_begin, directive->word_end,
                       formatted("{} {}", written(text_, *directive), message)});
}

}  // namespace iftrue

// Writes the text of one target: copies what is kept, and treats what is removed as the layout
// says.

#ifndef IFTRUE_ENGINE_EMITTER_H_
#define IFTRUE_ENGINE_EMITTER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluator.h"
#include "engine/joints.h"
#include "engine/kept_runs.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct Emitted {
  std::string text;
  KeptRuns kept;  // where it comes from, if asked; of a layout that moves nothing, not recorded
};

// `removed` as removed_spans() gives it, `rewritten` in order and apart from it.
[[nodiscard]] Emitted emit(std::string_view text, const std::vector<Span>& removed,
                           const std::vector<Rewrite>& rewritten, const StripOptions& options,
                           KeptRuns::Records records = KeptRuns::Records::kNothing);

// One emitter a layout. Each takes the text in order, as stretches that are kept or removed, and
// appends to the output. What is inserted comes before the removal of what it stands for; it is not
// empty and on one line. finish() comes last. Stretches may be cut anywhere but in a character or a
// CR LF.
//
// What stands in the output before settled() stays: whoever passes an output on piece by piece may
// take it away, but for its last byte, and says so before by dropping(). Lines that are kept as
// they are may pass the emitter by, after a line that has ended: pass() tells it.

// Removed text becomes blanks, so that kept text stays where it was. Inserted text takes the place
// of as many of the blanks that follow on its line.
class PreserveEmitter {
 public:
  explicit PreserveEmitter(std::string& out) : out_(out), line_begin_(out.size()) {}
  void keep(std::string_view text);
  void remove(std::string_view text);
  void insert(std::string_view text);
  void finish() { end_line(); }
  [[nodiscard]] std::size_t settled() const;
  void dropping(std::size_t size);
  void pass(std::string_view) {}

 private:
  void end_line(std::string_view terminator = {});

  std::string& out_;
  std::size_t line_begin_;  // in out_; of use as long as the line is blank
  bool line_is_blank_ = true;
  // Where the first introduced blank of the blanks that now end the line stands in out_.
  std::size_t introduced_ = std::string::npos;
  // The UTF-16 code units that were inserted on this line and not made up for by blanks left out.
  std::size_t excess_ = 0;
};

// Removed text becomes blanks, one for each UTF-16 code unit; terminators stay. Inserted text takes
// the place of blanks as in PreserveEmitter.
class MaskEmitter {
 public:
  explicit MaskEmitter(std::string& out) : out_(out) {}
  void keep(std::string_view text);
  void remove(std::string_view text);
  void insert(std::string_view text);
  void finish() {}
  [[nodiscard]] std::size_t settled() const { return out_.size(); }
  void dropping(std::size_t) {}
  void pass(std::string_view) {}

 private:
  std::string& out_;
  std::size_t excess_ = 0;  // as in PreserveEmitter
};

// Removed text goes, and with it each line on which it leaves blanks only. It joins no two lines of
// which both keep more than blanks: there the first terminator that was removed between them stays.
// Nor does it join two tokens of JavaScript: it puts a blank between them.
class CompactEmitter {
 public:
  CompactEmitter(Emitted& out, Language language) : out_(out), line_begin_(out.text.size()) {
    if (language == Language::kJavaScript) joints_.emplace();
  }
  void keep(std::string_view text);
  void remove(std::string_view text);
  void insert(std::string_view text);
  void finish() { end_line({}); }
  [[nodiscard]] std::size_t settled() const;
  void dropping(std::size_t size);
  void pass(std::string_view lines) {
    if (joints_) joints_->pass(out_.text, lines);
  }

 private:
  void append(std::string_view kept);
  void end_line(std::string_view terminator);

  // Text that is not blank comes to stand behind what stands on the line.
  void go_on(std::string_view text);

  // A terminator that was removed behind a line's text, and stays if more text follows.
  struct Terminator {
    std::string bytes;
    KeptRun run;
  };

  Emitted& out_;
  std::size_t line_begin_;  // in out_.text; of use as long as the line is blank
  bool line_is_blank_ = true;
  bool line_has_removal_ = false;
  std::optional<Terminator> terminator_;  // the first since the last that is no blank
  std::optional<Joints> joints_;
  bool is_joint_ = false;  // whether what comes next was no neighbour of what was last
};

// Removed text goes, and nothing else.
class LoaderEmitter {
 public:
  explicit LoaderEmitter(Emitted& out) : out_(out) {}
  void keep(std::string_view text) {
    out_.kept.append(text, out_.text.size());
    out_.text += text;
  }
  void remove(std::string_view) {}
  void insert(std::string_view text) { out_.text += text; }
  void finish() {}
  [[nodiscard]] std::size_t settled() const { return out_.text.size(); }
  void dropping(std::size_t) {}
  void pass(std::string_view) {}

 private:
  Emitted& out_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_EMITTER_H_

// Strips a text that is read in pieces, for several targets at once. The memory does not grow with
// the text. It is for files that are too large to be held.
//
//   std::string out;
//   iftrue::StreamStripper stripper({{symbols, options, [&](std::string_view piece) {
//                                       out += piece;
//                                     }}});
//   const auto diagnostics = stripper.run([&](std::size_t offset) { return read_at(offset); });
//   if (!diagnostics) { /* it could not be read */ }
//   if (!diagnostics->empty()) { /* they say what is wrong; throw `out` away */ }
//
// The outputs and their mappings are those of Document::strip_mapped() and the diagnostics are
// those of Document::diagnostics(), to the byte, however the text is cut. Of the warnings it
// finds only W101, and only if a text has no errors. It does not support Undefined::kKeep. A
// Document does all that. Like a Document, it does not check whether its input is text: classify()
// decides that from the first 8 KiB.
//
// It uses memory for each open conditional, each distinct condition, the current directive, each
// diagnostic, and the blanks at the end of the current line, which may still be removed. A text
// without diagnostics is read once. Of a text with errors, each dormant group whose comment ends
// too soon is read again to find what is in it. With diagnostics, the whole text is read again for
// lines and columns, and JavaScript once more if a warning may speak of a literal.

#ifndef IFTRUE_STREAM_STRIPPER_H_
#define IFTRUE_STREAM_STRIPPER_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "iftrue/diagnostic.h"
#include "iftrue/document.h"
#include "iftrue/symbols.h"

namespace iftrue {

class StreamStripper {
 public:
  struct Target {
    Symbols symbols;
    StripOptions options;  // kKeep is not supported
    // Takes the next piece of the output, which is valid until it returns and never empty. Pieces
    // are large where the text allows it.
    std::function<void(std::string_view)> sink;
    // Takes the next piece of what MappedText calls mappings, in the same way as `sink`. Without
    // it, none are made, which costs nothing.
    std::function<void(std::string_view)> mappings = {};
  };

  // Returns the text from an offset on, in a piece of any size that is valid until the next call.
  // Returns an empty piece at the end of the text, and nothing if the text cannot be read. Most
  // calls continue where the last piece ended; some go back.
  using Reader = std::function<std::optional<std::string_view>(std::size_t offset)>;

  // Without targets it only reports what is wrong with a text. With `warnings`, it looks for W101
  // in the language and with the symbols of these options, which must outlive the run.
  explicit StreamStripper(std::vector<Target> targets, std::optional<WarningOptions> warnings = {})
      : targets_(std::move(targets)), warnings_(std::move(warnings)) {}

  // Returns what is wrong with the text, in the order of places. That includes E004 for each symbol
  // that a target with Undefined::kError does not know; of several such targets, the first one
  // reports. After the first error the sinks get no more pieces, and the earlier ones are useless.
  // Of a text without errors it returns the warnings.
  // Returns nothing if the text cannot be read to its end, or if a target has kKeep.
  // A run uses up the targets: a second run has no targets, like a run after a move.
  [[nodiscard]] std::optional<std::vector<Diagnostic>> run(const Reader& read);

 private:
  std::vector<Target> targets_;
  std::optional<WarningOptions> warnings_;
};

}  // namespace iftrue

#endif  // IFTRUE_STREAM_STRIPPER_H_

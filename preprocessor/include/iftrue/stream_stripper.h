// Strips a text that goes by, for several targets at once, in memory that does not grow with the
// text: for files that are too large to be held.
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
// those of Document::diagnostics(), to the byte, however the text is cut. It does not support
// Undefined::kKeep and does not warn; a Document does. Like a Document, it does not check whether
// its input is text: classify() decides that from the first 8 KiB.
//
// Memory is taken for each open conditional, each distinct condition, the directive at hand, what
// of the last line may still go (blanks, of which one that never ends holds as many as it has), and
// each diagnostic. A sound text is read once. Of another, each dormant group whose comment ends too
// soon is read once more, so that what is in it is found, and all of it for lines and columns.

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
    StripOptions options;  // kKeep is not taken
    // Takes the next piece of the output, which is gone when it returns; never an empty one. Pieces
    // are large where the text lets them.
    std::function<void(std::string_view)> sink;
    // Takes the next piece of what MappedText calls mappings, in the same way as `sink`. Without
    // it, none are made, which costs nothing.
    std::function<void(std::string_view)> mappings = {};
  };

  // What stands at an offset of the text, as much of it as is handy; it may be gone at the next
  // call. Empty at the end of the text, nothing where it cannot be read. Most calls go on where the
  // last one ended, some go back.
  using Reader = std::function<std::optional<std::string_view>(std::size_t offset)>;

  // Without targets it only tells what is wrong with a text.
  explicit StreamStripper(std::vector<Target> targets) : targets_(std::move(targets)) {}

  // What is wrong with the text, in the order of places; E004 among it, for each symbol of a
  // condition that the first target misses which has Undefined::kError and misses one. If there is
  // anything, what the sinks were given is of no use: from the first error on they get no more.
  // Nothing where the text cannot be read to its end, or a target has kKeep.
  // The targets are used up: a second run goes without targets, as one after a move does.
  [[nodiscard]] std::optional<std::vector<Diagnostic>> run(const Reader& read);

 private:
  std::vector<Target> targets_;
};

}  // namespace iftrue

#endif  // IFTRUE_STREAM_STRIPPER_H_

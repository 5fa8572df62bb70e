// Strips a text that comes in pieces, for several targets at once, in memory that does not grow
// with the text: for files that are too large to be held.
//
//   std::string out;
//   iftrue::StreamStripper stripper({{symbols, options, [&](std::string_view piece) {
//                                       out += piece;
//                                     }}});
//   while (read(piece) && stripper.feed(piece)) {}
//   if (!stripper.finish()) { /* throw `out` away; iftrue::Document tells what is wrong */ }
//
// The outputs and their mappings are those of Document::strip_mapped(), to the byte, however the
// text is cut. What it does not do: say what is wrong with a text, keep what is undecided
// (Undefined::kKeep); a Document does. And, as a Document, it does not ask whether its text is one:
// classify() tells that from the first 8 KiB.
//
// Memory is taken for each open conditional, each distinct condition, the directive at hand, and
// what of the last line may still go: blanks, of which one that never ends holds as many as it has.

#ifndef IFTRUE_STREAM_STRIPPER_H_
#define IFTRUE_STREAM_STRIPPER_H_

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "iftrue/iftrue.h"

namespace iftrue {

class StreamStripper {
 public:
  struct Target {
    Symbols symbols;
    StripOptions options;  // kKeep makes every text unfit
    // Takes the next piece of the output, which is gone when it returns; never an empty one. Pieces
    // are large where the text lets them.
    std::function<void(std::string_view)> sink;
    // Takes the next piece of what MappedText calls mappings, as `sink` does. Without it, none are
    // made, which costs nothing.
    std::function<void(std::string_view)> mappings = {};
  };

  // Without targets it only tells whether a text is sound.
  explicit StreamStripper(std::vector<Target> targets);
  ~StreamStripper();
  StreamStripper(StreamStripper&&) noexcept;
  StreamStripper& operator=(StreamStripper&&) noexcept;
  StreamStripper(const StreamStripper&) = delete;
  StreamStripper& operator=(const StreamStripper&) = delete;

  // Takes the next piece. Whether the text is sound so far; once it is not, nothing more goes to
  // the sinks.
  bool feed(std::string_view piece);

  // Ends the text. Whether it is sound and each target can be stripped of it; if not, what the
  // sinks were given is of no use.
  [[nodiscard]] bool finish();

 private:
  class Run;
  std::unique_ptr<Run> run_;
};

}  // namespace iftrue

#endif  // IFTRUE_STREAM_STRIPPER_H_

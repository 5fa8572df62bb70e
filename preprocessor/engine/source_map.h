// The mappings of a version 3 source map (ECMA-426) from an output to its one input, written while
// the output is written. The caller adds the JSON around them, because names and paths of files are
// not known here.
//
// Consumers look up the last segment that does not begin after a column, and return the place of
// that segment without the distance from it. So a segment begins wherever a token may begin or end,
// in any language: with each word, with each run of blanks, and with each other character. Nothing
// lexes the text. Two signs that are one token have two segments, and so has the inside of a
// literal.

#ifndef IFTRUE_ENGINE_SOURCE_MAP_H_
#define IFTRUE_ENGINE_SOURCE_MAP_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kept_runs.h"

namespace iftrue {

// What a character is part of.
enum class MapKind : std::uint8_t {
  kOther,  // of nothing
  kWord,   // letters, digits, _ and $, and all beyond ASCII that is no white space
  kBlank,  // blanks
};

// Takes the stretches of an output in order. Columns count UTF-16 code units, a byte order mark
// among them, and a byte that is not UTF-8 as one. Lines end where ECMA-262 §12.3 says.
class MappingsWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `sink` takes the pieces, never an empty one.
  explicit MappingsWriter(Sink sink);

  // The next bytes of the output are those at `from` in the input. They must not begin or end
  // inside a character or a CR LF of the input. In the output, both may be split between stretches:
  // then the first one decides where they come from.
  void kept(std::string_view bytes, MapPlace from);

  // The next bytes of the output are not from the input. They map to nothing.
  void made(std::string_view bytes);

  // output[begin, end): kept where it is in one of the runs.
  void stretches(std::string_view output, std::size_t begin, std::size_t end,
                 const std::vector<KeptRun>& runs);

  void finish();

 private:
  using Origin = std::optional<MapPlace>;

  // What the sink is given at a time, and room for what a block of text adds to it.
  static constexpr std::size_t kPiece = std::size_t{16} * 1024;
  static constexpr std::size_t kRoom = std::size_t{4} * 1024;
  using Pending = std::array<char, kPiece + kRoom>;

  // What is kept of ASCII without a CR. Returns the place behind it.
  MapPlace plain(std::string_view text, MapPlace from);

  // The first character of the text in the output.
  void character(std::string_view text, const Origin& from);

  // The next bytes of the output: what becomes of them the bytes behind them decide.
  void wait(char byte, const Origin& from);
  void settle_waiting(bool is_end);

  void mapped(MapPlace from);
  void unmapped();
  void begin_segment();
  void flush(std::size_t least);

  Sink sink_;
  std::unique_ptr<Pending> pending_;  // for the sink
  char* end_;                         // of what is pending
  // The beginning of a character or of a CR LF, or nothing; and where each of its bytes is from.
  std::size_t waiting_ = 0;
  std::array<char, 4> bytes_{};
  std::array<Origin, 4> origins_;
  MapPlace output_;     // behind all that has been written
  MapPlace segment_;    // the output of the last segment
  MapPlace input_;      // and the input of the last one that has any
  bool begun_ = false;  // whether there is a segment or a line before
  bool maps_ = true;    // whether the last segment does; at the start, that none is there yet
  // What the last segment still stands for: more of this kind, from here in the input.
  MapKind kind_ = MapKind::kOther;
  MapPlace next_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_SOURCE_MAP_H_

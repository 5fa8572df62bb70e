// The mappings of a version 3 source map (ECMA-426) from an output to its one input, written while
// the output is written. The caller adds the JSON around them, because names and paths of files are
// not known here.
//
// Each kept character has a segment of its own. Consumers look up the last segment that does not
// begin after a column, and return the place of that segment without the distance from it. With
// fewer segments, only the first character of each stretch would be exact.

#ifndef IFTRUE_ENGINE_SOURCE_MAP_H_
#define IFTRUE_ENGINE_SOURCE_MAP_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/kept_runs.h"

namespace iftrue {

// Takes the stretches of an output in order. Columns count UTF-16 code units, a byte order mark
// among them, and a byte that is not UTF-8 as one. Lines end where ECMA-262 §12.3 says.
class MappingsWriter {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `sink` takes the pieces, never an empty one.
  explicit MappingsWriter(Sink sink) : sink_(std::move(sink)) {}

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

  // Of the output: the next character, whole, and so many of one unit each that come from one line.
  void character(std::string_view text, const Origin& from);
  void narrow(std::size_t count, MapPlace from);

  // The next bytes of the output: what becomes of them the bytes behind them decide.
  void wait(std::string_view bytes, const Origin& from);
  void settle_waiting(bool is_end);

  void mapped(MapPlace from);
  void unmapped();
  void begin_segment();
  void flush(std::size_t least);

  Sink sink_;
  std::string pending_;          // for the sink
  std::string waiting_;          // the beginning of a character or of a CR LF, or empty
  std::vector<Origin> origins_;  // of each of its bytes
  MapPlace output_;              // behind all that has been written
  MapPlace segment_;             // the output of the last segment
  MapPlace input_;               // and the input of the last one that has any
  bool begun_ = false;           // whether there is a segment or a line before
  bool maps_ = true;  // whether the last segment does; at the start, that none is there yet
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_SOURCE_MAP_H_

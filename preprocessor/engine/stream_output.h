// The output of one target for a text that is read in pieces. What an emitter has settled is passed
// to the sink.

#ifndef IFTRUE_ENGINE_STREAM_OUTPUT_H_
#define IFTRUE_ENGINE_STREAM_OUTPUT_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <variant>

#include "engine/emitter.h"
#include "engine/source_map.h"
#include "iftrue/iftrue.h"

namespace iftrue {

class StreamOutput {
 public:
  using Sink = std::function<void(std::string_view)>;

  // `mappings` may be empty: then none are made, nor in kPreserve.
  StreamOutput(const StripOptions& options, Sink sink, Sink mappings);

  // The emitter refers to the text that waits.
  StreamOutput(const StreamOutput&) = delete;
  StreamOutput& operator=(const StreamOutput&) = delete;

  // The stretches of the text in order, as an emitter takes them.
  void keep(std::string_view text);
  void remove(std::string_view text);
  void finish();

  // What belongs to no line; before all else.
  void pass(std::string_view text);

 private:
  using AnyEmitter = std::variant<PreserveEmitter, MaskEmitter, CompactEmitter, LoaderEmitter>;
  static AnyEmitter emitter(const StripOptions& options, Emitted& out);

  // Gives the sink what is settled, if that is at least so much.
  void flush(std::size_t least);

  // Gives the sink what waits, up to `end`.
  void give(std::size_t end);

  Sink sink_;
  std::optional<MappingsWriter> mappings_;
  Emitted out_;
  std::size_t passed_ = 0;  // at the beginning of out_.text: the last byte, once there was one
  AnyEmitter emitter_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_STREAM_OUTPUT_H_

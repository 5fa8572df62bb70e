// The outputs of a large source and their maps, written piece by piece while the source is read.
// The source is read as often as needed, so that nothing is in memory as a whole.

#ifndef IFTRUE_COMMAND_MAPS_MAPPED_STREAM_H_
#define IFTRUE_COMMAND_MAPS_MAPPED_STREAM_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "command/maps/map_writer.h"
#include "command/options/option_values.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/system/failure.h"
#include "command/system/posix.h"
#include "iftrue/iftrue.h"

namespace iftrue {

enum class Product : std::uint8_t {
  kText,
  kMap,            // by itself, as its file is to hold it
  kTextAndInline,  // the text, and its map where the text can hold one
};

// What an output is to hold.
[[nodiscard]] Product text_product(SourceMaps maps);

// The mode of a file that holds the product of a source of this mode.
[[nodiscard]] mode_t product_mode(Product product, mode_t source);

// How a source is stripped, and which of its warnings are looked for while its text is made.
struct StreamOptions {
  StripOptions strip;
  std::optional<WarningOptions> warnings = {};
};

struct ProductSink {
  const Symbols& symbols;
  MapNames names;  // of no use for kText
  ByteSink sink;
};

// One product of the source for each target. What the sinks were given is of use only when the
// text is sound. Warnings come with each product but a map by itself.
[[nodiscard]] Result<Streamed> stream_product(const OpenSource& source,
                                              const StreamOptions& options, Product product,
                                              const std::vector<ProductSink>& targets);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_MAPS_MAPPED_STREAM_H_

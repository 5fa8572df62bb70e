// Writes the outputs of a large source below output folders, in memory that does not grow with the
// source.

#ifndef IFTRUE_COMMAND_OUTPUT_STREAMED_OUTPUTS_H_
#define IFTRUE_COMMAND_OUTPUT_STREAMED_OUTPUTS_H_

#include <cstddef>
#include <vector>

#include "command/maps/map_writer.h"
#include "command/maps/mapped_stream.h"
#include "command/output/output_writer.h"
#include "command/source/open_source.h"
#include "command/source/source_stream.h"
#include "command/system/failure.h"
#include "iftrue/iftrue.h"

namespace iftrue {

struct StreamedOutput {
  OutputWriter& writer;
  std::size_t path;
  const Symbols& symbols;
  MapNames names;              // of no use for a text without a map
  Result<Change> change = {};  // what came of it
};

// Puts the product of each, if the text is sound: else nothing is touched, neither a folder nor the
// manifest. To know that, the source is read a first time; then, where an output changes, once
// more, or as often as the product takes.
[[nodiscard]] Result<Streamed> put_streamed(const OpenSource& source, const StreamOptions& options,
                                            Product product, std::vector<StreamedOutput>& outputs);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OUTPUT_STREAMED_OUTPUTS_H_

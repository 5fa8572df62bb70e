#include "command/maps/mapped_stream.h"

#include <deque>
#include <string_view>
#include <utility>

#include "command/maps/source_map_file.h"
#include "command/system/scratch.h"
#include "iftrue/stream_stripper.h"

namespace iftrue {
namespace {

using Target = StreamStripper::Target;

void drop(std::string_view) {}

struct Mapped {
  const Symbols& symbols;
  MapWriter map;
};

// Two readings: of the text of the source, then of the mappings.
Result<Streamed> stream_maps(const OpenSource& source, const StripOptions& options,
                             std::deque<Mapped>& targets) {
  Scratch scratch;
  const auto read = source.read_pieces(scratch.piece(), [&](std::string_view piece) {
    for (Mapped& target : targets) target.map.source(piece);
    return true;
  });
  if (!read) return tl::unexpected(read.error());
  std::vector<Target> stripped;
  for (auto& [symbols, map] : targets) {
    map.begin_mappings();
    stripped.push_back(
        {symbols, options, drop, [&to = map](std::string_view piece) { to.mappings(piece); }});
  }
  auto streamed = stream(source, StreamStripper(std::move(stripped)));
  for (Mapped& target : targets) target.map.finish();
  return streamed;
}

Result<Streamed> stream_map_files(const OpenSource& source, const StripOptions& options,
                                  const std::vector<ProductSink>& targets) {
  std::deque<Mapped> mapped;
  for (const auto& [symbols, names, sink] : targets) {
    mapped.push_back({symbols, MapWriter(names, MapWriter::Source::kText, sink)});
  }
  return stream_maps(source, options, mapped);
}

Result<Streamed> stream_with_comments(const OpenSource& source, const StreamOptions& options,
                                      const std::vector<ProductSink>& targets) {
  struct Commented {
    const ProductSink& target;
    CommentedOutput output;
  };
  std::deque<Commented> commented;
  std::vector<Target> texts;
  for (const ProductSink& target : targets) {
    const MapComment comment = map_comment(target.names);
    if (comment == MapComment::kNone) {
      texts.push_back({target.symbols, options.strip, target.sink});
      continue;
    }
    commented.push_back({target, CommentedOutput(comment, target.sink)});
    texts.push_back({target.symbols, options.strip,
                     [&to = commented.back().output](std::string_view piece) { to.text(piece); }});
  }
  auto streamed = stream(source, StreamStripper(std::move(texts), options.warnings));
  if (commented.empty() || !streamed || streamed->kind != Streamed::Kind::kSound) return streamed;
  std::deque<Mapped> mapped;
  for (auto& [target, output] : commented) {
    output.begin_map();
    mapped.push_back(
        {target.symbols, MapWriter(target.names, MapWriter::Source::kText,
                                   [&to = output](std::string_view piece) { to.map(piece); })});
  }
  auto with_maps = stream_maps(source, options.strip, mapped);
  for (Commented& each : commented) each.output.finish();
  if (!with_maps || with_maps->kind != Streamed::Kind::kSound) return with_maps;
  return streamed;
}

Result<Streamed> stream_texts(const OpenSource& source, const StreamOptions& options,
                              const std::vector<ProductSink>& targets) {
  std::vector<Target> texts;
  texts.reserve(targets.size());
  for (const auto& [symbols, names, sink] : targets)
    texts.push_back({symbols, options.strip, sink});
  return stream(source, StreamStripper(std::move(texts), options.warnings));
}

}  // namespace

Product text_product(SourceMaps maps) {
  return maps == SourceMaps::kInline ? Product::kTextAndInline : Product::kText;
}

mode_t product_mode(Product product, mode_t source) {
  return product == Product::kMap ? map_mode(source) : source;
}

Result<Streamed> stream_product(const OpenSource& source, const StreamOptions& options,
                                Product product, const std::vector<ProductSink>& targets) {
  switch (product) {
    case Product::kMap:
      return stream_map_files(source, options.strip, targets);
    case Product::kTextAndInline:
      return stream_with_comments(source, options, targets);
    case Product::kText:
      break;
  }
  return stream_texts(source, options, targets);
}

}  // namespace iftrue

#include "command/output/streamed_outputs.h"

#include <optional>
#include <string_view>
#include <utility>

#include "command/system/comparison.h"

namespace iftrue {

Result<Streamed> put_streamed(const OpenSource& source, const StreamOptions& options,
                              Product product, std::vector<StreamedOutput>& outputs) {
  const mode_t mode = product_mode(product, source.mode());
  std::vector<Comparison> comparisons(outputs.size());
  std::vector<ProductSink> compared;
  bool stands = false;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    comparisons[i] = outputs[i].writer.compare(outputs[i].path, mode);
    stands = comparisons[i].take({}) || stands;
    compared.push_back({outputs[i].symbols, outputs[i].names,
                        [&old = comparisons[i]](std::string_view piece) { old.take(piece); }});
  }
  // The text alone tells whether it is sound.
  auto streamed = stream_product(source, options, stands ? product : Product::kText, compared);
  if (!streamed || streamed->kind != Streamed::Kind::kSound) return streamed;

  struct Writing {
    OutputWriter::Begun begun;
    Result<void> written = {};
  };
  std::vector<std::optional<Writing>> writings(outputs.size());  // none where that failed
  std::vector<ProductSink> written;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto holds =
        comparisons[i].is_same() ? OutputWriter::Holds::kTheSame : OutputWriter::Holds::kOther;
    auto begun = outputs[i].writer.begin_file(outputs[i].path, mode, holds);
    if (!begun) {
      outputs[i].change = tl::unexpected(begun.error());
      continue;
    }
    Writing& writing = writings[i].emplace(Writing{std::move(*begun)});
    if (!writing.begun.file) continue;
    written.push_back({outputs[i].symbols, outputs[i].names, [&writing](std::string_view piece) {
                         if (writing.written) writing.written = writing.begun.file->write(piece);
                       }});
  }
  if (!written.empty()) {
    auto again = stream_product(source, {options.strip}, product, written);
    if (!again || again->kind != Streamed::Kind::kSound) return again;
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!writings[i]) continue;
    outputs[i].change = writings[i]->written.and_then(
        [&] { return outputs[i].writer.end_file(outputs[i].path, std::move(writings[i]->begun)); });
  }
  return streamed;
}

}  // namespace iftrue

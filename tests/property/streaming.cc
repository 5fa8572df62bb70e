#include "streaming.h"

#include <array>
#include <utility>
#include <vector>

#include "iftrue/stream_stripper.h"

namespace property {
namespace {

using iftrue::Layout;
using iftrue::StreamStripper;
using iftrue::Undefined;

constexpr std::array kLayouts = {Layout::kPreserve, Layout::kCompact, Layout::kLoader};

std::optional<std::string> broken_law(std::string_view text, const iftrue::Document& document,
                                      const std::vector<iftrue::Symbols>& targets,
                                      Undefined undefined,
                                      const std::function<std::size_t()>& next_size) {
  struct Expected {
    std::optional<iftrue::MappedText> whole;
    iftrue::MappedText pieces;
  };
  std::vector<Expected> outputs;
  bool sound = true;
  for (const iftrue::Symbols& symbols : targets) {
    for (const Layout layout : kLayouts) {
      outputs.push_back({document.strip_mapped(symbols, {undefined, layout}), {}});
      sound = sound && outputs.back().whole;
    }
  }
  std::vector<StreamStripper::Target> streamed;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    streamed.push_back(
        {targets[i / kLayouts.size()],
         {undefined, kLayouts[i % kLayouts.size()]},
         [&outputs, i](std::string_view piece) { outputs[i].pieces.text += piece; },
         [&outputs, i](std::string_view piece) { outputs[i].pieces.mappings += piece; }});
  }
  StreamStripper stripper(std::move(streamed));
  bool fed = true;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t size = next_size();
    fed = stripper.feed(text.substr(pos, size));
    if (!fed && sound) return "a sound text is refused";
    pos += size;
  }
  const bool finished = stripper.finish();
  if (finished != sound)
    return finished ? "an unsound text is accepted" : "a sound text is refused";
  if (finished && !fed) return "a text that was refused is accepted";
  for (const Expected& output : outputs) {
    if (!sound) break;
    if (output.pieces.text != output.whole->text) return "an output in pieces is another";
    if (output.pieces.mappings != output.whole->mappings) return "mappings in pieces are others";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_streaming_law(std::string_view text,
                                                const iftrue::Symbols& symbols,
                                                const std::function<std::size_t()>& next_size) {
  const iftrue::Document document(text);
  iftrue::Symbols opposite;
  for (const auto& [name, on] : symbols.values()) opposite.set(name, !on);
  if (auto broken =
          broken_law(text, document, {symbols, opposite, {}}, Undefined::kOff, next_size)) {
    return broken;
  }
  return broken_law(text, document, {symbols}, Undefined::kError, next_size);
}

}  // namespace property

#include "engine/stream_output.h"

#include <utility>

#include "engine/text.h"

namespace iftrue {
namespace {

// Pieces smaller than this are collected; what is kept in larger ones is not copied.
constexpr std::size_t kPiece = std::size_t{32} * 1024;

}  // namespace

StreamOutput::StreamOutput(Layout layout, Sink sink)
    : sink_(std::move(sink)), emitter_(emitter(layout, out_)) {}

StreamOutput::AnyEmitter StreamOutput::emitter(Layout layout, Emitted& out) {
  switch (layout) {
    case Layout::kPreserve:
      return PreserveEmitter(out.text);
    case Layout::kCompact:
      return CompactEmitter(out);
    case Layout::kLoader:
      break;
  }
  return LoaderEmitter(out);
}

void StreamOutput::keep(std::string_view text) {
  std::visit(
      [&](auto& each) {
        const std::size_t line_end = text.size() < kPiece ? text.size() : find_terminator(text, 0);
        const std::size_t first = line_end + terminator_at(text, line_end);
        const std::size_t last = last_line_start(text.substr(first));
        if (text.size() < kPiece || last == 0) {
          each.keep(text);
          return;
        }
        // No removal is on the lines between the first and the last.
        each.keep(text.substr(0, first));
        flush(1);
        sink_(text.substr(first, last));
        // What waited has gone with the flush, but for a last byte; that is another one now.
        if (passed_ == 1) out_.text.back() = text[first + last - 1];
        each.keep(text.substr(first + last));
      },
      emitter_);
  flush(kPiece);
}

void StreamOutput::remove(std::string_view text) {
  std::visit([&](auto& each) { each.remove(text); }, emitter_);
  flush(kPiece);
}

void StreamOutput::finish() {
  std::visit([](auto& each) { each.finish(); }, emitter_);
  if (out_.text.size() > passed_) sink_(std::string_view(out_.text).substr(passed_));
}

void StreamOutput::flush(std::size_t least) {
  std::visit(
      [&](auto& each) {
        const std::size_t settled = each.settled();
        if (settled < passed_ + least) return;
        sink_(std::string_view(out_.text).substr(passed_, settled - passed_));
        // The last byte stays: an emitter may look at what stands before a line.
        out_.text.erase(0, settled - 1);
        each.dropped(settled - 1);
        passed_ = 1;
      },
      emitter_);
}

}  // namespace iftrue

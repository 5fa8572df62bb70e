#include "engine/stream_output.h"

#include <utility>

#include "engine/text.h"

namespace iftrue {
namespace {

// Pieces smaller than this are collected; what is kept in larger ones is not copied.
constexpr std::size_t kPiece = std::size_t{32} * 1024;

}  // namespace

StreamOutput::StreamOutput(const StripOptions& options, Sink sink, Sink mappings)
    : sink_(std::move(sink)), emitter_(emitter(options, out_)) {
  if (!mappings || !moves_text(options.layout)) return;
  mappings_.emplace(std::move(mappings));
  out_.kept = KeptRuns(KeptRuns::Records::kRuns);
}

StreamOutput::AnyEmitter StreamOutput::emitter(const StripOptions& options, Emitted& out) {
  switch (options.layout) {
    case Layout::kPreserve:
      return PreserveEmitter(out.text);
    case Layout::kMask:
      return MaskEmitter(out.text);
    case Layout::kCompact:
      return CompactEmitter(out, options.language);
    case Layout::kLoader:
      break;
  }
  return LoaderEmitter(out);
}

void StreamOutput::pass(std::string_view text) {
  sink_(text);
  if (!mappings_) return;
  mappings_->kept(text, {});
  out_.kept.at(text);
  out_.kept.passed();
}

void StreamOutput::keep(std::string_view text) {
  std::visit(
      [&](auto& each) {
        const auto keep = [&](std::string_view stretch) {
          out_.kept.at(stretch);
          each.keep(stretch);
          out_.kept.passed();
        };
        const std::size_t line_end = text.size() < kPiece ? text.size() : find_terminator(text, 0);
        const std::size_t first = line_end + terminator_at(text, line_end);
        const std::size_t last = last_line_start(text.substr(first));
        if (text.size() < kPiece || last == 0) {
          keep(text);
          return;
        }
        // No removal is on the lines between the first and the last.
        keep(text.substr(0, first));
        flush(1);
        const std::string_view lines = text.substr(first, last);
        sink_(lines);
        each.pass(lines);
        if (mappings_) {
          mappings_->kept(lines, out_.kept.place());
          out_.kept.at(lines);
          out_.kept.passed();
        }
        // What waited has gone with the flush, but for a last byte; that is another one now.
        if (passed_ == 1) out_.text.back() = lines.back();
        keep(text.substr(first + last));
      },
      emitter_);
  flush(kPiece);
}

void StreamOutput::remove(std::string_view text) {
  out_.kept.at(text);
  std::visit([&](auto& each) { each.remove(text); }, emitter_);
  out_.kept.passed();
  flush(kPiece);
}

void StreamOutput::finish() {
  std::visit([](auto& each) { each.finish(); }, emitter_);
  if (out_.text.size() > passed_) give(out_.text.size());
  if (mappings_) mappings_->finish();
}

void StreamOutput::flush(std::size_t least) {
  std::visit(
      [&](auto& each) {
        const std::size_t settled = each.settled();
        if (settled < passed_ + least) return;
        give(settled);
        // The last byte stays: an emitter may look at what stands before a line.
        out_.kept.forget(out_.text, settled, settled - 1);
        each.dropping(settled - 1);
        out_.text.erase(0, settled - 1);
        passed_ = 1;
      },
      emitter_);
}

void StreamOutput::give(std::size_t end) {
  sink_(std::string_view(out_.text).substr(passed_, end - passed_));
  if (mappings_) mappings_->stretches(out_.text, passed_, end, out_.kept.runs());
}

}  // namespace iftrue

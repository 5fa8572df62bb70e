#include "engine/source_map.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "engine/text.h"

namespace iftrue {
namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;

// ECMA-426 §7: a number in digits of five bits, the lowest first, its sign in the lowest bit of
// all.
void append_vlq(std::string& out, std::int64_t number) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::uint64_t kMore = 32;
  std::uint64_t rest = number < 0 ? (static_cast<std::uint64_t>(-number) << 1U) | 1U
                                  : static_cast<std::uint64_t>(number) << 1U;
  do {
    std::uint64_t digit = rest % kMore;
    rest /= kMore;
    if (rest != 0) digit |= kMore;
    out += kDigits[digit];
  } while (rest != 0);
}

// One column on, in the output and in the only source, on the same line.
constexpr std::string_view kNext = ",CAAC";

// So many at a time are copied: segment by segment, all that is kept takes four times as long.
constexpr std::size_t kNextCount = 64;
constexpr auto kManyNext = [] {
  std::array<char, kNext.size() * kNextCount> many{};
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = kNext[i % kNext.size()];
  return many;
}();

// One unit, one character, on one line, whatever follows.
constexpr bool is_narrow(char c) { return is_ascii(c) && c != '\r' && c != '\n'; }

std::size_t narrow_end(std::string_view text, std::size_t pos) {
  return static_cast<std::size_t>(
      std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(pos), text.end(), is_narrow) -
      text.begin());
}

// How many bytes tell what begins with this one.
std::size_t telling_size(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\r') return 2;
  if (byte < 0xC2 || byte > 0xF4) return 1;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// The size of what begins at `pos`: a character, or one of the two of a CR LF. Moves `place` on
// over it; the CR stands on the line that the LF ends.
std::size_t step(std::string_view text, std::size_t pos, MapPlace& place) {
  const std::size_t terminator = terminator_at(text, pos);
  const bool is_first_of_two = terminator == 2;
  if (terminator != 0 && !is_first_of_two) {
    ++place.line;
    place.column = 0;
    return terminator;
  }
  const Character character = character_at(text, pos);
  place.column += static_cast<std::int64_t>(character.utf16_units);
  return character.size;
}

}  // namespace

void MappingsWriter::stretches(std::string_view output, std::size_t begin, std::size_t end,
                               const std::vector<KeptRun>& runs) {
  for (const KeptRun& run : runs) {
    if (run.output >= end) break;
    const std::size_t run_end = std::min(end, run.output + run.length);
    made(output.substr(begin, run.output - begin));
    kept(output.substr(run.output, run_end - run.output), run.from);
    begin = run_end;
  }
  made(output.substr(begin, end - begin));
}

void MappingsWriter::kept(std::string_view bytes, MapPlace from) {
  for (std::size_t pos = 0; pos < bytes.size();) {
    if (waiting_.empty() && is_narrow(bytes[pos])) {
      const std::size_t end = narrow_end(bytes, pos);
      narrow(end - pos, from);
      from.column += static_cast<std::int64_t>(end - pos);
      pos = end;
      continue;
    }
    const MapPlace here = from;
    const std::size_t size = step(bytes, pos, from);
    const std::string_view text = bytes.substr(pos, size);
    if (waiting_.empty() && (size > 1 || text == "\n")) {
      character(text, here);
    } else {
      wait(text, here);
    }
    pos += size;
  }
}

void MappingsWriter::made(std::string_view bytes) {
  for (std::size_t pos = 0; pos < bytes.size(); ++pos) wait(bytes.substr(pos, 1), std::nullopt);
}

void MappingsWriter::finish() {
  settle_waiting(true);
  flush(1);
}

void MappingsWriter::wait(std::string_view bytes, const Origin& from) {
  waiting_ += bytes;
  origins_.insert(origins_.end(), bytes.size(), from);
  settle_waiting(false);
}

void MappingsWriter::settle_waiting(bool is_end) {
  std::size_t pos = 0;
  while (pos < waiting_.size() &&
         (is_end || waiting_.size() - pos >= telling_size(waiting_[pos]))) {
    MapPlace behind;
    const std::size_t size = step(waiting_, pos, behind);
    // With what is behind it, since that tells a CR from that of a CR LF.
    character(std::string_view(waiting_).substr(pos), origins_[pos]);
    pos += size;
  }
  waiting_.erase(0, pos);
  origins_.erase(origins_.begin(), origins_.begin() + static_cast<std::ptrdiff_t>(pos));
}

void MappingsWriter::character(std::string_view text, const Origin& from) {
  if (from) {
    mapped(*from);
  } else {
    unmapped();
  }
  step(text, 0, output_);
  flush(kPiece);
}

void MappingsWriter::narrow(std::size_t count, MapPlace from) {
  mapped(from);
  for (std::size_t left = count - 1; left > 0;) {
    const std::size_t some = std::min(left, kNextCount);
    pending_.append(kManyNext.data(), some * kNext.size());
    flush(kPiece);
    left -= some;
  }
  const auto last = static_cast<std::int64_t>(count) - 1;
  segment_.column += last;
  input_.column += last;
  output_.column += last + 1;
}

void MappingsWriter::mapped(MapPlace from) {
  begin_segment();
  append_vlq(pending_, 0);  // the source: there is one
  append_vlq(pending_, from.line - input_.line);
  append_vlq(pending_, from.column - input_.column);
  input_ = from;
  maps_ = true;
}

// Ends what the segment before stands for.
void MappingsWriter::unmapped() {
  if (!maps_ && segment_.line == output_.line) return;
  begin_segment();
  maps_ = false;
}

// Each segment tells its distance from the one before it.
void MappingsWriter::begin_segment() {
  if (segment_.line < output_.line) {
    pending_.append(static_cast<std::size_t>(output_.line - segment_.line), ';');
    segment_ = {output_.line, 0};
  } else if (begun_) {
    pending_ += ',';
  }
  begun_ = true;
  append_vlq(pending_, output_.column - segment_.column);
  segment_.column = output_.column;
}

void MappingsWriter::flush(std::size_t least) {
  if (pending_.size() < least) return;
  sink_(pending_);
  pending_.clear();
}

}  // namespace iftrue

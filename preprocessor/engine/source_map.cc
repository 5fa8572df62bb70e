#include "engine/source_map.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "engine/block_search.h"
#include "engine/text.h"

namespace iftrue {
namespace {

// A number that fills 64 bits has 13 digits. A segment has three of them at most: its source is 0.
constexpr std::size_t kLongestNumber = 13;
constexpr std::size_t kLongestSegment = 1 + 3 * kLongestNumber + 1;

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint64_t kMore = 32;  // to a digit behind which others follow

// ECMA-426 §7: a number in digits of five bits, the lowest first, its sign in the lowest bit of
// all. Overwrites a byte behind it: that there is one digit or two costs no branch.
char* write_number(char* out, std::int64_t number) {
  std::uint64_t rest = number < 0 ? (static_cast<std::uint64_t>(-number) << 1U) | 1U
                                  : static_cast<std::uint64_t>(number) << 1U;
  for (; rest >= kMore * kMore; rest /= kMore) *out++ = kDigits[rest % kMore + kMore];
  const bool is_last = rest < kMore;
  out[0] = kDigits[rest % kMore + (is_last ? 0 : kMore)];
  out[1] = kDigits[rest / kMore];
  return out + (is_last ? 1 : 2);
}

// Segments so many columns on from the last one, on the same lines of the output and of the only
// source: those for which a digit is enough. Each is as long as a register, so that it is copied by
// one instruction.
constexpr std::size_t kNearSize = 5;
constexpr auto kNear = [] {
  std::array<std::array<char, sizeof(std::uint64_t)>, kMore / 2> near{};
  for (std::size_t columns = 0; columns < near.size(); ++columns) {
    const char digit = kDigits[2 * columns];
    near[columns] = {',', digit, 'A', 'A', digit};
  }
  return near;
}();

// The segment that begins the next line of both, which the last one, at this column of the source,
// ended.
char* write_next_line(char* out, std::int64_t column) {
  constexpr std::string_view kNextLine = ";AAC";
  std::memcpy(out, kNextLine.data(), kNextLine.size());
  return write_number(out + kNextLine.size(), -column);
}

using Byte = unsigned char;

// One unit, whatever follows.
constexpr bool is_plain(char c) { return is_ascii(c) && c != '\r'; }

std::size_t plain_end(std::string_view text, std::size_t pos) {
  const auto is_other = [](const char* c) {
    return static_cast<Byte>((static_cast<Byte>(*c) >> 7U) | (*c == '\r'));
  };
  pos = skip_blocks(text, pos, 0, is_other);
  while (pos < text.size() && is_plain(text[pos])) ++pos;
  return pos;
}

// Of what is plain. Without branches: compilers vectorise it.
constexpr MapKind kind_of(char c) {
  constexpr int kLowerCase = 0x20;
  const bool is_letter = above('a', static_cast<char>(c | kLowerCase)) <= kLeast + ('z' - 'a');
  const bool is_digit = above('0', c) <= kLeast + ('9' - '0');
  const bool is_word = is_letter | is_digit | (c == '_') | (c == '$');
  const bool is_blank = (c == ' ') | (c == '\t');
  return static_cast<MapKind>(is_word * static_cast<Byte>(MapKind::kWord) |
                              is_blank * static_cast<Byte>(MapKind::kBlank));
}

// Where segments begin in a block of what is plain, a bit for each byte, the lowest for the first.
// `before` is what stands before it.
std::uint64_t starts_in_block(const char* block, MapKind before) {
  std::array<MapKind, 1 + kBlockSize> kinds;
  kinds[0] = before;
  for (std::size_t i = 0; i < kBlockSize; ++i) kinds[i + 1] = kind_of(block[i]);
  std::array<Byte, kBlockSize> starts;
  for (std::size_t i = 0; i < kBlockSize; ++i) {
    const MapKind kind = kinds[i + 1];
    starts[i] = static_cast<Byte>((kind == MapKind::kOther) | (kind != kinds[i]));
  }
  // Brings the lowest bits of eight bytes side by side into the highest byte.
  constexpr std::uint64_t kGather =
      std::endian::native == std::endian::little ? 0x0102'0408'1020'4080U : 0x8040'2010'0804'0201U;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kBlockSize; i += sizeof bits) {
    std::uint64_t some = 0;
    std::memcpy(&some, starts.data() + i, sizeof some);
    bits |= (some * kGather >> 56U) << i;
  }
  return bits;
}

std::uint64_t starts_at(std::string_view text, std::size_t pos, MapKind before) {
  const std::string_view rest = text.substr(pos);
  if (rest.size() >= kBlockSize) return starts_in_block(rest.data(), before);
  std::array<char, kBlockSize> padded{};
  rest.copy(padded.data(), rest.size());
  return starts_in_block(padded.data(), before) & ((std::uint64_t{1} << rest.size()) - 1);
}

// Of the character that begins the text.
MapKind kind_of_first(std::string_view text) {
  if (is_plain(text.front())) return kind_of(text.front());
  const bool is_wide = character_at(text, 0).size > 1;
  return is_wide && wide_white_space_at(text, 0) == 0 ? MapKind::kWord : MapKind::kOther;
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

MappingsWriter::MappingsWriter(Sink sink)
    : sink_(std::move(sink)),
      pending_(std::make_unique_for_overwrite<Pending>()),
      end_(pending_->data()) {
  static_assert(kRoom >= kBlockSize * kLongestSegment);
}

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
    if (waiting_ == 0 && is_plain(bytes[pos])) {
      const std::size_t end = plain_end(bytes, pos);
      from = plain(bytes.substr(pos, end - pos), from);
      pos = end;
      continue;
    }
    const MapPlace here = from;
    const std::size_t size = step(bytes, pos, from);
    const std::string_view text = bytes.substr(pos, size);
    if (waiting_ == 0 && size > 1) {
      character(text, here);
    } else {
      for (const char byte : text) wait(byte, here);
    }
    pos += size;
  }
}

void MappingsWriter::made(std::string_view bytes) {
  for (const char byte : bytes) wait(byte, std::nullopt);
}

void MappingsWriter::finish() {
  settle_waiting(true);
  flush(1);
}

void MappingsWriter::wait(char byte, const Origin& from) {
  bytes_.at(waiting_) = byte;
  origins_.at(waiting_) = from;
  ++waiting_;
  settle_waiting(false);
}

void MappingsWriter::settle_waiting(bool is_end) {
  std::size_t pos = 0;
  while (pos < waiting_ && (is_end || waiting_ - pos >= telling_size(bytes_[pos]))) {
    const std::string_view rest(bytes_.data() + pos, waiting_ - pos);
    MapPlace behind;
    // With what is behind it, since that tells a CR from that of a CR LF.
    character(rest, origins_[pos]);
    pos += step(rest, 0, behind);
  }
  waiting_ -= pos;
  std::copy_n(bytes_.begin() + pos, waiting_, bytes_.begin());
  std::copy_n(origins_.begin() + pos, waiting_, origins_.begin());
}

void MappingsWriter::character(std::string_view text, const Origin& from) {
  MapKind kind = MapKind::kOther;
  if (!from) {
    unmapped();
  } else {
    kind = kind_of_first(text);
    if (kind == MapKind::kOther || kind != kind_ || *from != next_) mapped(*from);
    next_ = *from;
    step(text, 0, next_);
  }
  kind_ = kind;
  step(text, 0, output_);
  flush(kPiece);
}

MapPlace MappingsWriter::plain(std::string_view text, MapPlace from) {
  MapKind kind = from == next_ ? kind_ : MapKind::kOther;
  enum class Last : std::uint8_t { kNothing, kLine, kSegment } last = Last::kNothing;
  std::size_t segment = 0;  // where the last one of this text begins
  // The line at hand is of this text from here on: `from` and output_ are the places of this byte.
  std::size_t line = 0;
  const auto at = [&line](MapPlace place, std::size_t pos) {
    place.column += static_cast<std::int64_t>(pos - line);
    return place;
  };
  const auto leave_line = [&] {
    segment_ = at(output_, segment);
    input_ = at(from, segment);
  };
  for (std::size_t block = 0; block < text.size(); block += kBlockSize) {
    char* end = end_;  // any character written may change a member, for all that a compiler knows
    for (std::uint64_t starts = starts_at(text, block, kind); starts != 0; starts &= starts - 1) {
      const std::size_t pos = block + static_cast<std::size_t>(std::countr_zero(starts));
      if (last == Last::kSegment && pos - segment < kNear.size()) {
        std::memcpy(end, kNear[pos - segment].data(), kNear[0].size());
        end += kNearSize;
      } else if (last == Last::kLine) {
        end = write_next_line(end, input_.column);
      } else {
        if (last == Last::kSegment) leave_line();
        output_ = at(output_, pos);
        from = at(from, pos);
        line = pos;
        end_ = end;
        mapped(from);
        end = end_;
      }
      last = Last::kSegment;
      segment = pos;
      if (text[pos] != '\n') continue;
      leave_line();
      last = Last::kLine;
      line = pos + 1;
      output_ = {output_.line + 1, 0};
      from = {from.line + 1, 0};
    }
    end_ = end;
    kind = kind_of(text[std::min(block + kBlockSize, text.size()) - 1]);
    flush(kPiece);
  }
  if (last == Last::kSegment) leave_line();
  kind_ = kind;
  output_ = at(output_, text.size());
  next_ = at(from, text.size());
  return next_;
}

void MappingsWriter::mapped(MapPlace from) {
  begin_segment();
  *end_++ = 'A';  // the source: there is one
  end_ = write_number(end_, from.line - input_.line);
  end_ = write_number(end_, from.column - input_.column);
  input_ = from;
  maps_ = true;
}

// Ends what the segment before stands for.
void MappingsWriter::unmapped() {
  if (!maps_ && segment_.line == output_.line) return;
  begin_segment();
  maps_ = false;
}

// Each segment tells its distance from the one before it, and each line has one, be it of its
// terminator.
void MappingsWriter::begin_segment() {
  if (segment_.line < output_.line) {
    *end_++ = ';';
    segment_ = {output_.line, 0};
  } else if (begun_) {
    *end_++ = ',';
  }
  begun_ = true;
  end_ = write_number(end_, output_.column - segment_.column);
  segment_.column = output_.column;
}

void MappingsWriter::flush(std::size_t least) {
  const auto size = static_cast<std::size_t>(end_ - pending_->data());
  if (size < least) return;
  sink_({pending_->data(), size});
  end_ = pending_->data();
}

}  // namespace iftrue

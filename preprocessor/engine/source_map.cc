#include "engine/source_map.h"

#include <cstddef>
#include <cstdint>

#include "engine/text.h"

namespace iftrue {
namespace {

// A place in a text, moved on by characters. The two of a CR LF are one each, on the line they end.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] std::int64_t line() const { return line_; }  // from 0, as in a map
  [[nodiscard]] std::int64_t column() const { return column_; }
  [[nodiscard]] bool at_end() const { return offset_ >= text_.size(); }

  void step() {
    const std::size_t terminator = terminator_at(text_, offset_);
    const bool is_first_of_two = terminator == 2;
    if (terminator != 0 && !is_first_of_two) {
      offset_ += terminator;
      ++line_;
      column_ = 0;
      return;
    }
    const Character character = character_at(text_, offset_);
    offset_ += character.size;
    column_ += static_cast<std::int64_t>(character.utf16_units);
  }

  void step_to(std::size_t offset) {
    while (offset_ < offset) step();
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  std::int64_t line_ = 0;
  std::int64_t column_ = 0;
};

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

// Writes segments in the order of the output. Each tells its distance from the one before it.
class Segments {
 public:
  explicit Segments(std::string& out) : out_(out) {}

  void mapped(const Cursor& output, const Cursor& input) {
    begin(output);
    append_vlq(out_, 0);  // the source: there is one
    append_vlq(out_, input.line() - input_line_);
    append_vlq(out_, input.column() - input_column_);
    input_line_ = input.line();
    input_column_ = input.column();
    maps_ = true;
  }

  // Ends what the segment before stands for.
  void unmapped(const Cursor& output) {
    if (!maps_ && output_line_ == output.line()) return;
    begin(output);
    maps_ = false;
  }

 private:
  void begin(const Cursor& output) {
    if (output_line_ < output.line()) {
      out_.append(static_cast<std::size_t>(output.line() - output_line_), ';');
      output_line_ = output.line();
      output_column_ = 0;
    } else if (!out_.empty()) {
      out_ += ',';
    }
    append_vlq(out_, output.column() - output_column_);
    output_column_ = output.column();
  }

  std::string& out_;
  std::int64_t output_line_ = 0;
  std::int64_t output_column_ = 0;
  std::int64_t input_line_ = 0;
  std::int64_t input_column_ = 0;
  bool maps_ = true;  // whether the last segment does; at the start, that none is there yet
};

}  // namespace

std::string source_mappings(std::string_view input, std::string_view output,
                            const std::vector<KeptRun>& runs) {
  constexpr std::size_t kUsualSegment = 5;  // "CAAC" and a comma
  std::string mappings;
  mappings.reserve(output.size() * kUsualSegment);
  Segments segments(mappings);
  Cursor from(input);
  auto run = runs.begin();
  for (Cursor to(output); !to.at_end(); to.step()) {
    while (run != runs.end() && run->output + run->length <= to.offset()) ++run;
    if (run != runs.end() && run->output <= to.offset()) {
      from.step_to(run->input + (to.offset() - run->output));
      segments.mapped(to, from);
    } else {
      segments.unmapped(to);
    }
  }
  return mappings;
}

}  // namespace iftrue

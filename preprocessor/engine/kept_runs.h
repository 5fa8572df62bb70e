// Records which parts of an output come from which parts of its input. They are recorded while the
// output is written, because they cannot be found from the bytes alone. Memory is proportional to
// the number of removals, not of bytes; forget() releases it.

#ifndef IFTRUE_ENGINE_KEPT_RUNS_H_
#define IFTRUE_ENGINE_KEPT_RUNS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace iftrue {

// A place as a source map gives it: from 0, columns in UTF-16 code units.
struct MapPlace {
  std::int64_t line = 0;
  std::int64_t column = 0;

  // Moves on over the text that begins here. It must not end inside a character or a CR LF.
  void pass(std::string_view text);

  bool operator==(const MapPlace&) const = default;
};

// output[output, output + length) is input[input, input + length), which begins at `from`.
struct KeptRun {
  std::size_t output;  // bytes
  std::size_t input;
  std::size_t length;  // not 0
  MapPlace from;

  bool operator==(const KeptRun&) const = default;
};

class KeptRuns {
 public:
  // Records nothing: for whom the outputs are enough.
  KeptRuns() = default;

  enum class Records : std::uint8_t { kNothing, kRuns };
  explicit KeptRuns(Records records) : records_(records) {}

  // Begins the next stretch of the input, kept or not; passed() ends it. It must not end inside a
  // character or a CR LF.
  void at(std::string_view stretch) {
    if (records_ == Records::kRuns) stretch_ = stretch;
  }
  void passed() {
    if (records_ == Records::kRuns) pass_stretch();
  }

  // `kept`, a view into the current stretch, was appended to an output of `output_size` bytes. In
  // the order of the input, between characters.
  void append(std::string_view kept, std::size_t output_size) {
    if (records_ == Records::kRuns && !kept.empty()) record(kept, output_size);
  }

  // Where `removed`, a view into the stretch at hand, stands: what insert() takes if it comes back
  // into an output of `output_size` bytes.
  [[nodiscard]] KeptRun run_of(std::string_view removed, std::size_t output_size);

  // It came back, and what stood at its place in the output moved on.
  void insert(const KeptRun& run) {
    if (records_ == Records::kRuns) insert_run(run);
  }

  // The output was cut to this size.
  void truncate(std::size_t output_size);

  // The first `size` bytes of the output are of no interest any more. Of the output, `dropped`
  // bytes at its beginning are gone: no more than that.
  void forget(std::string_view output, std::size_t size, std::size_t dropped);

  // Of what follows the stretches that have passed.
  [[nodiscard]] MapPlace place() const { return place_; }

  // In order.
  [[nodiscard]] const std::vector<KeptRun>& runs() const { return runs_; }

 private:
  void record(std::string_view kept, std::size_t output_size);
  void insert_run(const KeptRun& run);
  void pass_stretch();
  void pass_to(std::size_t pos);  // in the stretch

  Records records_ = Records::kNothing;
  std::string_view stretch_;
  std::size_t begin_ = 0;    // of the stretch in the input
  std::size_t counted_ = 0;  // what of the stretch is before place_
  MapPlace place_;
  std::vector<KeptRun> runs_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_KEPT_RUNS_H_

// Which stretches of an output are stretches of its input: recorded while the output is made, since
// the bytes alone do not tell. Costs memory for each removal, not for each byte.

#ifndef IFTRUE_ENGINE_KEPT_RUNS_H_
#define IFTRUE_ENGINE_KEPT_RUNS_H_

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace iftrue {

// output[output, output + length) is input[input, input + length).
struct KeptRun {
  std::size_t output;  // bytes
  std::size_t input;
  std::size_t length;  // not 0

  bool operator==(const KeptRun&) const = default;
};

class KeptRuns {
 public:
  explicit KeptRuns(std::string_view input) : input_(input) {}

  // Records nothing: for whom the runs would grow without a bound.
  KeptRuns() = default;

  // `kept`, a view into the input, was appended to an output of `output_size` bytes.
  void append(std::string_view kept, std::size_t output_size) {
    if (kept.empty() || input_.data() == nullptr) return;
    const auto begin = static_cast<std::size_t>(kept.data() - input_.data());
    if (!runs_.empty()) {
      KeptRun& last = runs_.back();
      if (last.output + last.length == output_size && last.input + last.length == begin) {
        last.length += kept.size();
        return;
      }
    }
    runs_.push_back({output_size, begin, kept.size()});
  }

  // The output was cut to this size.
  void truncate(std::size_t output_size) {
    while (!runs_.empty() && runs_.back().output >= output_size) runs_.pop_back();
    if (runs_.empty()) return;
    KeptRun& last = runs_.back();
    last.length = std::min(last.length, output_size - last.output);
  }

  // In order.
  [[nodiscard]] const std::vector<KeptRun>& runs() const { return runs_; }

 private:
  std::string_view input_;
  std::vector<KeptRun> runs_;
};

}  // namespace iftrue

#endif  // IFTRUE_ENGINE_KEPT_RUNS_H_

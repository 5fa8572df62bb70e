// The report for people: see diagnostic_text.h.

#include "command/report/diagnostic_text.h"
#include "command/report/format.h"
#include "command/terminal/message.h"

namespace iftrue {
namespace {

class TextFormat final : public ReportFormat {
 public:
  explicit TextFormat(Color color) : color_(color) {}

  [[nodiscard]] std::string diagnostics(const Findings& findings) const override {
    return render(findings, color_);
  }

  [[nodiscard]] std::string failure(const Failure& failure) const override {
    return failure_text(failure.message, color_);
  }

 private:
  Color color_;
};

}  // namespace

std::unique_ptr<const ReportFormat> text_format(Color color) {
  return std::make_unique<TextFormat>(color);
}

}  // namespace iftrue

// The formats of a report. A format turns the findings of one text, each failure, and each
// difference that strip --check finds, into a string, and these strings into a report. It does not
// write the report and has no state.

#ifndef IFTRUE_COMMAND_REPORT_FORMAT_H_
#define IFTRUE_COMMAND_REPORT_FORMAT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "command/report/difference.h"
#include "command/source/findings.h"
#include "command/system/exit_status.h"
#include "command/system/failure.h"
#include "command/terminal/color.h"
#include "iftrue/iftrue.h"

namespace iftrue {

// What a report is made of at the end, each part a string.
struct ReportParts {
  std::span<const std::string> diagnostics;
  std::span<const std::string> failures;
  std::optional<std::span<const std::string>> differences;  // where they were looked for
  ExitStatus status;
};

// Every function may be called from many threads at once.
class ReportFormat {
 public:
  ReportFormat() = default;
  virtual ~ReportFormat() = default;
  ReportFormat(const ReportFormat&) = delete;
  ReportFormat& operator=(const ReportFormat&) = delete;

  [[nodiscard]] virtual std::string diagnostics(const Findings& findings) const = 0;
  [[nodiscard]] virtual std::string failure(const Failure& failure) const = 0;

  // Empty where a report is for people.
  [[nodiscard]] virtual std::string difference(const Difference& /*difference*/) const {
    return {};
  }

  // Whether the strings are the report as they come; else whole() makes one of them at the end.
  [[nodiscard]] virtual bool is_stream() const { return true; }
  [[nodiscard]] virtual std::string whole(const ReportParts& /*parts*/) const { return {}; }
};

// A path without the "./" that `check .` puts before it: readers of reports compare paths as text.
[[nodiscard]] std::string_view plain_path(std::string_view path);

// "error" or "warning": they have these names in each form.
[[nodiscard]] std::string_view severity_name(Severity severity);

[[nodiscard]] std::unique_ptr<const ReportFormat> text_format(Color color);
[[nodiscard]] std::unique_ptr<const ReportFormat> json_format();
[[nodiscard]] std::unique_ptr<const ReportFormat> sarif_format();
[[nodiscard]] std::unique_ptr<const ReportFormat> github_format();

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_REPORT_FORMAT_H_

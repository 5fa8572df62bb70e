// The report as workflow commands of GitHub Actions, which the runner shows at the lines of a pull
// request. The escapes and the rule about columns are those of the runner's own toolkit
// (actions/toolkit: packages/core/src/command.ts and core.ts).

#include <fmt/core.h>

#include "command/report/format.h"
#include "command/terminal/shown_text.h"

namespace iftrue {
namespace {

enum class Part : std::uint8_t { kMessage, kProperty };

std::string escaped(std::string_view text, Part part) {
  std::string escaped;
  for (const char c : text) {
    const bool separates = part == Part::kProperty && (c == ',' || c == ':');
    if (c == '%' || c == '\r' || c == '\n' || separates) {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// Columns are taken for places within one line only; the end is the last column, not the next.
std::string columns(const Place& place) {
  if (place.line != place.end_line) return {};
  const std::size_t last = place.end_column > place.column ? place.end_column - 1 : place.column;
  return fmt::format(",col={},endColumn={}", place.column, last);
}

class GithubFormat final : public ReportFormat {
 public:
  [[nodiscard]] std::string diagnostics(const Findings& findings) const override {
    std::string commands;
    for (const Diagnostic& diagnostic : findings.diagnostics) {
      std::string message = show_message(diagnostic.message);
      for (const Note& note : diagnostic.notes) {
        message += fmt::format("\n{}:{}:{}: note: {}", printable(plain_path(findings.name)),
                               note.place.line, note.place.column, show_message(note.message));
      }
      const Place& place = diagnostic.place;
      commands += fmt::format("::{} file={},line={},endLine={}{},title=iftrue {}::{}\n",
                              severity_name(findings.policy.severity(diagnostic.code)),
                              escaped(plain_path(findings.name), Part::kProperty), place.line,
                              place.end_line, columns(place), code_name(diagnostic.code),
                              escaped(message, Part::kMessage));
    }
    return commands;
  }

  [[nodiscard]] std::string failure(const Failure& failure) const override {
    return fmt::format("::error title=iftrue::{}\n", escaped(failure.message, Part::kMessage));
  }

  [[nodiscard]] std::string difference(const Difference& difference) const override {
    const std::string line = difference.line ? fmt::format(",line={}", *difference.line) : "";
    return fmt::format("::error file={}{},title=iftrue strip --check::{}\n",
                       escaped(plain_path(difference.path), Part::kProperty), line,
                       escaped(difference.message, Part::kMessage));
  }
};

}  // namespace

std::unique_ptr<const ReportFormat> github_format() { return std::make_unique<GithubFormat>(); }

}  // namespace iftrue

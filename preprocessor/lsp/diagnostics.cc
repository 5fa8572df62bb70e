#include "lsp/diagnostics.h"

#include <fmt/core.h>

#include <string>

#include "lsp/inactive_text.h"

namespace iftrue {
namespace {

// DiagnosticSeverity and DiagnosticTag of the protocol.
constexpr int kError = 1;
constexpr int kWarning = 2;
constexpr int kHint = 4;
constexpr int kUnnecessary = 1;

Value related(const Diagnostic& diagnostic, Analysis& analysis) {
  Value notes = Value::array();
  for (const Note& note : diagnostic.notes) {
    notes.push_back(
        {{"location",
          {{"uri", analysis.buffer().uri()}, {"range", analysis.positions().range(note.place)}}},
         {"message", note.message}});
  }
  return notes;
}

Value described(const Diagnostic& diagnostic, Analysis& analysis, const ClientSupport& support) {
  const WarningPolicy& policy = analysis.setting().configuration().warnings;
  const bool is_error = policy.severity(diagnostic.code) == Severity::kError;
  Value described = {{"range", analysis.positions().range(diagnostic.place)},
                     {"severity", is_error ? kError : kWarning},
                     {"code", code_name(diagnostic.code)},
                     {"source", kDiagnosticSource},
                     {"message", diagnostic.message}};
  if (support.related_information && !diagnostic.notes.empty()) {
    described["relatedInformation"] = related(diagnostic, analysis);
  }
  return described;
}

}  // namespace

Value diagnostics_of(Analysis& analysis, std::optional<std::size_t> target,
                     const ClientSupport& support) {
  Value diagnostics = Value::array();
  for (const Diagnostic& each : analysis.diagnostics()) {
    diagnostics.push_back(described(each, analysis, support));
  }
  if (!target || support.inactive_regions || !support.unnecessary_tag) return diagnostics;
  const std::string message =
      fmt::format("not kept by {}", analysis.setting().targets()[*target].name);
  for (const Span& each : inactive_text(analysis, *target)) {
    diagnostics.push_back({{"range", analysis.positions().range(each)},
                           {"severity", kHint},
                           {"source", kDiagnosticSource},
                           {"message", message},
                           {"tags", Value::array({kUnnecessary})}});
  }
  return diagnostics;
}

Value diagnostics_of(const Buffer& project_file, std::span<const TomlError> errors,
                     PositionEncoding encoding) {
  Positions positions(project_file.text(), project_file.lines(), encoding);
  Value diagnostics = Value::array();
  for (const auto& [line, column, message] : errors) {
    const std::size_t begin =
        offset_at(project_file.text(), line, column).value_or(project_file.text().size());
    // TOML errors have no end: the rest of the line is marked.
    const std::size_t end = project_file.text().find_first_of("\r\n", begin);
    const Span span{begin, std::min(end, project_file.text().size())};
    diagnostics.push_back({{"range", positions.range(span)},
                           {"severity", kError},
                           {"source", kDiagnosticSource},
                           {"message", message}});
  }
  return diagnostics;
}

}  // namespace iftrue

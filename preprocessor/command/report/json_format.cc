// The report for programs of one's own: schema/diagnostics.schema.json describes it.

#include <fmt/core.h>

#include "command/report/format.h"
#include "command/report/json.h"

namespace iftrue {
namespace {

constexpr int kSchemaVersion = 1;

void put_place(Json& object, std::string_view file, const Place& place) {
  object["file"] = file;
  object["line"] = place.line;
  object["column"] = place.column;
  object["endLine"] = place.end_line;
  object["endColumn"] = place.end_column;
}

Json described(const Findings& findings, const Diagnostic& diagnostic) {
  const std::string_view file = findings.name;
  Json object;
  object["code"] = code_name(diagnostic.code);
  object["severity"] = severity_name(findings.policy.severity(diagnostic.code));
  object["message"] = diagnostic.message;
  put_place(object, file, diagnostic.place);
  object["notes"] = Json::array();
  for (const Note& note : diagnostic.notes) {
    Json described_note;
    described_note["message"] = note.message;
    put_place(described_note, file, note.place);
    object["notes"].push_back(std::move(described_note));
  }
  return object;
}

class JsonFormat final : public ReportFormat {
 public:
  [[nodiscard]] std::string diagnostics(const Findings& findings) const override {
    return json_lines(findings.diagnostics, [&](const Diagnostic& diagnostic) {
      return described(findings, diagnostic);
    });
  }

  [[nodiscard]] std::string failure(const Failure& failure) const override {
    return to_line({{"message", failure.message}});
  }

  [[nodiscard]] std::string difference(const Difference& difference) const override {
    Json object;
    object["kind"] = kind_name(difference.kind);
    object["message"] = difference.message;
    object["file"] = difference.path;
    if (difference.line) object["line"] = *difference.line;
    return to_line(object);
  }

  [[nodiscard]] bool is_stream() const override { return false; }

  [[nodiscard]] std::string whole(const ReportParts& parts) const override {
    const std::string differences =
        parts.differences ? fmt::format("\"differences\": {},\n", json_array(*parts.differences))
                          : "";
    return fmt::format(
        "{{\n\"version\": {},\n\"tool\": {},\n\"exitStatus\": {},\n\"diagnostics\": {},\n"
        "{}\"failures\": {}\n}}\n",
        kSchemaVersion, to_line({{"name", "iftrue"}, {"version", IFTRUE_VERSION}}),
        static_cast<int>(parts.status), json_array(parts.diagnostics), differences,
        json_array(parts.failures));
  }
};

}  // namespace

std::unique_ptr<const ReportFormat> json_format() { return std::make_unique<JsonFormat>(); }

}  // namespace iftrue

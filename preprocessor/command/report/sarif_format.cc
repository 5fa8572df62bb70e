// The report in SARIF 2.1.0, the OASIS standard that code scanning services read. Numbers in
// comments are sections of it.

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "command/report/format.h"
#include "command/report/json.h"

namespace iftrue {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

// A path as a URI reference (RFC 3986): the bytes of a name are percent-encoded, so that a name
// that is not UTF-8 survives, and a colon is, so that none is taken for a scheme's.
std::string uri(std::string_view path) {
  constexpr std::string_view kKept = "-._~!$&'()*+,;=@/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : plain_path(path)) {
    const bool alphanumeric =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (alphanumeric || kKept.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json message(std::string_view text) { return {{"text", text}}; }

Json location(std::string_view file, const Place& place) {
  const Json region = {{"startLine", place.line},
                       {"startColumn", place.column},
                       {"endLine", place.end_line},
                       {"endColumn", place.end_column}};
  return {{"physicalLocation", {{"artifactLocation", {{"uri", uri(file)}}}, {"region", region}}}};
}

// In rules().
std::ptrdiff_t rule_index(Code code) {
  return std::ranges::find(all_codes(), code) - all_codes().begin();
}

Json result(const Findings& findings, const Diagnostic& diagnostic) {
  const std::string_view file = findings.name;
  Json object = {{"ruleId", code_name(diagnostic.code)},
                 {"ruleIndex", rule_index(diagnostic.code)},
                 {"level", severity_name(findings.policy.severity(diagnostic.code))},
                 {"message", message(diagnostic.message)},
                 {"locations", Json::array({location(file, diagnostic.place)})}};
  for (const Note& note : diagnostic.notes) {
    Json related = location(file, note.place);
    related["message"] = message(note.message);
    object["relatedLocations"].push_back(std::move(related));
  }
  return object;
}

Json rules() {
  Json rules = Json::array();
  for (const Code code : all_codes()) {
    rules.push_back({{"id", code_name(code)},
                     {"shortDescription", message(code_summary(code))},
                     {"defaultConfiguration", {{"level", severity_name(severity(code))}}}});
  }
  return rules;
}

class SarifFormat final : public ReportFormat {
 public:
  [[nodiscard]] std::string diagnostics(const Findings& findings) const override {
    return json_lines(findings.diagnostics,
                      [&](const Diagnostic& diagnostic) { return result(findings, diagnostic); });
  }

  [[nodiscard]] std::string failure(const Failure& failure) const override {
    return to_line({{"level", "error"}, {"message", message(failure.message)}});
  }

  // A rule may be named that is in no list (3.27.5).
  [[nodiscard]] std::string difference(const Difference& difference) const override {
    Json place = {{"artifactLocation", {{"uri", uri(difference.path)}}}};
    if (difference.line) place["region"] = {{"startLine", *difference.line}};
    return to_line({{"ruleId", fmt::format("check/{}", kind_name(difference.kind))},
                    {"level", "error"},
                    {"message", message(difference.message)},
                    {"locations", Json::array({{{"physicalLocation", std::move(place)}}})}});
  }

  [[nodiscard]] bool is_stream() const override { return false; }

  [[nodiscard]] std::string whole(const ReportParts& parts) const override {
    std::vector<std::string> results(parts.diagnostics.begin(), parts.diagnostics.end());
    if (parts.differences) {
      results.insert(results.end(), parts.differences->begin(), parts.differences->end());
    }
    const Json driver = {
        {"name", "iftrue"}, {"semanticVersion", IFTRUE_VERSION}, {"rules", rules()}};
    // 3.20.14: a run that found something wrong in its input was successful all the same.
    return fmt::format(
        "{{\n\"$schema\": \"{}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n"
        "\"tool\": {},\n\"columnKind\": \"unicodeCodePoints\",\n"
        "\"invocations\": [{{\"executionSuccessful\": {}, \"exitCode\": {}, "
        "\"toolExecutionNotifications\": {}}}],\n\"results\": {}\n}}]\n}}\n",
        kSchema, to_line({{"driver", driver}}), parts.status != ExitStatus::kFailure,
        static_cast<int>(parts.status), json_array(parts.failures), json_array(results));
  }
};

}  // namespace

std::unique_ptr<const ReportFormat> sarif_format() { return std::make_unique<SarifFormat>(); }

}  // namespace iftrue

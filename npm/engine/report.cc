#include "report.h"

#include <cstddef>

#include "engine/utf16_offsets.h"
#include "json_writer.h"

namespace iftrue {
namespace {

std::string_view kind_name(GroupKind kind) {
  switch (kind) {
    case GroupKind::kIf:
      return "if";
    case GroupKind::kElif:
      return "elif";
    case GroupKind::kElse:
      return "else";
  }
  return {};
}

class Reporter {
 public:
  explicit Reporter(std::string_view text) : units_(text) {}

  [[nodiscard]] std::string take() && { return std::move(out_); }

  template <typename Range, typename Report>
  void array(const Range& values, Report report) {
    json_.begin_array();
    for (const auto& value : values) {
      json_.begin_object();
      report(value);
      json_.end_object();
    }
    json_.end_array();
  }

  void diagnostic(const Diagnostic& each) {
    json_.member("code", code_name(each.code));
    json_.member("severity",
                 std::string_view(severity(each.code) == Severity::kError ? "error" : "warning"));
    message(each.message, each.place);
    json_.key("notes");
    array(each.notes, [this](const Note& note) { message(note.message, note.place); });
  }

  void conditional(const Conditional& each) {
    place(each.place);
    json_.key("groups");
    array(each.groups, [this](const Group& of) { group(of); });
    place_member("endDirective", each.end);
    json_.key("parent");
    if (!each.parent) return json_.null();
    json_.begin_object();
    json_.member("conditional", each.parent->conditional);
    json_.member("group", each.parent->group);
    json_.end_object();
  }

  void span(std::size_t begin, std::size_t end) {
    json_.member("start", units_(begin));
    json_.member("end", units_(end));
  }

 private:
  void message(std::string_view text, const Place& at) {
    json_.member("message", text);
    place(at);
  }

  void place(const Place& at) {
    span(at.offset, at.offset + at.length);
    json_.member("line", at.line);
    json_.member("column", at.column);
    json_.member("endLine", at.end_line);
    json_.member("endColumn", at.end_column);
  }

  void place_member(std::string_view name, const Place& at) {
    json_.key(name);
    json_.begin_object();
    place(at);
    json_.end_object();
  }

  void group(const Group& each) {
    json_.member("kind", kind_name(each.kind));
    json_.member("dormant", each.liveness == Liveness::kDormant);
    json_.member("condition", std::string_view(each.condition));
    place_member("directive", each.directive);
    place_member("text", each.text);
    json_.member("firstLine", each.first_line);
    json_.member("lastLine", each.last_line);
  }

  std::string out_;
  JsonWriter json_{out_};
  Utf16Offsets units_;
};

}  // namespace

std::string report_diagnostics(std::string_view text, std::span<const Diagnostic> diagnostics) {
  Reporter reporter(text);
  reporter.array(diagnostics, [&](const Diagnostic& each) { reporter.diagnostic(each); });
  return std::move(reporter).take();
}

std::string report_conditionals(std::string_view text, std::span<const Conditional> conditionals) {
  Reporter reporter(text);
  reporter.array(conditionals, [&](const Conditional& each) { reporter.conditional(each); });
  return std::move(reporter).take();
}

std::string report_spans(std::string_view text, std::span<const Span> spans) {
  Reporter reporter(text);
  reporter.array(spans, [&](const Span& span) { reporter.span(span.begin, span.end); });
  return std::move(reporter).take();
}

}  // namespace iftrue

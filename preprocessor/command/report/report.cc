#include "command/report/report.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "command/system/file.h"
#include "command/system/scratch.h"

namespace iftrue {
namespace {

std::unique_ptr<const ReportFormat> make_format(FormatName name, Color color) {
  switch (name) {
    case FormatName::kText:
      return text_format(color);
    case FormatName::kJson:
      return json_format();
    case FormatName::kSarif:
      return sarif_format();
    case FormatName::kGithub:
      return github_format();
  }
  return text_format(color);
}

}  // namespace

Report::Report(FormatName format, Color color, Stream stream)
    : format_(make_format(format, color)),
      color_(color),
      stream_(format == FormatName::kText ? Stream::kError : stream) {}

Report::Part Report::form(const Findings& findings) const {
  if (findings.diagnostics.empty()) return {};
  const bool has_errors =
      std::ranges::any_of(findings.diagnostics, [&](const Diagnostic& diagnostic) {
        return findings.policy.severity(diagnostic.code) == Severity::kError;
      });
  return {format_->diagnostics(findings), has_errors};
}

Result<Report::Part> Report::form(const OpenSource& source, std::string_view name,
                                  std::span<const Diagnostic> diagnostics) const {
  Result<void> read;
  Scratch scratch;
  Part part = form({name, {}, diagnostics, [&](std::size_t begin, std::size_t end) {
                      const std::span<char> piece = scratch.piece();
                      const auto stretch =
                          source.read_at(piece.first(std::min(piece.size(), end - begin)), begin);
                      if (!stretch) read = tl::unexpected(stretch.error());
                      return stretch.value_or(std::string_view());
                    }});
  return read.and_then([&] { return source.check_unchanged(); }).map([&] {
    return std::move(part);
  });
}

void Report::add(const Part& part) {
  if (part.formed.empty()) return;
  if (part.has_errors) status_ = worse(status_, ExitStatus::kInputErrors);
  if (format_->is_stream()) {
    write(part.formed);
  } else {
    diagnostics_.push_back(part.formed);
  }
}

void Report::add(const Difference& difference) {
  note_differences();
  std::string formed = format_->difference(difference);
  if (format_->is_stream()) {
    write(formed);
  } else {
    differences_.push_back(std::move(formed));
  }
}

void Report::fail(const Failure& failure) {
  status_ = ExitStatus::kFailure;
  std::string formed = format_->failure(failure);
  if (format_->is_stream()) {
    write(formed);
  } else {
    failures_.push_back(std::move(formed));
  }
}

void Report::fail_once(const Failure& failure) {
  if (failed_once_.insert(failure.message).second) fail(failure);
}

ExitStatus Report::finish() {
  std::string rest = whole();
  if (held_) rest.insert(0, *std::exchange(held_, std::nullopt));
  if (!rest.empty()) write(rest);
  if (!write_failure_) return status_;
  print_failure(write_failure_->message, color_);
  return ExitStatus::kFailure;
}

std::string Report::text() const { return held_.value_or("") + whole(); }

// What only the end makes a report.
std::string Report::whole() const {
  if (format_->is_stream()) return {};
  ReportParts parts{diagnostics_, failures_, std::nullopt, status_};
  if (lists_differences_) parts.differences = differences_;
  return format_->whole(parts);
}

void Report::write(const std::string& text) {
  if (held_) {
    *held_ += text;
  } else if (stream_ == Stream::kError) {
    print_error_stream(text);
  } else if (!write_failure_) {
    if (auto written = write_standard_output(text); !written) write_failure_ = written.error();
  }
}

}  // namespace iftrue

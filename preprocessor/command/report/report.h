// The diagnostics and failures of a run, in the format that --format selects. Commands report
// everything that is wrong through this class, and it determines their exit status.
//
// What strip --check finds is reported here too, in the formats for machines; people see a diff.
//
// It does not find errors, and does not print what a run has done (--verbose). Parts are formatted
// on any thread (form) and added on one thread, in the order of the files, so the report does not
// depend on which thread was first.

#ifndef IFTRUE_COMMAND_REPORT_REPORT_H_
#define IFTRUE_COMMAND_REPORT_REPORT_H_

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command/options/option_values.h"
#include "command/report/difference.h"
#include "command/report/format.h"
#include "command/source/open_source.h"
#include "command/system/exit_status.h"
#include "command/system/failure.h"
#include "command/terminal/message.h"

namespace iftrue {

class Report {
 public:
  // Diagnostics of one text, formed.
  struct Part {
    std::string formed;
    bool has_errors = false;
  };

  // `stream` is where a machine reads it; the text for people goes to standard error always.
  Report(FormatName format, Color color, Stream stream);

  // May be called from many threads at once.
  [[nodiscard]] Part form(const Findings& findings) const;

  // The same of a source that is not held: its lines are read again. A failure when it is not what
  // it was any more, or cannot be read.
  [[nodiscard]] Result<Part> form(const OpenSource& source, std::string_view name,
                                  std::span<const Diagnostic> diagnostics) const;

  void add(const Part& part);
  void add(const Difference& difference);
  void fail(const Failure& failure);
  // For what may be found more than once, as what is wrong with an output is at each of its files.
  void fail_once(const Failure& failure);

  // Differences are looked for: where there are none, the report says so.
  void list_differences() { lists_differences_ = true; }

  // There are some, also where none is added.
  void note_differences() { status_ = worse(status_, ExitStatus::kInputErrors); }

  [[nodiscard]] ExitStatus status() const { return status_; }

  // From here on nothing is written before finish().
  void hold() { held_.emplace(); }

  // All that finish() is to write, of a report that is held.
  [[nodiscard]] std::string text() const;

  // Whether standard output took not all that was written to it.
  [[nodiscard]] bool is_lost() const { return write_failure_.has_value(); }

  // Writes what is not written yet. Returns the exit status of the run; a report that cannot be
  // written is a failure, told on standard error.
  [[nodiscard]] ExitStatus finish();

 private:
  void write(const std::string& text);
  [[nodiscard]] std::string whole() const;

  std::unique_ptr<const ReportFormat> format_;
  Color color_;
  Stream stream_;
  ExitStatus status_ = ExitStatus::kDone;
  std::vector<std::string> diagnostics_;  // until they are written, where a report is one whole
  std::vector<std::string> differences_;
  std::vector<std::string> failures_;
  std::set<std::string> failed_once_;  // messages
  bool lists_differences_ = false;
  std::optional<std::string> held_;  // what came so far
  std::optional<Failure> write_failure_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_REPORT_REPORT_H_

#include <fmt/core.h>

#include <utility>

#include "command/commands.h"
#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/source_text.h"
#include "command/source/warner.h"
#include "command/system/file.h"
#include "command/terminal/message.h"
#include "command/views/input_walk.h"

namespace iftrue {

void check(const Options& options, Report& report) {
  const auto configuration = configure(options);
  if (!configuration) return report.fail(configuration.error());
  const Warner warner(options, *configuration);
  const auto check_file = [&](const InputFile& file) {
    return read_file(file.path).map([&](std::string bytes) {
      SourceText source(std::move(bytes), file.named, *configuration, language_of(file.path));
      warner.warn(source, file.filtered, file.named, file.treatment.layout);
      return report.form(source.findings(file.path));
    });
  };
  const auto count =
      for_each_input(options, *configuration, {"check", "checked"}, report, check_file,
                     [&](const Report::Part& part) { report.add(part); });
  if (count && options.verbosity == Verbosity::kVerbose) {
    print_error_stream(fmt::format("iftrue: checked {} files\n", *count));
  }
}

}  // namespace iftrue

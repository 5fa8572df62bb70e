#include <string>
#include <utility>
#include <variant>

#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/source_text.h"
#include "command/source/warner.h"
#include "command/system/file.h"
#include "command/views/input_walk.h"
#include "command/views/listing.h"
#include "command/views/views.h"

namespace iftrue {

void list(const Options& options, Report& report) {
  const auto configuration = configure(options);
  if (!configuration) return report.fail(configuration.error());

  const Warner warner(options, *configuration);
  Listing listing;
  const bool named = !configuration->targets.front().name.empty();
  if (named || !options.symbols.empty()) {
    for (const TargetSymbols& target : configuration->targets) {
      listing.targets.push_back(target.name);
    }
  }
  using Listed = std::variant<ListedFile, Report::Part>;  // or what is wrong with it
  const auto list_one = [&](const InputFile& file) {
    return read_file(file.path).map([&](std::string bytes) -> Listed {
      SourceText text(std::move(bytes), file.named, *configuration, language_of(file.path));
      warner.warn(text, file.filtered, file.named, file.treatment.layout);
      if (!text.ok()) return report.form(text.findings(file.path));
      return list_file(file, text, *configuration);
    });
  };
  const auto take = [&](Listed listed) {
    if (auto* file = std::get_if<ListedFile>(&listed)) {
      listing.files.push_back(std::move(*file));
    } else {
      report.add(std::get<Report::Part>(listed));
    }
  };
  if (!for_each_input(options, *configuration, {"list", "listed"}, report, list_one, take)) return;
  listing.symbols = sum_by_symbol(listing.files, *configuration);
  const std::string text = options.list_format == ListFormat::kJson
                               ? listing_json(listing)
                               : listing_table(listing, resolve(options.color, Stream::kOutput));
  if (auto written = write_standard_output(text); !written) {
    report.fail(written.error());
  }
}

}  // namespace iftrue

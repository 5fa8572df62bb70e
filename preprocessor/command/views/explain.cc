#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "command/project/configuration.h"
#include "command/project/language.h"
#include "command/source/input_files.h"
#include "command/source/source_text.h"
#include "command/source/warner.h"
#include "command/system/file.h"
#include "command/terminal/shown_text.h"
#include "command/views/explanation.h"
#include "command/views/surroundings.h"
#include "command/views/text_place.h"
#include "command/views/views.h"
#include "engine/line_count.h"
#include "iftrue/conditional.h"

namespace iftrue {
namespace {

// Breaks a reason that is too wide before the values of the symbols, its last parenthesis.
std::string broken(const std::string& reason, std::size_t indentation) {
  const std::size_t values = reason.rfind(" (");
  if (indentation + show(reason).width <= kTerminalWidth || values == std::string::npos)
    return reason;
  return reason.substr(0, values) + '\n' + std::string(indentation, ' ') +
         reason.substr(values + 1);
}

std::string table(const std::vector<TargetSymbols>& targets,
                  const std::vector<Explanation>& explanations, Color color) {
  std::size_t width = 0;
  for (const TargetSymbols& target : targets) {
    width = std::max(width, show(printable(target.name)).width);
  }
  std::string out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& [verdict, reasons] = explanations[i];
    const bool kept = verdict == Verdict::kKept;
    std::string head = width > 0 ? padded(printable(targets[i].name), width) + "  " : "";
    const std::size_t indentation = show(head).width + std::string_view("removed  ").size();
    head += color == Color::kAlways ? fmt::format("{}{}{}", kept ? style::kAdded : style::kRemoved,
                                                  kept ? "kept" : "removed", style::kReset)
                                    : std::string(kept ? "kept" : "removed");
    if (!reasons.empty()) head += kept ? "     " : "  ";
    for (std::size_t j = 0; j < reasons.size(); ++j) {
      if (j > 0) head += '\n' + std::string(indentation, ' ');
      head += broken(reasons[j], indentation);
    }
    out += head + '\n';
  }
  return out;
}

}  // namespace

void explain(const Options& options, Report& report) {
  if (options.paths.size() != 1) {
    return report.fail({"explain takes one place, FILE:LINE or FILE:LINE:COLUMN"});
  }
  const auto place = parse_text_place(options.paths.front(), [](const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
  });
  if (!place) return report.fail(place.error());
  const auto configuration = configure(options);
  if (!configuration) return report.fail(configuration.error());
  auto bytes = read_file(place->path);
  if (!bytes) return report.fail(bytes.error());
  const InputFile file{place->path, path_in_source(configuration->project, place->path),
                       Named::kDirectly,
                       configuration->treatment_of_named(place->path, options.layout)};
  auto text = file.treatment.is_copied() ? SourceText::copied(std::move(*bytes), *configuration)
                                         : SourceText(std::move(*bytes), Named::kDirectly,
                                                      *configuration, language_of(place->path));
  Warner(options, *configuration).warn(text, "", Named::kDirectly, file.treatment.layout);
  if (!text.ok()) return report.add(report.form(text.findings(place->path)));
  if (!text.text()) {
    return report.fail(
        {fmt::format("{} is binary: it has no lines, and is copied as it is", quote(place->path))});
  }
  const auto line_begin = offset_at(text.bytes(), place->line, 1);
  if (!line_begin) {
    return report.fail({fmt::format("{} has {} lines, not {}", quote(place->path),
                                    count_lines(text.bytes()), place->line)});
  }
  const std::size_t line_end =
      offset_at(text.bytes(), place->line + 1, 1).value_or(text.bytes().size());
  const auto exact = offset_at(text.bytes(), place->line, place->column.value_or(1));
  if (!exact) {
    return report.fail({fmt::format("line {} of {} has no column {}", place->line,
                                    quote(place->path), *place->column)});
  }

  const Color color = resolve(options.color, Stream::kOutput);
  const Document* document = text.document();  // null for what is copied
  const std::vector<Conditional> conditionals =
      document == nullptr ? std::vector<Conditional>() : document->conditionals();
  const Surroundings surroundings(text.bytes(), conditionals, printable(place->path), color);
  const Explainer explainer(text.bytes(), conditionals);
  const std::size_t offset =
      place->column ? *exact : surroundings.place_in_line(*line_begin, line_end);
  std::vector<Explanation> explanations;
  for (const TargetSymbols& target : configuration->targets) {
    auto by_rules = explain_by_rules(*configuration, file, target.symbols);
    explanations.push_back(
        by_rules ? std::move(*by_rules)
                 : explainer.at(offset, target.symbols, document->kept_groups(target.symbols)));
  }
  std::string out = surroundings.shown(offset, *place);
  if (!place->column) out += surroundings.neighbours(*line_begin, line_end, offset);
  out += '\n' + table(configuration->targets, explanations, color);
  if (auto written = write_standard_output(out); !written) {
    report.fail(written.error());
  }
}

}  // namespace iftrue

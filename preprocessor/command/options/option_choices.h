// The named values of options, each with its meaning. The option table lists the names; the parser
// uses the meanings.

#ifndef IFTRUE_COMMAND_OPTIONS_OPTION_CHOICES_H_
#define IFTRUE_COMMAND_OPTIONS_OPTION_CHOICES_H_

#include <array>
#include <string_view>

#include "command/options/option_values.h"
#include "command/terminal/color.h"
#include "iftrue/iftrue.h"

namespace iftrue {

template <typename T>
struct Choice {
  std::string_view name;
  T meaning;
};

inline constexpr auto kLayoutChoices = std::to_array<Choice<Layout>>({
    {"preserve", Layout::kPreserve},
    {"mask", Layout::kMask},
    {"compact", Layout::kCompact},
    {"loader", Layout::kLoader},
});
inline constexpr auto kUndefinedChoices = std::to_array<Choice<Undefined>>({
    {"error", Undefined::kError},
    {"off", Undefined::kOff},
    {"keep", Undefined::kKeep},
});
// list and explain tell what a target keeps; "undecided" is no answer to that.
inline constexpr auto kAnswerUndefinedChoices = std::to_array<Choice<Undefined>>({
    {"error", Undefined::kError},
    {"off", Undefined::kOff},
});
inline constexpr auto kSourceMapChoices = std::to_array<Choice<SourceMaps>>({
    {"inline", SourceMaps::kInline},
});
inline constexpr auto kColorChoices = std::to_array<Choice<ColorChoice>>({
    {"auto", ColorChoice::kAuto},
    {"always", ColorChoice::kAlways},
    {"never", ColorChoice::kNever},
});
inline constexpr auto kListFormatChoices = std::to_array<Choice<ListFormat>>({
    {"table", ListFormat::kTable},
    {"json", ListFormat::kJson},
});
inline constexpr auto kFormatChoices = std::to_array<Choice<FormatName>>({
    {"text", FormatName::kText},
    {"json", FormatName::kJson},
    {"sarif", FormatName::kSarif},
    {"github", FormatName::kGithub},
});

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_OPTIONS_OPTION_CHOICES_H_

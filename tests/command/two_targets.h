// A project of two targets, for tests of what a command makes of targets.

#ifndef IFTRUE_TESTS_COMMAND_TWO_TARGETS_H_
#define IFTRUE_TESTS_COMMAND_TWO_TARGETS_H_

#include <string_view>

namespace iftrue {

// DEBUG is declared, and off for both.
inline constexpr std::string_view kTwoTargets = R"toml(source = "src"
output = "out/{target}"
[symbols]
WEB = ""
WX = ""
DEBUG = ""
[targets.web]
symbols = ["WEB"]
[targets.wx]
symbols = ["WX"]
[[files]]
glob = "wx/**"
when = "WX"
[[files]]
glob = "web/**"
when = "WEB"
)toml";

}  // namespace iftrue

#endif  // IFTRUE_TESTS_COMMAND_TWO_TARGETS_H_

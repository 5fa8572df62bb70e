// Diagnostics as the protocol has them.

#ifndef IFTRUE_LSP_DIAGNOSTICS_H_
#define IFTRUE_LSP_DIAGNOSTICS_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "command/project/toml_error.h"
#include "lsp/analysis.h"
#include "lsp/client_support.h"
#include "lsp/message.h"

namespace iftrue {

// Who found them, as editors show it.
inline constexpr std::string_view kDiagnosticSource = "iftrue";

// What `check` reports of a text. With a target and a client that has no other means for it, what
// the target drops, as hints that are tagged as unnecessary.
[[nodiscard]] Value diagnostics_of(Analysis& analysis, std::optional<std::size_t> target,
                                   const ClientSupport& support);

// What is wrong with a project file.
[[nodiscard]] Value diagnostics_of(const Buffer& project_file, std::span<const TomlError> errors,
                                   PositionEncoding encoding);

}  // namespace iftrue

#endif  // IFTRUE_LSP_DIAGNOSTICS_H_

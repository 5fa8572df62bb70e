// The documents that are made from the option table when the tool is built: a completion script for
// each shell, and the manual page. They are no part of the command, so that it stays small.

#ifndef IFTRUE_DOCUMENTS_DOCUMENTS_H_
#define IFTRUE_DOCUMENTS_DOCUMENTS_H_

#include <string>

namespace iftrue {

[[nodiscard]] std::string bash_completion();
[[nodiscard]] std::string zsh_completion();
[[nodiscard]] std::string fish_completion();
[[nodiscard]] std::string man_page();  // section 1, in man(7)

}  // namespace iftrue

#endif  // IFTRUE_DOCUMENTS_DOCUMENTS_H_

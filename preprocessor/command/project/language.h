// The language of a file, decided by its name.

#ifndef IFTRUE_COMMAND_PROJECT_LANGUAGE_H_
#define IFTRUE_COMMAND_PROJECT_LANGUAGE_H_

#include <string_view>

#include "iftrue/iftrue.h"

namespace iftrue {

[[nodiscard]] Language language_of(std::string_view path);

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_PROJECT_LANGUAGE_H_

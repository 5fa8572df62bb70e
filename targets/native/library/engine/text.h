// UTF-8 outside, UTF-16 inside the script engine. Its own UTF-8 functions stop at NUL and at lone
// surrogates, so they are not used.

#ifndef ECHATIM_ENGINE_TEXT_H_
#define ECHATIM_ENGINE_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

namespace echatim {

// nullopt for what is no UTF-8.
[[nodiscard]] std::optional<std::u16string> utf16_of(std::string_view text);

// What is no UTF-8 becomes U+FFFD, as the web's decoders do it.
[[nodiscard]] std::u16string repaired_utf16_of(std::string_view text);

// A lone surrogate becomes U+FFFD.
[[nodiscard]] std::string utf8_of(std::u16string_view text);

}  // namespace echatim

#endif  // ECHATIM_ENGINE_TEXT_H_

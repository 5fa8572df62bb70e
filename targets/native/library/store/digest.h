#ifndef ECHATIM_STORE_DIGEST_H_
#define ECHATIM_STORE_DIGEST_H_

#include <string>
#include <string_view>

namespace echatim {

// 40 hexadecimal digits of SHA-256: the same text for the same bytes alone.
[[nodiscard]] std::string digest(std::string_view bytes);

}  // namespace echatim

#endif  // ECHATIM_STORE_DIGEST_H_

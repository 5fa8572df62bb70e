#include "store/digest.h"

#include <openssl/sha.h>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace echatim {

std::string digest(std::string_view bytes) {
  constexpr std::size_t kBytes = 20;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash = {};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
  std::string text;
  for (std::size_t i = 0; i < kBytes; ++i) {
    text.push_back(kDigits[hash[i] >> 4U]);
    text.push_back(kDigits[hash[i] & 0xFU]);
  }
  return text;
}

}  // namespace echatim

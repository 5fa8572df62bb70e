#include "net/tls.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <string>

#include "net/io.h"
#include "net/tls_context.h"

namespace echatim {

Tls::Tls() {
  // Without OpenSSL's own atexit handler: it would take away what a client's thread still uses when
  // the program ends by exit().
  static std::once_flag once;
  std::call_once(once, [] { OPENSSL_init_ssl(OPENSSL_INIT_NO_ATEXIT, nullptr); });
  context_ = std::make_unique<Context>();
}

Tls::~Tls() = default;

std::string Tls::trust(const std::string& ca_file) {
  SSL_CTX* ssl = context_->ssl.native_handle();
  SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION);
  error_code error;
  context_->ssl.set_verify_mode(asio::ssl::verify_peer, error);
  if (ca_file.empty()) {
    context_->ssl.set_default_verify_paths(error);
    return error ? "the system's certificates can't be read: " + error.message() : std::string();
  }
  context_->ssl.load_verify_file(ca_file, error);
  return error ? "holds no certificates that can be read (PEM): " + error.message() : std::string();
}

}  // namespace echatim

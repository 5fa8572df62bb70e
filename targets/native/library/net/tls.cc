#include "net/tls.h"

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "net/io.h"
#include "net/tls_context.h"

namespace echatim {
namespace {

bool holds_revocations(X509_STORE* store) {
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(store);
  for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i)
    if (X509_OBJECT_get_type(sk_X509_OBJECT_value(objects, i)) == X509_LU_CRL) return true;
  return false;
}

}  // namespace

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
  awaits_system_ = ca_file.empty();
  if (awaits_system_) return {};
  context_->ssl.load_verify_file(ca_file, error);
  if (error) return "holds no certificates that can be read (PEM): " + error.message();
  X509_STORE* store = SSL_CTX_get_cert_store(ssl);
  if (holds_revocations(store))
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  return {};
}

Tls::Context& Tls::context() {
  // Without them nobody is trusted, and each connection says so.
  error_code ignored;
  if (std::exchange(awaits_system_, false)) context_->ssl.set_default_verify_paths(ignored);
  return *context_;
}

}  // namespace echatim

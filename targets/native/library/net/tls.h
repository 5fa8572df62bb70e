// Whom a client trusts: the system's certificates, or those of a file.

#ifndef ECHATIM_NET_TLS_H_
#define ECHATIM_NET_TLS_H_

#include <memory>
#include <string>

namespace echatim {

class Tls {
 public:
  struct Context;

  Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;
  ~Tls();

  // `ca_file`: "" for the system's certificates. Returns what is wrong with it, "" when nothing is.
  [[nodiscard]] std::string trust(const std::string& ca_file);

  [[nodiscard]] Context& context() { return *context_; }

 private:
  std::unique_ptr<Context> context_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_TLS_H_

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

  // For a connection. The first call reads the system's certificates, some 140: clients without TLS
  // need not wait for that.
  [[nodiscard]] Context& context();

 private:
  std::unique_ptr<Context> context_;
  bool awaits_system_ = false;
};

}  // namespace echatim

#endif  // ECHATIM_NET_TLS_H_

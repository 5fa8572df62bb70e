#ifndef ECHATIM_NET_TLS_CONTEXT_H_
#define ECHATIM_NET_TLS_CONTEXT_H_

#include <boost/asio/ssl/context.hpp>
#include <utility>

#include "net/tls.h"

namespace echatim {

struct Tls::Context {
  boost::asio::ssl::context ssl{boost::asio::ssl::context::tls_client};
};

}  // namespace echatim

#endif  // ECHATIM_NET_TLS_CONTEXT_H_

// What this folder's files have of Boost in common.

#ifndef ECHATIM_NET_IO_H_
#define ECHATIM_NET_IO_H_

#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>
#include <utility>  // before Asio, which uses std::exchange without it

#include "net/loop.h"

namespace echatim {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

struct Loop::Io {
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> guard{context.get_executor()};
};

}  // namespace echatim

#endif  // ECHATIM_NET_IO_H_

/*
 * libechatim for C++20: header-only, over echatim.h. README.md begins with examples.
 *
 *   client.hpp        Client: the connection, its operations and events
 *   config.hpp        Config, and the options of operations
 *   values.hpp        Message, Receipt, Answer, … : what operations and events give
 *   operation.hpp     Result, Done, Pending, Uncaught: how operations end
 *   subscription.hpp  Subscription: how long a handler stays
 *   error.hpp         Error and its classes
 *   json.hpp          single values out of JSON
 *
 * A program may include any of them alone. It links libechatim, by pkg-config or by CMake's
 * echatim::echatim, and needs nothing else.
 */
#ifndef ECHATIM_HPP
#define ECHATIM_HPP

#include "echatim/client.hpp"
#include "echatim/config.hpp"
#include "echatim/error.hpp"
#include "echatim/json.hpp"
#include "echatim/operation.hpp"
#include "echatim/subscription.hpp"
#include "echatim/values.hpp"

#endif

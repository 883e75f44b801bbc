// How the listener waits: an operation's error is its result, not an exception.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/base/async.hpp"

namespace uag::http {

inline constexpr auto awaited = boost::asio::as_tuple(boost::asio::use_awaitable_t<Executor>{});

}  // namespace uag::http

// Answers as gzip (RFC 1952), for clients that ask for it and answers that allow it.
#pragma once

#include <cstddef>

#include "adapters/http/message.hpp"

namespace uag::http {

/// Sizes of a body in bytes between which compression pays: a smaller one fits a packet anyway, a larger one
/// would keep the thread from others for too long.
inline constexpr std::size_t min_compressed = 1024;
inline constexpr std::size_t max_compressed = std::size_t{1} << 20;

/// Replaces the body by its gzip form and says so in Content-Encoding, if `reply.may_compress`, the client
/// accepts gzip and the size is within the bounds. An ETag becomes a weak one: the bytes are others (RFC 9110
/// 8.8.1). Without memory the body stays as it is.
void compress(const HttpRequest& request, HttpReply& reply);

}  // namespace uag::http

// Query strings: what is read of them is well-formed text.
#include "adapters/http/query.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(query) {
    const auto decoded = uag::http::percent_decode(bytes);
    if (decoded) FUZZ_HOLDS(uag::is_utf8(*decoded) && decoded->size() <= bytes.size());
    const auto value = uag::http::query_value(bytes, "userId");
    if (!value.has_value()) FUZZ_HOLDS(value.error().code == uag::errc::malformed);
}

// The Authorization header: read, or refused as a session; never taken for something that it is not.
#include "adapters/rest/authorization.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(authorization) {
    using Kind = uag::Evidence::Kind;
    const auto evidence = uag::rest::parse_authorization(bytes);
    if (!evidence.has_value()) {
        FUZZ_HOLDS(evidence.error().code == uag::errc::session);
        return;
    }
    FUZZ_HOLDS((evidence->kind == Kind::none) == bytes.empty());
    FUZZ_HOLDS(bytes.size() <= uag::rest::max_authorization);
    if (evidence->kind == Kind::basic) {
        FUZZ_HOLDS(uag::is_utf8(evidence->user_name) && uag::is_utf8(evidence->secret.reveal()));
        FUZZ_HOLDS(evidence->user_name.find(':') == std::string::npos);
    }
}

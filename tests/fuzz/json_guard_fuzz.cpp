// What the guard accepts, another strict parser accepts; and every carrier survives being read from it.
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/operations.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(json_guard) {
    std::string text(bytes);
    uag::json::Body body;
    const auto parsed = body.parse(text, uag::JsonLimits{});
    if (!parsed.has_value()) {
        FUZZ_HOLDS(parsed.error().code == uag::errc::malformed);
        return;
    }
    FUZZ_HOLDS(nlohmann::json::accept(bytes));
    for (const uag::Operation& operation : uag::operations(uag::Service::user)) {
        uag::Object request = uag::make_object(operation.request());
        const auto decoded = uag::json::decode_object(operation.request(), body.root(), request.get());
        if (!decoded.has_value()) continue;
        std::string out;
        uag::json::encode_object(operation.request(), request.get(), out);
        FUZZ_HOLDS(nlohmann::json::accept(out));
    }
}

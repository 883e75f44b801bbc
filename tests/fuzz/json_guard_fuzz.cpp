// What the guard accepts, another strict parser accepts; and every carrier survives being read from it.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/agent/operations.hpp"
#include "fuzz/target.hpp"

namespace {

// The text without comments and without a comma before a closing bracket: what our guard allows beside RFC 8259.
std::string plain_json(std::string_view lax) {
    std::string plain;
    bool in_text = false;
    for (std::size_t i = 0; i < lax.size(); ++i) {
        const char c = lax[i];
        const char next = i + 1 < lax.size() ? lax[i + 1] : '\0';
        if (in_text) {
            plain += c;
            if (c == '\\' && next != '\0') plain += lax[++i];
            in_text = c != '"';
        } else if (c == '/' && next == '*') {
            const std::size_t end = lax.find("*/", i + 2);
            if (end == std::string_view::npos) return std::string(lax);
            i = end + 1;
        } else if (c == '/' && next == '/') {
            i = std::min(lax.find('\n', i), lax.size());
        } else {
            if (c == ']' || c == '}') {
                const std::size_t last = plain.find_last_not_of(" \t\r\n");
                if (last != std::string::npos && plain[last] == ',') plain.erase(last, 1);
            }
            plain += c;
            in_text = c == '"';
        }
    }
    return plain;
}

}  // namespace

FUZZ_TARGET(json_guard) {
    std::string text(bytes);
    uag::json::Body body;
    const auto parsed = body.parse(text, uag::JsonLimits{});
    if (!parsed.has_value()) {
        FUZZ_HOLDS(parsed.error().code == uag::errc::malformed);
        return;
    }
    FUZZ_HOLDS(nlohmann::json::accept(plain_json(bytes)));
    for (const uag::Operation& operation : uag::operations(uag::Service::user)) {
        uag::Object request = uag::make_object(operation.request());
        const auto decoded = uag::json::decode_object(operation.request(), body.root(), request.get());
        if (!decoded.has_value()) continue;
        std::string out;
        uag::json::encode_object(operation.request(), request.get(), out);
        FUZZ_HOLDS(nlohmann::json::accept(out));
    }
}

// What holds of every answer that a client side reads.
#pragma once

#include <string_view>

#include "adapters/client/call_result.hpp"
#include "fuzz/target.hpp"

namespace uag::fuzz {

inline client::Response response(unsigned status, std::string_view type, std::string_view body) {
    client::Response made;
    made.status = status;
    made.fields.emplace_back("Content-Type", type);
    made.body = body;
    return made;
}

inline void judge(const client::CallResult& result, std::string_view bytes) {
    using Kind = client::CallResult::Kind;
    FUZZ_HOLDS(result.raw.body == bytes);
    FUZZ_HOLDS((result.kind == Kind::success) == (result.answer != nullptr));
    FUZZ_HOLDS(result.kind != Kind::unreadable || !result.findings.empty());
    FUZZ_HOLDS(result.findings.items().size() <= client::most_findings);
    for (const client::Finding& finding : result.findings.items()) {
        FUZZ_HOLDS(!finding.path.empty() && finding.path.size() < 4096 && finding.text.size() < 4096);
        // The check lets nothing through that the codec stumbles over.
        FUZZ_HOLDS(finding.text != "cannot be read");
        for (const char c : finding.path) FUZZ_HOLDS(c >= ' ' && c <= '~');
    }
}

}  // namespace uag::fuzz

// The head of a request: whatever passes has one reading, and Beast's parser takes it too.
#include "fuzz/target.hpp"
#include "server/http/framing.hpp"

FUZZ_TARGET(framing) {
    const uag::http::FramingLimits limits;
    const uag::http::Framing framing = uag::http::judge_head(bytes, limits);
    FUZZ_HOLDS((framing.status == 0) == framing.problem.empty());
    const std::string_view partial = uag::http::path_of_partial_head(bytes);
    FUZZ_HOLDS(partial.size() <= bytes.size());
    if (framing.status != 0) return;
    FUZZ_HOLDS(bytes.ends_with("\r\n\r\n"));
    FUZZ_HOLDS(bytes.size() <= limits.header_bytes && framing.fields <= limits.header_fields);
    FUZZ_HOLDS(bytes.find('\0') == std::string_view::npos);
    FUZZ_HOLDS(!(framing.chunked && framing.content_length));
    FUZZ_HOLDS(!framing.path.empty() && framing.path.front() == '/');
    FUZZ_HOLDS(framing.http10 || !framing.method.empty());
}

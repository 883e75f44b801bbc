// The head of a request: whatever passes has one reading, and Beast's parser takes it too.
#include "fuzz/target.hpp"
#include "server/http/framing.hpp"
#include "support/beast_reading.hpp"

FUZZ_TARGET(framing) {
    const uag::http::FramingLimits limits;
    uag::http::HeaderFields fields;
    const uag::http::Framing framing = uag::http::judge_head(bytes, limits, fields);
    FUZZ_HOLDS((framing.status == 0) == framing.problem.empty());
    FUZZ_HOLDS(framing.status == 0 || fields.empty());
    const std::string_view partial = uag::http::path_of_partial_head(bytes);
    FUZZ_HOLDS(partial.size() <= bytes.size());
    if (framing.status != 0) return;
    FUZZ_HOLDS(bytes.ends_with("\r\n\r\n"));
    FUZZ_HOLDS(bytes.size() <= limits.header_bytes && framing.fields <= limits.header_fields);
    FUZZ_HOLDS(bytes.find('\0') == std::string_view::npos);
    FUZZ_HOLDS(!(framing.chunked && framing.content_length));
    FUZZ_HOLDS(!framing.path.empty() && framing.path.front() == '/');
    FUZZ_HOLDS(framing.http10 || !framing.method.empty());
    const uag::test::BeastReading theirs(bytes);
    FUZZ_HOLDS(theirs.is_header_done() && theirs.rest().empty());
    FUZZ_HOLDS(theirs.fields().size() == framing.fields && fields.size() == framing.fields);
    for (std::size_t i = 0; i < fields.size(); ++i)
        FUZZ_HOLDS(theirs.fields()[i].first == fields[i].first && theirs.fields()[i].second == fields[i].second);
    FUZZ_HOLDS(theirs.chunked() == framing.chunked);
}

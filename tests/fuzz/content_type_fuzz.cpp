// Content-Type and Accept, as both adapters read them.
#include "adapters/rest/data_format.hpp"
#include "adapters/soap/content_type.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(content_type) {
    const auto soap = uag::soap::parse_content_type(bytes);
    if (soap) FUZZ_HOLDS(soap->name.find('/') != std::string_view::npos);
    const auto media = uag::rest::read_content_type(bytes);
    if (media) {
        FUZZ_HOLDS(media->name.find('/') != std::string_view::npos);
        FUZZ_HOLDS(bytes.size() <= uag::http::max_media_header);
    }
    const uag::rest::DataFormat wanted = uag::rest::wanted_data(bytes);
    FUZZ_HOLDS(!uag::rest::content_type(wanted).empty());
    (void)uag::rest::wants_problem(bytes);
    (void)uag::rest::wants_html(bytes, false);
}

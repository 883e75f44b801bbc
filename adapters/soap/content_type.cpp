#include "adapters/soap/content_type.hpp"

#include "core/base/text.hpp"

namespace uag::soap {

std::optional<http::MediaType> parse_content_type(std::string_view text) {
    std::optional<http::MediaType> type = http::parse_media_type(text);
    const bool irregular = type && (type->is_malformed || type->repeats_charset || type->repeats_action);
    return irregular ? std::nullopt : type;
}

bool is_soap12_type(std::string_view text) { return ascii_iequals(http::media_name(text), "application/soap+xml"); }

}  // namespace uag::soap

#include "adapters/rest/page_links.hpp"

#include "adapters/rest/query.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

// The query without `$skip`; nothing of what cannot stand in a text.
std::string without_skip(std::string_view query) {
    std::string kept;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        const auto name = percent_decode(pair.substr(0, pair.find('=')));
        if (pair.empty() || !name || ascii_iequals(*name, "$skip") || !is_utf8(pair)) continue;
        (kept += pair) += '&';
    }
    return kept;
}

}  // namespace

std::string select_columns(std::string_view names) {
    if (trim(names).empty()) return {};
    std::string members = "odata.metadata,odata.nextLink,value/PrimaryKey,value/EntityName";
    while (!names.empty()) {
        const std::size_t end = names.find(',');
        const std::string_view name = trim(names.substr(0, end));
        names = end == std::string_view::npos ? std::string_view{} : names.substr(end + 1);
        if (!name.empty()) (members += ",value/") += name;
    }
    return members;
}

void link_page(std::string_view api, std::string_view path, std::string_view query, UserPage& page) {
    const std::string v1 = std::string(api) + "/v1/";
    page.metadata = v1 + "archive$metadata";
    if (!page.next_link.has_value()) return;
    page.next_link = v1 + std::string(path) + '?' + without_skip(query) + "$skip=" + page.next_link.text;
}

}  // namespace uag::rest

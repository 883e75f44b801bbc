#include "adapters/soap/wsdl_get.hpp"

#include <charconv>

#include "adapters/html/page_frame.hpp"
#include "adapters/soap/help_page.hpp"
#include "adapters/soap/names.hpp"
#include "adapters/soap/wsdl.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

enum class Document : std::uint8_t { help, single, split, schema, missing };

struct Wish {
    Document document = Document::help;
    std::size_t index = 0;  ///< of the schema
};

// "12" of "xsd12".
bool take_index(std::string_view value, std::string_view stem, std::size_t& index) {
    if (value.size() <= stem.size() || !ascii_iequals(value.substr(0, stem.size()), stem)) return false;
    value.remove_prefix(stem.size());
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), index);
    return error == std::errc{} && stop == value.data() + value.size();
}

Wish wish_of(std::string_view parameter) {
    const std::size_t equals = parameter.find('=');
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? std::string_view{} : parameter.substr(equals + 1);
    std::size_t index = 0;
    if (ascii_iequals(name, "singleWsdl")) return {Document::single, 0};
    if (ascii_iequals(name, "wsdl")) {
        if (value.empty()) return {Document::single, 0};
        return {take_index(value, "wsdl", index) && index == 0 ? Document::split : Document::missing, 0};
    }
    if (!ascii_iequals(name, "xsd")) return {};
    return take_index(value, "xsd", index) ? Wish{Document::schema, index} : Wish{Document::missing, 0};
}

// The first parameter that asks for a document.
Wish read_query(std::string_view query) {
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const Wish wish = wish_of(query.substr(0, end));
        if (wish.document != Document::help) return wish;
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return {};
}

}  // namespace

void answer_service_get(const SoapTarget& target, std::string_view query, std::string_view address, HttpReply& reply) {
    const auto [service, version] = target;
    const Wish wish = read_query(query);
    std::optional<std::string> document;
    if (wish.document == Document::single) document = soap::write_wsdl(service, version, address);
    if (wish.document == Document::split) document = soap::write_wsdl(service, version, address, soap::WsdlForm::split);
    if (wish.document == Document::schema) document = soap::write_schema(service, version, address, wish.index);
    if (document) {
        reply.status = 200;
        reply.content_type = soap::content_type(soap::SoapVersion::soap11);
        reply.may_compress = true;
        reply.body += *document;
        return;
    }
    reply.status = wish.document == Document::help ? 200 : 404;
    reply.content_type = "text/html; charset=utf-8";
    reply.may_compress = true;
    reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
    soap::write_help_page(service, version, address, reply.body);
}

}  // namespace uag

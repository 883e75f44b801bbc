#include "adapters/soap/client_dialect.hpp"

#include <limits>

#include "adapters/soap/codec.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/xml/chars.hpp"
#include "core/base/datetime.hpp"

namespace uag::soap {
namespace {

// What passed the check is read; anything else would be a difference between the two, which fuzzing looks for.
bool decoded(const ClientDialect& dialect, const TypeInfo& type, pugi::xml_node element, Namespaces& namespaces,
             const client::Path& path, void* object, client::Findings& findings) {
    const DecodeRules rules{dialect.version(), std::numeric_limits<std::size_t>::max()};
    if (decode(type, element, namespaces, rules, object).has_value()) return true;
    findings.add(client::FindingKind::unreadable, path, "cannot be read");
    return false;
}

bool is_value(const TypeInfo& type, Kind wire, std::string_view text, Version version) {
    switch (wire) {
        case Kind::boolean: return parse_boolean(text).has_value();
        case Kind::int16: return parse_short(text).has_value();
        case Kind::int32: return parse_int(text).has_value();
        case Kind::datetime: return parse_datetime(xml::trim_space(text)).has_value();
        case Kind::bytes: return parse_base64(text).has_value();
        case Kind::enumeration: return parse_enum(type, text, version).has_value();
        default: return true;
    }
}

}  // namespace

std::optional<std::string_view> ClientDialect::uri_of(TypeSpace space) const {
    switch (space) {
        case TypeSpace::arrays: return arrays_uri;
        case TypeSpace::cryptography: return cryptography_uri;
        default: return service_uri(version_);
    }
}

client::Fit ClientDialect::fit(const TypeInfo& type, Kind wire, std::string_view text) const {
    if (!is_value(type, wire, text, version_)) return client::Fit::none;
    const bool is_exact = wire != Kind::datetime || client::is_date_time(xml::trim_space(text));
    return is_exact ? client::Fit::exact : client::Fit::lenient;
}

bool read_value(const ClientDialect& dialect, const TypeInfo& type, pugi::xml_node element, Namespaces& namespaces,
                client::Path& path, void* object, client::Findings& findings) {
    client::XmlCheck check(dialect, findings);
    return check.value(type, type.kind, element, path) &&
           decoded(dialect, type, element, namespaces, path, object, findings);
}

bool read_message(const ClientDialect& dialect, const TypeInfo& type, pugi::xml_node element, Namespaces& namespaces,
                  client::Path& path, void* object, client::Findings& findings) {
    client::XmlCheck check(dialect, findings);
    return check.message(type, element, path) && decoded(dialect, type, element, namespaces, path, object, findings);
}

}  // namespace uag::soap

#include "adapters/rest/client_body.hpp"

#include "adapters/client/xml_check.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/json_check.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/xml/document.hpp"
#include "core/base/secret.hpp"

namespace uag::rest {
namespace {

using client::FindingKind;
using client::Fit;

// No namespace is described, and no order.
class RestDialect final : public client::XmlDialect {
public:
    bool has(const FieldInfo&) const override { return true; }
    std::string_view name_of(const FieldInfo& field) const override { return field.name_in_rest(); }
    Kind wire_kind(const FieldInfo& field) const override { return field.type().kind; }
    std::optional<std::string_view> uri_of(TypeSpace) const override { return std::nullopt; }
    bool is_ordered() const override { return false; }
    bool folds_keys() const override { return true; }
    Fit fit(const TypeInfo& type, Kind, std::string_view text) const override {
        if (!is_xml_value(type, text)) return Fit::none;
        if (type.kind == Kind::datetime) return client::is_date_time(text) ? Fit::exact : Fit::lenient;
        if (type.kind == Kind::enumeration) return is_answer_word(type, text) ? Fit::exact : Fit::lenient;
        return Fit::exact;
    }
};

}  // namespace

ClientBody::~ClientBody() {
    wipe(bytes_);
    wipe(converted_);
}

bool ClientBody::parse_json(Charset charset, const JsonLimits& limits, const client::Path& path,
                            client::Findings& findings) {
    const bool has_mark = has_byte_order_mark(bytes_);
    const auto text = to_utf8(bytes_, charset, converted_);
    // Before it is parsed in place.
    std::vector<std::string_view> lax;
    if (text.has_value()) lax = json::laxities_in({text->data(), text->size()});
    if (!text.has_value() || text->empty() || !json_.parse(*text, limits).has_value()) {
        findings.add(FindingKind::unreadable, path, "is no JSON that is read here");
        return false;
    }
    // RFC 8259 8.1. A charset that is stated is judged with its field.
    if (has_mark) lax.emplace_back("begins with a byte order mark");
    if (charset == Charset::unstated && !converted_.empty()) lax.emplace_back("is not in UTF-8");
    for (const std::string_view phrase : lax)
        findings.add(FindingKind::wrong_syntax, path, std::string(phrase), client::digest_of(0, phrase));
    return true;
}

bool ClientBody::parse_xml(Charset charset, const xml::XmlLimits& limits, const client::Path& path,
                           client::Findings& findings) {
    is_xml_ = true;
    if (!bytes_.empty() && xml::read_document(bytes_, charset, limits, converted_, xml_).has_value()) return true;
    findings.add(FindingKind::unreadable, path, "is no XML that is read here");
    return false;
}

bool ClientBody::read(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings) {
    return is_xml_ ? read_xml(type, slot, path, findings) : read_json(type, slot, path, findings);
}

// What passed the check is read; anything else would be a difference between the two, which fuzzing looks for.
bool ClientBody::read_json(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings) {
    check_json(type, json_.root(), path, findings);
    if (json::decode_answer(type, json_.root(), slot).has_value()) return true;
    findings.add(FindingKind::unreadable, path, "cannot be read");
    return false;
}

bool ClientBody::read_xml(const TypeInfo& type, void* slot, client::Path& path, client::Findings& findings) {
    const pugi::xml_node root = xml_.document_element();
    const std::string_view name = client::local_name(root.name());
    if (name != type.name)
        findings.add(FindingKind::unknown_member, path, "has the element " + client::shown(name) + " for its own");
    const RestDialect dialect;
    if (!client::XmlCheck(dialect, findings).value(type, type.kind, root, path)) return false;
    if (decode_answer_xml(type, root, slot).has_value()) return true;
    findings.add(FindingKind::unreadable, path, "cannot be read");
    return false;
}

}  // namespace uag::rest

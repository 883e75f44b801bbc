#include "adapters/soap/envelope.hpp"

#include <optional>

#include "adapters/soap/headers.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/xml/chars.hpp"

namespace uag::soap {
namespace {

using Verdict = boost::system::result<void, Fault>;

Fault client(MessageId text) { return {FaultCode::client, text, 0, {}, {}, {}}; }

Space space_of(SoapVersion version) { return version == SoapVersion::soap11 ? Space::envelope11 : Space::envelope12; }

bool is_blank(std::string_view text) { return xml::trim_space(text).empty(); }

// The value of an attribute in the envelope's namespace.
std::optional<std::string_view> envelope_attribute(const pugi::xml_node& element, std::string_view local, Space space,
                                                   const Namespaces& namespaces) {
    for (pugi::xml_attribute attribute = element.first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const std::string_view qualified = attribute.name();
        if (is_declaration(qualified)) continue;
        const Name name = split(qualified);
        if (name.local == local && namespaces.of_attribute(name) == space) return std::string_view(attribute.value());
    }
    return std::nullopt;
}

// Calls `visit(child, name)` for each child element, its declarations entered; refuses text between them.
template <class Visit> Verdict each_child(const pugi::xml_node& parent, Namespaces& namespaces, Visit visit) {
    if (!is_blank(parent.value())) return client("There is text where the SOAP envelope has elements only.");
    pugi::xml_node next;
    for (pugi::xml_node child = parent.first_child(); child; child = next) {
        next = child.next_sibling();  // the visitor may take the child away
        if (child.type() != pugi::node_element) {
            if (!is_blank(child.value())) return client("There is text where the SOAP envelope has elements only.");
            continue;
        }
        const Scope scope(namespaces, child);
        Verdict verdict = visit(child, split(child.name()));
        if (!verdict.has_value()) return verdict;
    }
    return {};
}

Verdict place_child(Envelope& envelope, const pugi::xml_node& child, const Name& name, Space space,
                    const Namespaces& namespaces) {
    const Space where = namespaces.of_element(name);
    if (envelope.body) return client("There is an element after the SOAP Body.");
    if (where == space && name.local == "Header") {
        if (envelope.header) return client("There is more than one SOAP Header.");
        envelope.header = child;
    } else if (where == space && name.local == "Body") {
        envelope.body = child;
    } else if (where == Space::envelope11 || where == Space::envelope12 || where == Space::none) {
        return client("The SOAP Envelope has a child that is neither Header nor Body.");
    } else {
        envelope.has_others = true;
        envelope.has_loose = envelope.has_loose || (where == Space::service && is_own_header(name.local));
        return {};
    }
    return {};
}

Verdict find_operation_element(Envelope& envelope, Namespaces& namespaces) {
    const Scope scope(namespaces, envelope.body);
    Verdict verdict =
        each_child(envelope.body, namespaces, [&](const pugi::xml_node& child, const Name& name) -> Verdict {
            if (envelope.operation) return client("The SOAP Body has more than one child.");
            if (namespaces.of_element(name) == Space::none)
                return client("The child of the SOAP Body has no namespace.");
            envelope.operation = child;
            return {};
        });
    if (verdict.has_value() && !envelope.operation) return client("The SOAP Body is empty.");
    return verdict;
}

bool is_for_us(const pugi::xml_node& block, SoapVersion version, const Namespaces& namespaces) {
    const bool is11 = version == SoapVersion::soap11;
    const auto target = envelope_attribute(block, is11 ? "actor" : "role", space_of(version), namespaces);
    if (!target) return true;
    const std::string_view uri = xml::trim_space(*target);
    if (uri.empty()) return true;
    if (is11) return uri == "http://schemas.xmlsoap.org/soap/actor/next";
    return uri == "http://www.w3.org/2003/05/soap-envelope/role/next" ||
           uri == "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";
}

// Nothing if the attribute is no boolean. SOAP 1.1 knows 0 and 1 only, yet toolkits write its successor's true and false.
std::optional<bool> must_understand(const pugi::xml_node& block, SoapVersion version, const Namespaces& namespaces) {
    const auto text = envelope_attribute(block, "mustUnderstand", space_of(version), namespaces);
    if (!text) return false;
    return parse_boolean(*text);
}

Fault not_understood(const Name& name, const Namespaces& namespaces) {
    Fault fault{FaultCode::must_understand, {}, 0, {}, std::string(namespaces.uri(name.prefix)),
                std::string(name.local)};
    fault.text = Message::verbatim(
        "The header '" + fault.header_name + "' from the namespace '" + fault.header_uri +
        "' was not understood by the recipient of this message, causing the message to not be processed.");
    return fault;
}

}  // namespace

boost::system::result<SoapVersion, Fault> envelope_version(const pugi::xml_document& document, Namespaces& namespaces) {
    const pugi::xml_node root = document.document_element();
    const Name name = split(root.name());
    namespaces.enter(root);
    if (name.local != "Envelope") return client("The root element is not a SOAP Envelope.");
    const Space space = namespaces.of_element(name);
    if (space == Space::envelope11) return SoapVersion::soap11;
    if (space == Space::envelope12) return SoapVersion::soap12;
    return Fault{FaultCode::version_mismatch, "The Envelope is neither SOAP 1.1 nor SOAP 1.2.", 0, {}, {}, {}};
}

boost::system::result<Envelope, Fault> read_envelope(const pugi::xml_document& document, SoapVersion version,
                                                     Namespaces& namespaces) {
    const Space space = space_of(version);
    Envelope envelope;
    envelope.root = document.document_element();
    Verdict verdict = each_child(envelope.root, namespaces, [&](const pugi::xml_node& child, const Name& name) {
        return place_child(envelope, child, name, space, namespaces);
    });
    if (!verdict.has_value()) return verdict.error();
    if (!envelope.body) return client("The SOAP Envelope has no Body.");
    verdict = find_operation_element(envelope, namespaces);
    if (!verdict.has_value()) return verdict.error();
    return envelope;
}

boost::system::result<void, Fault> check_headers(Envelope& envelope, SoapVersion version, Namespaces& namespaces) {
    const Space space = space_of(version);
    const auto check = [&](pugi::xml_node parent) {
        return each_child(parent, namespaces, [&](const pugi::xml_node& block, const Name& name) -> Verdict {
            const Space where = namespaces.of_element(name);
            if (where == space) return {};  // Header and Body themselves
            const bool is_own = where == Space::service && is_own_header(name.local);
            if (block.first_attribute()) {
                const auto must = must_understand(block, version, namespaces);
                if (!must) return client("The attribute mustUnderstand has a value that SOAP does not allow.");
                if (!is_for_us(block, version, namespaces)) {
                    parent.remove_child(block);
                    return {};
                }
                if (*must && !is_own) return not_understood(name, namespaces);
            }
            return {};
        });
    };
    Verdict verdict;
    if (envelope.has_others) verdict = check(envelope.root);
    if (!verdict.has_value() || !envelope.header) return verdict;
    const Scope scope(namespaces, envelope.header);
    return check(envelope.header);
}

}  // namespace uag::soap

#include "adapters/soap/client_answer.hpp"

#include <algorithm>
#include <utility>

#include "adapters/soap/client_dialect.hpp"
#include "adapters/soap/client_fault.hpp"
#include "adapters/soap/content_type.hpp"
#include "adapters/soap/envelope.hpp"
#include "adapters/soap/headers.hpp"
#include "adapters/soap/wsdl_contract.hpp"
#include "adapters/xml/document.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::soap {
namespace {

using client::CallResult;
using client::FindingKind;

class AnswerReader {
public:
    AnswerReader(const ClientFace& face, CallResult& outcome)
        : face_(face), outcome_(outcome), dialect_(face.version), namespaces_(face.version), bytes_(outcome.raw.body) {}
    ~AnswerReader() {
        wipe(bytes_);
        wipe(converted_);
        wipe_secrets(type_of<ResponseHeaders>(), &headers_);
    }
    AnswerReader(const AnswerReader&) = delete;
    AnswerReader& operator=(const AnswerReader&) = delete;

    void read(const xml::XmlLimits& limits) {
        if (!parse(read_content_type(), limits)) return;
        Envelope envelope;
        if (!open(envelope)) return;
        const Scope in_body(namespaces_, envelope.body);
        const Name name = split(envelope.operation.name());
        const Scope in_operation(namespaces_, envelope.operation);
        const Space space = namespaces_.of_element(name);
        if (name.local == "Fault" && (space == Space::envelope11 || space == Space::envelope12))
            return fault(envelope.operation);
        const bool has_error = read_headers(envelope.header);
        judge_status(outcome_.raw.status == 200, "is not 200, as that of every answer but a Fault");
        body(envelope.operation, name, space, has_error);
    }

private:
    CallResult::Kind& kind() { return outcome_.kind; }
    void found(FindingKind what, std::string path, std::string text) {
        outcome_.findings.add(what, std::move(path), std::move(text));
    }
    void judge_status(bool is_right, const char* text) {
        if (!is_right) found(FindingKind::wrong_status, std::to_string(outcome_.raw.status), text);
    }

    Charset read_content_type() {
        const std::string_view header = outcome_.raw.field("Content-Type");
        const auto type = parse_content_type(header);
        const std::string_view expected = face_.soap == SoapVersion::soap11 ? "text/xml" : "application/soap+xml";
        if (!type || !ascii_iequals(type->name, expected))
            found(FindingKind::wrong_media, "Content-Type",
                  "is '" + client::shown(header) + "' and not " + std::string(expected));
        if (!type) return Charset::unstated;
        const auto charset = find_charset(type->charset);
        // BP 1.1 R1012.
        if (!charset || charset == Charset::windows1252)
            found(FindingKind::wrong_media, "Content-Type",
                  "has the charset '" + client::shown(type->charset) + "', which is neither UTF-8 nor UTF-16");
        return charset.value_or(Charset::unstated);
    }

    // In a copy: the bytes as they came are the caller's.
    bool parse(Charset charset, const xml::XmlLimits& limits) {
        if (bytes_.empty()) {
            found(FindingKind::unreadable, "Envelope", "is not there: the answer has no body");
            return false;
        }
        const auto read = xml::read_document(bytes_, charset, limits, converted_, document_);
        if (read.has_value()) return true;
        found(FindingKind::unreadable, "Envelope",
              "is no XML that is read here, from byte " + std::to_string(read.error().offset) + " on");
        return false;
    }

    bool open(Envelope& envelope) {
        const auto version = envelope_version(document_, namespaces_);
        if (!version.has_value()) {
            found(FindingKind::unreadable, "Envelope", "is none of SOAP's");
            return false;
        }
        soap_ = *version;
        if (soap_ != face_.soap) found(FindingKind::contradiction, "Envelope", "is of the other version of SOAP");
        const auto parts = read_envelope(document_, soap_, namespaces_);
        if (!parts.has_value()) {
            found(FindingKind::unreadable, "Envelope", "has not one Body with one element of some namespace in it");
            return false;
        }
        envelope = *parts;
        return true;
    }

    void fault(pugi::xml_node element) {
        kind() = CallResult::Kind::error;
        judge_status(outcome_.raw.status >= 400, "is that of a success, and the answer is a Fault");
        read_fault(element, soap_, namespaces_, outcome_);
    }

    // SOAP's own attributes may stand on any block of the header.
    void drop_envelope_attributes(pugi::xml_node block) const {
        pugi::xml_attribute next;
        for (pugi::xml_attribute attribute = block.first_attribute(); attribute; attribute = next) {
            next = attribute.next_attribute();
            const Space space = namespaces_.of_attribute(split(attribute.name()));
            if (space == Space::envelope11 || space == Space::envelope12) block.remove_attribute(attribute);
        }
    }

    // False: it is not to be read. Blocks of others are none of our business.
    bool judge_block(pugi::xml_node block, std::vector<bool>& seen) {
        const Scope scope(namespaces_, block);
        const Name name = split(block.name());
        if (namespaces_.of_element(name) != Space::service) return false;
        client::Path path("Header");
        const client::Path::Step step(path, name.local);
        const auto fields = type_of<ResponseHeaders>().fields;
        const auto field = std::ranges::find(fields, name.local, &FieldInfo::name);
        if (field == fields.end()) {
            outcome_.findings.add(FindingKind::unknown_member, path, "is no header of an answer");
            return false;
        }
        std::vector<bool>::reference is_seen = seen[static_cast<std::size_t>(field - fields.begin())];
        if (is_seen) {
            outcome_.findings.add(FindingKind::repeated_member, path, "stands more than once");
            return false;
        }
        is_seen = true;
        drop_envelope_attributes(block);
        const TypeInfo& type = field->type();
        return client::XmlCheck(dialect_, outcome_.findings).value(type, type.kind, block, path);
    }

    static bool has_block(pugi::xml_node header, std::string_view local) {
        return header.find_child([local](const pugi::xml_node& block) { return split(block.name()).local == local; });
    }

    // True if they tell an error.
    bool read_headers(pugi::xml_node header) {
        const TypeInfo& type = type_of<ResponseHeaders>();
        std::vector<bool> seen(type.fields.size());
        const Scope scope(namespaces_, header);
        pugi::xml_node next;
        for (pugi::xml_node block = header.first_child(); block; block = next) {
            next = block.next_sibling();
            if (block.type() != pugi::node_element || !judge_block(block, seen)) header.remove_child(block);
        }
        for (std::size_t at = 0; at < seen.size(); ++at)
            if (!seen[at])
                found(FindingKind::missing_member, "Header." + std::string(type.fields[at].name),
                      "is a header of every answer and missing");
        if (!header || !decode(type, header, namespaces_, {face_.version}, &headers_).has_value()) return false;
        return take_headers(has_block(header, "Succeeded"));
    }

    bool take_headers(bool has_succeeded) {
        if (has_succeeded) outcome_.succeeded = headers_.succeeded;
        if (headers_.time_zone.has_value()) outcome_.time_zone = headers_.time_zone->so_time_zone_location_code.text;
        for (const auto& pair : headers_.extra_info.items)
            outcome_.extra_info.emplace_back(pair.key.text, pair.value.text);
        const bool has_exception = headers_.exception_info.has_value();
        if (outcome_.succeeded == has_exception)
            found(FindingKind::contradiction, "Header.Succeeded",
                  has_exception ? "is true beside an ExceptionInfo" : "is false without an ExceptionInfo");
        if (has_exception) read_exception(*headers_.exception_info, outcome_.failure);
        return has_exception || outcome_.succeeded == false;
    }

    // That of an error has default members, which are judged too.
    void body(pugi::xml_node element, const Name& name, Space space, bool has_error) {
        if (has_error) kind() = CallResult::Kind::error;
        const std::string expected = response_element(*outcome_.operation);
        if (name.local != expected)
            return found(FindingKind::unknown_member, client::shown(name.local), "stands for " + expected);
        if (space != Space::service)
            return found(FindingKind::wrong_namespace, expected, "stands in another namespace");
        const TypeInfo& type = outcome_.operation->response();
        Object answer = make_object(type);
        client::Path path(expected);
        const bool is_read = read_message(dialect_, type, element, namespaces_, path, answer.get(), outcome_.findings);
        if (has_error || !is_read) return wipe_secrets(type, answer.get());
        kind() = CallResult::Kind::success;
        outcome_.answer = std::move(answer);
    }

    const ClientFace face_;
    CallResult& outcome_;
    const ClientDialect dialect_;
    Namespaces namespaces_;
    SoapVersion soap_ = SoapVersion::soap11;
    std::string bytes_;
    std::string converted_;  // the body, if it did not come as UTF-8
    pugi::xml_document document_;
    ResponseHeaders headers_;
};

}  // namespace

client::CallResult read_answer(const Operation& operation, const ClientFace& face, client::Response response,
                               const xml::XmlLimits& limits) {
    CallResult outcome = client::begin_result(operation, face.version, std::move(response));
    AnswerReader(face, outcome).read(limits);
    return outcome;
}

}  // namespace uag::soap

#include "adapters/rest/client_answer.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "adapters/http/errors.hpp"
#include "adapters/rest/error_object.hpp"
#include "adapters/rest/time_zone_header.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

using client::CallResult;
using client::FindingKind;

// What our own server would write with this status, type and source; with fewer of them where that of no error fits.
client::CodeSet codes_of(const client::Failure& failure, unsigned status) {
    client::CodeSet codes = client::codes_where([&](errc code) {
        const ErrorForm& form = form_of(code);
        return form.status == status && form.rest_type == failure.type && form.rest_source == failure.source;
    });
    if (codes.empty())
        codes = client::codes_where([&](errc code) {
            const ErrorForm& form = form_of(code);
            return form.status == status && form.rest_type == failure.type;
        });
    if (codes.empty()) codes = client::codes_where([&](errc code) { return form_of(code).status == status; });
    return codes;
}

void take_messages(const List<StringKeyValuePair>& messages, client::Failure& failure) {
    for (const StringKeyValuePair& pair : messages.items) failure.messages.emplace_back(pair.key.text, pair.value.text);
}

enum class Media : std::uint8_t { json, xml, problem, other };

class AnswerReader {
public:
    AnswerReader(const ClientFace& face, CallResult& outcome, const AnswerLimits& limits)
        : face_(face), outcome_(outcome), limits_(limits), body_(outcome.raw.body) {}

    void read() {
        outcome_.time_zone = trim_blanks(first_part(outcome_.raw.field(time_zone_header)));
        const unsigned status = outcome_.raw.status;
        if (status >= 400 && status < 600) return error();
        if (status == 204) return nothing();
        if (status < 200 || status >= 300)
            return found(FindingKind::unreadable, std::to_string(status), "is neither a success nor an error");
        value();
    }

private:
    static std::string_view first_part(std::string_view text) { return text.substr(0, text.find_first_of(",;")); }
    void found(FindingKind kind, std::string path, std::string text) {
        outcome_.findings.add(kind, std::move(path), std::move(text));
    }
    std::string root() const { return std::string(outcome_.operation->name) + "Response"; }

    void nothing() {
        const std::string path = root();
        if (!outcome_.operation->is_void())
            found(FindingKind::wrong_status, path, "is left out by 204, and the operation has an answer");
        if (!outcome_.raw.body.empty()) found(FindingKind::wrong_status, path, "has a body beside the status 204");
        outcome_.kind = CallResult::Kind::success;
        outcome_.answer = make_object(outcome_.operation->response());
    }

    void value() {
        const TypeInfo& type = outcome_.operation->response();
        client::Path path(root());
        if (outcome_.raw.status != 200 || outcome_.operation->is_void())
            outcome_.findings.add(FindingKind::wrong_status, path,
                                  "comes with the status " + std::to_string(outcome_.raw.status) + " and not with " +
                                      (outcome_.operation->is_void() ? "204" : "200"));
        Object answer = make_object(type);
        if (!outcome_.operation->is_void()) {
            const Media media = read_media(is_xml(face_.answer) ? Media::xml : Media::json);
            if (media == Media::other || !parse(media, path)) return;
            const FieldInfo& field = type.fields.front();
            if (!body_.read(field.type(), field.slot(answer.get()), path, outcome_.findings)) return;
        }
        outcome_.kind = CallResult::Kind::success;
        outcome_.answer = std::move(answer);
    }

    bool parse(Media media, const client::Path& path) {
        if (media == Media::xml) return body_.parse_xml(charset_, limits_.xml, path, outcome_.findings);
        return body_.parse_json(charset_, limits_.json, path, outcome_.findings);
    }

    // Which of the three the body is, whatever was asked for.
    Media read_media(Media expected) {
        const std::string_view header = outcome_.raw.field("Content-Type");
        const auto type = read_content_type(header);
        const std::string_view name = type ? type->name : std::string_view();
        Media media = Media::other;
        if (ascii_iequals(name, "application/json") || ascii_iequals(name, "text/json")) media = Media::json;
        if (ascii_iequals(name, "application/xml") || ascii_iequals(name, "text/xml")) media = Media::xml;
        if (ascii_iequals(name, "application/problem+json")) media = Media::problem;
        if (media != expected)
            found(FindingKind::wrong_media, "Content-Type",
                  "is '" + client::shown(header) + "', which was not asked for");
        const auto charset = type ? find_charset(type->charset) : std::nullopt;
        const bool is_utf8 = charset == Charset::unstated || charset == Charset::utf8;
        if (type && !is_utf8 && media != Media::other)
            found(FindingKind::wrong_media, "Content-Type",
                  "has the charset '" + client::shown(type->charset) + "' and not UTF-8");
        charset_ = charset.value_or(Charset::unstated);
        return media;
    }

    void error() {
        outcome_.kind = CallResult::Kind::error;
        const Media data = is_xml(face_.answer) ? Media::xml : Media::json;
        const Media media = read_media(face_.problems ? Media::problem : data);
        client::Path path("ErrorObject");
        if (media != Media::other && parse(media, path)) {
            if (media == Media::problem)
                read_problem(path);
            else
                read_object(path);
        }
        outcome_.failure.codes = codes_of(outcome_.failure, outcome_.raw.status);
        // RFC 9110 15.5.2.
        if (outcome_.raw.status == 401 && outcome_.raw.field("WWW-Authenticate").empty())
            found(FindingKind::wrong_header, "WWW-Authenticate", "is missing beside the status 401");
    }

    void read_object(client::Path& path) {
        Box<ErrorObject> object;
        if (!body_.read(type_of<ErrorObject>(), &object, path, outcome_.findings)) return;
        if (!object.has_value()) return found(FindingKind::wrong_null, path.text(), "is null");
        if (!object->error) found(FindingKind::contradiction, "ErrorObject.Error", "is not true");
        outcome_.failure.type = object->error_type.text;
        outcome_.failure.source = object->error_source.text;
        outcome_.failure.message = object->message.text;
        take_messages(object->messages, outcome_.failure);
    }

    // Its further members are anybody's (RFC 9457, 3.2).
    void read_problem(client::Path& path) {
        Box<ProblemDetails> problem;
        client::Findings all;
        if (!body_.read(type_of<ProblemDetails>(), &problem, path, all) || !problem.has_value())
            return found(FindingKind::wrong_type, path.text(), "is no object");
        for (const client::Finding& finding : all.items())
            if (finding.kind != FindingKind::unknown_member) outcome_.findings.add(finding);
        if (problem->status != 0 && static_cast<unsigned>(problem->status) != outcome_.raw.status)
            found(FindingKind::contradiction, "ErrorObject.status", "is not the status of the answer");
        outcome_.failure.type = problem->error_type.text;
        outcome_.failure.source = problem->error_source.text;
        outcome_.failure.message = problem->detail.blank() ? problem->title.text : problem->detail.text;
        take_messages(problem->messages, outcome_.failure);
    }

    const ClientFace face_;
    CallResult& outcome_;
    const AnswerLimits& limits_;
    Charset charset_ = Charset::unstated;
    ClientBody body_;
};

}  // namespace

client::CallResult read_answer(const Operation& operation, const ClientFace& face, client::Response response,
                               const AnswerLimits& limits) {
    CallResult outcome = client::begin_result(operation, newest_version, std::move(response));
    AnswerReader(face, outcome, limits).read();
    return outcome;
}

}  // namespace uag::rest

#include "adapters/json/problem.hpp"

#include <algorithm>

#include "adapters/http/retry_after.hpp"
#include "adapters/http/status.hpp"
#include "adapters/json/writer.hpp"
#include "core/base/text.hpp"
#include "core/messages/words.hpp"

namespace uag::json {
namespace {

void append_messages(std::string& out, const ErrorFacts& facts) {
    if (facts.messages.empty()) return;
    append_name(out, "Messages");
    out += '{';
    for (const auto& [field, text] : facts.messages) {
        if (out.back() != '{') out += ',';
        append_string(out, field);
        out += ':';
        append_string(out, words(text, facts.language));
    }
    out += '}';
}

ErrorFacts facts_of(const ErrorForm& form, const Message& message) {
    return {form.status, form.rest_type, form.rest_source, message};
}

void write_object(const ErrorFacts& facts, HttpReply& reply) {
    reply.content_type = "application/json; charset=utf-8";
    std::string& out = reply.body;
    out += R"({"Error":true)";
    append_member(out, "ErrorType", facts.type);
    append_member(out, "Message", message_of(facts));
    append_member(out, "ErrorSource", facts.source);
    append_messages(out, facts);
    out += '}';
}

void write_problem(const ErrorFacts& facts, std::string_view path, HttpReply& reply) {
    reply.content_type = "application/problem+json";
    std::string& out = reply.body;
    out += R"({"type":"about:blank")";
    append_member(out, "title", http::reason_of(facts.status));
    append_name(out, "status");
    append_integer(out, facts.status);
    append_member(out, "detail", message_of(facts));
    if (is_utf8(path)) append_member(out, "instance", path);
    append_member(out, "ErrorType", facts.type);
    append_member(out, "ErrorSource", facts.source);
    append_messages(out, facts);
    out += '}';
}

}  // namespace

std::string message_of(const ErrorFacts& facts) {
    if (!facts.message.empty()) return words(facts.message, facts.language);
    if (facts.status < 500) return std::string(http::reason_of(facts.status));
    return words("The server could not answer the request.", facts.language);
}

ErrorFacts facts_of(Refused refusal, const Message& message) { return facts_of(form_of(refusal), message); }

ErrorFacts facts_of(const Error& error) {
    ErrorFacts facts = facts_of(form_of(error.code), error.public_text);
    facts.messages = error.messages;
    facts.retry_after = error.retry_after;
    return facts;
}

void write_error_head(const ErrorFacts& facts, HttpReply& reply) {
    reply.status = facts.status;
    add_retry_after(facts.status, facts.retry_after, reply);
}

void write_error(const ErrorFacts& facts, ErrorStyle style, std::string_view path, HttpReply& reply) {
    write_error_head(facts, reply);
    if (style == ErrorStyle::problem) return write_problem(facts, path, reply);
    write_object(facts, reply);
}

void write_error(const Error& error, ErrorStyle style, std::string_view path, HttpReply& reply) {
    write_error(facts_of(error), style, path, reply);
}

}  // namespace uag::json

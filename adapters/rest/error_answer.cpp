#include "adapters/rest/error_answer.hpp"

#include "adapters/rest/data_format.hpp"
#include "adapters/xml/writer.hpp"
#include "core/messages/words.hpp"

namespace uag::rest {
namespace {

void append_element_of_text(std::string& out, std::string_view name, std::string_view text) {
    xml::append_open(out, {}, name);
    xml::append_text(out, text);
    xml::append_close(out, {}, name);
}

void append_object(const json::ErrorFacts& facts, std::string& out) {
    xml::append_open(out, {}, "ErrorObject");
    append_element_of_text(out, "Error", "true");
    append_element_of_text(out, "ErrorType", facts.type);
    append_element_of_text(out, "Message", json::message_of(facts));
    append_element_of_text(out, "ErrorSource", facts.source);
    if (!facts.messages.empty()) {
        xml::append_open(out, {}, "Messages");
        for (const auto& [field, text] : facts.messages) {
            xml::append_open(out, {}, "StringKeyValuePair");
            append_element_of_text(out, "Key", field);
            append_element_of_text(out, "Value", words(text, facts.language));
            xml::append_close(out, {}, "StringKeyValuePair");
        }
        xml::append_close(out, {}, "Messages");
    }
    xml::append_close(out, {}, "ErrorObject");
}

void write(const json::ErrorFacts& facts, std::string_view accept, std::string_view path, HttpReply& reply) {
    if (wants_problem(accept)) return json::write_error(facts, json::ErrorStyle::problem, path, reply);
    const DataFormat format = wanted_data(accept);
    if (!is_xml(format)) return json::write_error(facts, json::ErrorStyle::object, path, reply);
    json::write_error_head(facts, reply);
    reply.content_type = content_type(format);
    append_object(facts, reply.body);
}

}  // namespace

void write_error(const json::ErrorFacts& facts, std::string_view accept, std::string_view path, Language language,
                 HttpReply& reply) {
    json::ErrorFacts shown = facts;
    shown.language = language;
    write(shown, accept, path, reply);
    if (language != Language::none) reply.headers.emplace_back("Content-Language", message_tag(language));
}

void write_error(const Error& error, const Schemes& schemes, std::string_view accept, std::string_view path,
                 Language language, HttpReply& reply) {
    write_error(json::facts_of(error), accept, path, language, reply);
    if (reply.status == 401) add_challenges(schemes, reply);
}

}  // namespace uag::rest

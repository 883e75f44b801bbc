#include "adapters/remote/server_face.hpp"

#include <algorithm>
#include <utility>

#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"

namespace uag::remote {
namespace {

constexpr std::string_view soap_word = "soap";
constexpr std::string_view generation_word = "Services";

// "Services84" as a face's word has it: "soap84".
std::string word_of_generation(const Generation& generation) {
    return std::string(soap_word) + std::string(generation.name.substr(generation_word.size()));
}

}  // namespace

std::string ServerFace::word() const {
    if (is_rest) {
        const bool answers_xml = rest::is_xml(rest.answer);
        if (rest.body == rest::BodyFormat::form) return answers_xml ? "rest/form>xml" : "rest/form";
        if (rest.body == rest::BodyFormat::xml) return answers_xml ? "rest/xml" : "rest/xml>json";
        return answers_xml ? "rest/json>xml" : "rest";
    }
    for (const Generation& generation : generations)
        if (generation.version == soap.version)
            return word_of_generation(generation) + (soap.soap == soap::SoapVersion::soap12 ? "/1.2" : "");
    return std::string(soap_word);
}

bool read_face(std::string_view word, ServerFace& face) {
    face = {};
    const std::size_t slash = word.find('/');
    const std::string_view kind = word.substr(0, slash);
    const std::string_view detail = slash == std::string_view::npos ? std::string_view() : word.substr(slash + 1);
    const bool is_detailed = slash != std::string_view::npos;
    if (kind == "rest") {
        if (!is_detailed || detail == "json") return true;
        face.rest.body = detail == "xml" ? rest::BodyFormat::xml : rest::BodyFormat::form;
        if (detail == "xml") face.rest.answer = rest::DataFormat::application_xml;
        return detail == "xml" || detail == "form";
    }
    const auto generation =
        std::ranges::find_if(generations, [&](const Generation& row) { return word_of_generation(row) == kind; });
    if (generation == generations.end()) return false;
    face.is_rest = false;
    face.soap.version = generation->version;
    if (detail == "1.2") face.soap.soap = soap::SoapVersion::soap12;
    return !is_detailed || detail == "1.1" || detail == "1.2";
}

client::Written write_request(const Operation& operation, const void* request, const ServerFace& face,
                              const client::Sender& sender) {
    return face.is_rest ? rest::write_request(operation, request, face.rest, sender)
                        : soap::write_request(operation, request, face.soap, sender);
}

client::CallResult read_answer(const Operation& operation, const ServerFace& face, client::Response response) {
    return face.is_rest ? rest::read_answer(operation, face.rest, std::move(response))
                        : soap::read_answer(operation, face.soap, std::move(response));
}

}  // namespace uag::remote

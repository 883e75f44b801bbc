// The words for the faces of a target, and what a URL's path says of them.
#include <algorithm>

#include "server/compare/targets.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view soap_word = "soap";
constexpr std::string_view generation_word = "Services";

// "Services84" as `--target` has it: "soap84".
std::string word_of_generation(const Generation& generation) {
    return std::string(soap_word) + std::string(generation.name.substr(generation_word.size()));
}

}  // namespace

std::string TargetFace::word() const {
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

Face TargetFace::of_answers() const {
    if (!is_rest) return {Wire::soap, soap.version, soap.soap == soap::SoapVersion::soap12};
    return {rest::is_xml(rest.answer) ? Wire::xml : Wire::json};
}

Face TargetFace::of_requests() const {
    if (!is_rest) return of_answers();
    switch (rest.body) {
        case rest::BodyFormat::json: return {Wire::json};
        case rest::BodyFormat::xml: return {Wire::xml};
        case rest::BodyFormat::form: break;
    }
    return {Wire::form};
}

bool read_face(std::string_view word, TargetFace& face) {
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

}  // namespace uag::compare

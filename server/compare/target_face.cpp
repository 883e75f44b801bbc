// A target's face as the comparison has it.
#include "server/compare/targets.hpp"

namespace uag::compare {

Face answers_of(const TargetFace& face) {
    if (!face.is_rest) return {Wire::soap, face.soap.version, face.soap.soap == soap::SoapVersion::soap12};
    return {rest::is_xml(face.rest.answer) ? Wire::xml : Wire::json};
}

Face requests_of(const TargetFace& face) {
    if (!face.is_rest) return answers_of(face);
    switch (face.rest.body) {
        case rest::BodyFormat::json: return {Wire::json};
        case rest::BodyFormat::xml: return {Wire::xml};
        case rest::BodyFormat::form: break;
    }
    return {Wire::form};
}

}  // namespace uag::compare

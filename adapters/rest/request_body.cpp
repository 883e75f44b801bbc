#include "adapters/rest/request_body.hpp"

#include "adapters/http/charset.hpp"
#include "adapters/json/codec.hpp"
#include "core/base/message.hpp"
#include "core/base/secret.hpp"

namespace uag::rest {

RequestBody::~RequestBody() {
    wipe(bytes_.data(), bytes_.size());
    wipe(converted_);
}

Result<void> RequestBody::parse(const http::MediaType& media, const RestSettings& settings) {
    parsed_size_ = ParsedSize({bytes_.data(), bytes_.size()});
    const auto format = body_format(media);
    const Charset charset = find_charset(media.charset).value_or(Charset::unstated);
    if (format == BodyFormat::xml) {
        xml_ = std::make_unique<XmlBody>();
        return xml_->parse(bytes_, charset, settings.xml);
    }
    const auto text = to_utf8(bytes_, charset, converted_);
    if (!text.has_value()) return fail(errc::malformed, sentence("The body cannot be read: {0}.", {text.error().text}));
    if (format != BodyFormat::form) return json_.parse(*text, settings.json);
    form_ = std::make_unique<FormBody>();
    return form_->parse(*text, settings.json);
}

Result<void> RequestBody::decode(const TypeInfo& type, void* slot) const {
    if (xml_) return xml_->decode(type, slot);
    return form_ ? form_->decode(type, slot) : json::decode(type, json_.root(), slot);
}

Result<void> RequestBody::decode_object(const TypeInfo& type, void* object) const {
    if (xml_) return xml_->decode_object(type, object);
    return form_ ? form_->decode_object(type, object) : json::decode_object(type, json_.root(), object);
}

}  // namespace uag::rest

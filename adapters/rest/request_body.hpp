// The body of a request to the WebAPI, whatever it is written in: JSON, XML or a form, in any charset read here.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "adapters/http/parsed_size.hpp"
#include "adapters/json/guard.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/form.hpp"
#include "adapters/rest/settings.hpp"
#include "adapters/rest/xml_body.hpp"

namespace uag::rest {

/// A body may hold passwords, read or not: the bytes, and what was made of them, are overwritten when this
/// goes.
class RequestBody {
public:
    explicit RequestBody(std::span<char> bytes) : bytes_(bytes) {}
    RequestBody(const RequestBody&) = delete;
    RequestBody& operator=(const RequestBody&) = delete;
    ~RequestBody();

    bool empty() const { return bytes_.empty(); }
    /// See Exchange::held_bytes(); 0 before parse().
    std::size_t held_bytes() const { return parsed_size_.held_bytes(xml_ ? xml_->converted() : converted_); }
    /// As sent; not after parse().
    std::string_view text() const { return {bytes_.data(), bytes_.size()}; }

    /// Parses once, in place. The error is errc::malformed and quotes nothing of the body. A form that
    /// body_format() does not know must not get here.
    Result<void> parse(const http::MediaType& media, const RestSettings& settings);

    /// The tree of a body in JSON; null for one in another form and before parse().
    const json::Value* json_root() const { return xml_ || form_ ? nullptr : &json_.root(); }

    /// Reads the body as a value of that type, or its members into a carrier or request; as null before
    /// parse(). The errors are those of json::decode.
    Result<void> decode(const TypeInfo& type, void* slot) const;
    Result<void> decode_object(const TypeInfo& type, void* object) const;

private:
    std::span<char> bytes_;
    ParsedSize parsed_size_;
    std::string converted_;  // JSON or a form, if it did not come as UTF-8
    json::Body json_;
    std::unique_ptr<XmlBody> xml_;    // null: the body is something else, or there is none
    std::unique_ptr<FormBody> form_;  // so is this
};

}  // namespace uag::rest

// What a browser sends of a page's form. Strict: these forms are our own, so anything unexpected is refused.
#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag::ui {

class Form {
public:
    /// The field's value; empty if it was not sent.
    std::string_view operator[](std::string_view name) const;

private:
    friend Result<Form> read_form(const HttpRequest& request, std::span<const std::string_view> names);
    std::vector<std::pair<std::string_view, Secret>> fields_;  // any of them may be a password
};

/// The body of a POST as application/x-www-form-urlencoded (WHATWG URL 5.1) with fields of these names, which outlive
/// the form. errc::malformed for another media type, a field that is unknown or stands twice, a broken escape, a NUL and
/// text that is not UTF-8.
Result<Form> read_form(const HttpRequest& request, std::span<const std::string_view> names);

}  // namespace uag::ui

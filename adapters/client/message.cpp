#include "adapters/client/message.hpp"

#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::client {
namespace {

std::string_view first_field(const Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (ascii_iequals(key, name)) return value;
    return {};
}

}  // namespace

Request::~Request() {
    wipe(path);
    wipe(body);
    for (auto& [name, value] : fields) wipe(value);
}

std::string_view Request::field(std::string_view name) const { return first_field(fields, name); }

Response::~Response() {
    wipe(body);
    for (auto& [name, value] : fields) wipe(value);
}

std::string_view Response::field(std::string_view name) const { return first_field(fields, name); }

}  // namespace uag::client

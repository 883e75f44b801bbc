#include "server/ui/form.hpp"

#include <algorithm>

#include "adapters/http/content_coding.hpp"
#include "adapters/http/query.hpp"

namespace uag::ui {

std::string_view Form::operator[](std::string_view name) const {
    const auto at = std::ranges::find(fields_, name, &std::pair<std::string_view, Secret>::first);
    return at == fields_.end() ? std::string_view{} : at->second.reveal();
}

Result<Form> read_form(const HttpRequest& request, std::span<const std::string_view> names) {
    const Error unreadable = fail(errc::malformed, "The form could not be read. Please try again.");
    const std::string_view type = request.header("Content-Type");
    if (!ascii_iequals(type.substr(0, type.find(';')), "application/x-www-form-urlencoded")) return unreadable;
    if (find_coding(request.header("Content-Encoding")) != Coding::none) return unreadable;
    Form form;
    std::string_view left(request.body.data(), request.body.size());
    while (!left.empty()) {
        const std::size_t end = left.find('&');
        const std::string_view pair = left.substr(0, end);
        left = end == std::string_view::npos ? std::string_view{} : left.substr(end + 1);
        const std::size_t equals = pair.find('=');
        // What stands in the place of a name may be anything.
        auto decoded = http::percent_decode(pair.substr(0, equals));
        if (!decoded) return unreadable;
        const Secret name(std::move(*decoded));
        const auto known = std::ranges::find(names, name.reveal());
        if (known == names.end() || equals == std::string_view::npos) return unreadable;
        auto value = http::percent_decode(pair.substr(equals + 1));
        if (!value) return unreadable;
        Secret secret(std::move(*value));
        const bool twice =
            std::ranges::find(form.fields_, *known, &std::pair<std::string_view, Secret>::first) != form.fields_.end();
        if (twice) return unreadable;
        form.fields_.emplace_back(*known, std::move(secret));
    }
    return form;
}

}  // namespace uag::ui

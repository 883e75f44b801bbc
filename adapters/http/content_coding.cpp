#include "adapters/http/content_coding.hpp"

#include "adapters/http/charset.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Coding coding_named(std::string_view name) noexcept {
    if (ascii_iequals(name, "gzip") || ascii_iequals(name, "x-gzip")) return Coding::gzip;
    if (ascii_iequals(name, "deflate")) return Coding::deflate;
    return ascii_iequals(name, "identity") || find_charset(name) ? Coding::none : Coding::other;
}

}  // namespace

Coding find_coding(std::string_view content_encoding) noexcept {
    Coding found = Coding::none;
    while (!content_encoding.empty()) {
        const std::size_t comma = content_encoding.find(',');
        const Coding one = coding_named(trim_blanks(content_encoding.substr(0, comma)));
        content_encoding = comma == std::string_view::npos ? std::string_view() : content_encoding.substr(comma + 1);
        if (one == Coding::none) continue;
        if (found != Coding::none) return Coding::other;
        found = one;
    }
    return found;
}

}  // namespace uag

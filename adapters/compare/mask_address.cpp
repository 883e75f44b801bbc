#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/compare/mask_text.hpp"

namespace uag::compare {
namespace {

// The path's parameters (RFC 3986 section 3.3): `/a;token=x/b`.
void mask_path(std::string_view path, const Pseudonyms& pseudonyms, std::string& out) {
    while (!path.empty()) {
        const std::size_t begin = std::min(path.find(';'), path.size());
        out += path.substr(0, begin);
        path.remove_prefix(begin);
        if (path.empty()) return;
        const std::size_t end = std::min(path.find_first_of(";/", 1), path.size());
        const std::string_view pair = path.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const bool is_secret =
            equals < pair.size() && secrecy_of_parameter(form_text(pair.substr(1, equals - 1))) != Secrecy::none;
        out += is_secret ? pair.substr(0, equals + 1) : pair;
        if (is_secret) out += pseudonyms.of(form_text(pair.substr(equals + 1)));
        path.remove_prefix(end);
    }
}

// Behind "https://", or "//"; npos: no host is named.
std::size_t authority_begin(std::string_view text) {
    if (text.starts_with("//")) return 2;
    const std::size_t scheme = text.find("://");
    return scheme == text.npos ? scheme : scheme + 3;
}

}  // namespace

void mask_address(std::string_view text, const Pseudonyms& pseudonyms, std::string& out, int inside) {
    if (const std::size_t authority = authority_begin(text); authority != text.npos) {
        const std::size_t end = std::min(text.find_first_of("/?#", authority), text.size());
        const std::size_t at = text.substr(0, end).rfind('@');
        const bool has_user = at != text.npos && at >= authority;
        out += text.substr(0, authority);
        if (has_user) (out += pseudonyms.of(text.substr(authority, at - authority))) += '@';
        text.remove_prefix(has_user ? at + 1 : authority);
    }
    const std::size_t path = std::min(text.find_first_of("?#"), text.size());
    mask_path(text.substr(0, path), pseudonyms, out);
    text.remove_prefix(path);
    while (!text.empty()) {  // the query, the fragment
        out += text.front();
        text.remove_prefix(1);
        const std::size_t end = std::min(text.find('#'), text.size());
        mask_form(text.substr(0, end), {}, true, pseudonyms, out, inside);
        text.remove_prefix(end);
    }
}

}  // namespace uag::compare

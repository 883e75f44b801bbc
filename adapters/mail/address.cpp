#include "adapters/mail/address.hpp"

#include "core/base/domain.hpp"
#include "core/base/text.hpp"

namespace uag::mail {
namespace {

constexpr std::size_t longest_local_part = 64;   // RFC 5321 4.5.3.1.1
constexpr std::size_t longest_address = 254;     // 4.5.3.1.3: 256 with the brackets around it

Error wrong(MessageId why) { return fail(errc::invalid_argument, why); }

bool is_atom_character(char c) {
    return is_ascii_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!is_atom_character(text[i]) && (text[i] != '.' || text[i - 1] == '.')) return false;
    return true;
}

bool is_ascii(std::string_view text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

}  // namespace

Result<std::string> check_address(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos) return wrong("This is no e-mail address.");
    const std::string_view local = text.substr(0, at);
    // RFC 6531's addresses reach only those whose servers all speak SMTPUTF8.
    if (!is_ascii(local) && is_utf8(local))
        return wrong("An e-mail address with such letters before the @ is not supported.");
    if (local.size() > longest_local_part || !is_dot_atom(local)) return wrong("This is no e-mail address.");
    const std::optional<std::string> domain = domain_to_ascii(text.substr(at + 1));
    if (!domain || domain->back() == '.') return wrong("The e-mail address has no valid domain.");
    std::string address(local);
    (address += '@') += *domain;
    if (address.size() > longest_address) return wrong("The e-mail address is too long.");
    return address;
}

Result<Address> parse_address(std::string_view text) {
    text = trim(text);
    Address address;
    const std::size_t open = text.find('<');
    if (open != std::string_view::npos) {
        if (text.back() != '>') return wrong("This is no e-mail address.");
        address.name = trim(text.substr(0, open));
        if (!is_utf8(address.name) || has_control(address.name))
            return wrong("The name before the address is no text.");
        text = text.substr(open + 1, text.size() - open - 2);
    }
    Result<std::string> mail = check_address(text);
    if (!mail.has_value()) return mail.error();
    address.mail = std::move(*mail);
    return address;
}

}  // namespace uag::mail

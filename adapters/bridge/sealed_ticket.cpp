#include "adapters/bridge/sealed_ticket.hpp"

#include <chrono>

#include "core/base/encoding.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag::bridge {
namespace {

// '.' is in no base64, so no other server's ticket begins like it.
constexpr std::string_view sealed_prefix = "7T:UAG.";
constexpr std::string_view sealed_identity = "bridge ticket, form 1, of ";
constexpr std::size_t number_bytes = 8;

void put_number(std::uint64_t number, std::string& out) {
    for (std::size_t i = number_bytes; i-- > 0;) out += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

// Reads what seal() has put together; the seal says that nothing else comes here.
class SealedReader {
public:
    explicit SealedReader(std::string_view bytes) : bytes_(bytes) {}

    std::optional<std::uint64_t> number() {
        if (bytes_.size() < number_bytes) return std::nullopt;
        std::uint64_t number = 0;
        for (const char byte : bytes_.substr(0, number_bytes)) number = number << 8 | static_cast<unsigned char>(byte);
        bytes_.remove_prefix(number_bytes);
        return number;
    }
    std::optional<std::string_view> text(std::uint64_t size) {
        if (bytes_.size() < size) return std::nullopt;
        const std::string_view text = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return text;
    }
    std::string_view rest() const { return bytes_; }

private:
    std::string_view bytes_;
};

std::optional<SealedSession> read_session(std::string_view plain) {
    SealedReader reader(plain);
    const auto kind = reader.number();
    const auto issued = reader.number();
    const auto id = reader.number();
    const auto size = reader.number();
    if (!kind || *kind > 1 || !issued || !id || !size) return std::nullopt;
    const auto name = reader.text(*size);
    if (!name) return std::nullopt;
    SealedSession session;
    session.kind = static_cast<SealedSession::Kind>(*kind);
    session.issued = TimePoint(std::chrono::milliseconds(static_cast<std::int64_t>(*issued)));
    session.associate_id = static_cast<std::int32_t>(*id);
    session.name = *name;
    session.proof = Secret(reader.rest());
    return session;
}

}  // namespace

TicketSealer::TicketSealer(SecretBox& box, std::string_view upstream)
    : box_(box), identity_(std::string(sealed_identity) + std::string(upstream)) {}

Result<Secret> TicketSealer::seal(const SealedSession& session) {
    std::string plain;
    plain.reserve(4 * number_bytes + session.name.size() + session.proof.reveal().size());
    put_number(static_cast<std::uint64_t>(session.kind), plain);
    put_number(static_cast<std::uint64_t>(session.issued.time_since_epoch().count()), plain);
    put_number(static_cast<std::uint64_t>(session.associate_id), plain);
    put_number(session.name.size(), plain);
    plain += session.name;
    plain += session.proof.reveal();
    const Result<std::string> sealed = box_.seal(plain, identity_);
    wipe(plain);
    if (!sealed.has_value()) return sealed.error();
    std::string text(sealed_prefix);
    text += base64_encode(*sealed);
    if (text.size() > longest_sealed_ticket)
        return fail(errc::server, "The server behind this one has given a session that no ticket can hold.");
    return Secret(std::move(text));
}

bool TicketSealer::is_sealed(std::string_view text) { return trim(text).starts_with(sealed_prefix); }

Result<SealedSession> TicketSealer::open(std::string_view text) {
    std::string_view encoded = trim(text);
    if (!encoded.starts_with(sealed_prefix) || encoded.size() > longest_sealed_ticket) return not_authenticated();
    encoded.remove_prefix(sealed_prefix.size());
    const std::optional<std::string> sealed = base64_decode(encoded);
    if (!sealed) return not_authenticated();
    const Result<Secret> plain = box_.open(*sealed, identity_);
    if (!plain.has_value()) return not_authenticated();
    std::optional<SealedSession> session = read_session(plain->reveal());
    if (!session) return not_authenticated();
    return std::move(*session);
}

}  // namespace uag::bridge

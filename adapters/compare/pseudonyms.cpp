#include "adapters/compare/pseudonyms.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

#include "adapters/compare/spellings.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t pseudonym_digits = 12;

constexpr std::size_t most_between = 8;  // comments and borders of CDATA in the first eight bytes of a secret

// Of so many bytes.
std::uint64_t beginning_of(std::string_view text, std::size_t size) {
    std::uint64_t first = 0;
    std::memcpy(&first, text.data(), size);
    return first;
}

// Each length of a beginning has marks of its own.
std::size_t slot_of(std::uint64_t beginning, std::size_t size) {
    return ((beginning ^ (size << 56)) * 0x9E3779B97F4A7C15ULL + size * 0xBF58476D1CE4E5B9ULL) >> 44;
}

// Of base64 what is behind the secret's own characters, where it ends with the secret.
std::size_t tail_size(std::string_view text, std::string_view tail) {
    if (tail.empty()) return 0;
    if (text.starts_with(tail)) return tail.size();
    const bool is_end = text.size() == 1 || (text.size() > 1 && !is_ascii_alphanumeric(text[1]) && text[1] != '+' &&
                                             text[1] != '/' && text[1] != '-' && text[1] != '_');
    return is_end && text.front() == tail.front() && tail.front() != '=' ? 1 : 0;
}

// Of CDATA that a secret has begun or ended: what keeps the text around it what it was.
std::string_view open_border(std::string_view found) {
    constexpr std::string_view opening = "<![CDATA[";
    constexpr std::string_view closing = "]]>";
    const std::size_t last_open = found.rfind(opening);
    const std::size_t first_close = found.find(closing);
    if (last_open != found.npos && found.find(closing, last_open) == found.npos)
        return first_close < last_open ? std::string_view() : opening;
    const bool begins_inside = first_close != found.npos && found.find(opening) > first_close;
    return begins_inside ? closing : std::string_view();
}

}  // namespace

std::size_t pseudonym_size(std::string_view text) noexcept {
    constexpr std::size_t size = pseudonym_mark.size() + pseudonym_digits;
    if (text.size() < size || !text.starts_with(pseudonym_mark)) return 0;
    return std::ranges::all_of(text.substr(pseudonym_mark.size(), pseudonym_digits), is_hex_digit) ? size : 0;
}

bool is_pseudonym(std::string_view text) noexcept { return !text.empty() && pseudonym_size(text) == text.size(); }

std::string Pseudonyms::of(std::string_view secret) const {
    if (secret.empty() || is_pseudonym(secret)) return std::string(secret);
    const Digest digest = hmac_sha256(key_.reveal(), secret);
    return std::string(pseudonym_mark) + hex_encode(digest).substr(0, pseudonym_digits);
}

void Pseudonyms::learn(std::string_view secret) {
    if (secret.size() < shortest_learned || secret.size() > longest_learned || size_ >= most_learned) return;
    if (find(secret) != nullptr) return;
    ++size_;
    const std::string pseudonym = of(secret);
    keep(std::string(secret), {}, pseudonym);
    for (Encoded& form : encodings_of(secret)) keep(std::move(form.text), std::move(form.tail), pseudonym);
}

void Pseudonyms::learn_password(std::string_view user, std::string_view password) {
    if (password.size() >= shortest_learned || password.empty()) return learn(password);
    std::string both = std::string(user) + ':' + std::string(password);
    learn(both);
    wipe(both);
}

void Pseudonyms::keep(std::string text, std::string tail, const std::string& pseudonym) {
    if (text.size() < shortest_learned || find(text) != nullptr) return wipe(text);
    for (std::size_t size = 1; size <= shortest_learned; ++size)
        beginnings_.set(slot_of(beginning_of(text, size), size));
    wholes_.insert(std::hash<std::string_view>{}(text));
    std::list<Known>& same = known_[beginning_of(text, shortest_learned)];
    // The longest that fits is the one that is meant.
    const auto behind = std::ranges::find_if(
        same.rbegin(), same.rend(), [&](const Known& known) { return known.text.reveal().size() >= text.size(); });
    same.insert(behind.base(), {Secret(std::move(text)), std::move(tail), pseudonym});
}

bool Pseudonyms::may_begin(std::string_view bytes) const {
    const std::size_t size = std::min(bytes.size(), shortest_learned);
    return beginnings_.test(slot_of(beginning_of(bytes, size), size));
}

const Pseudonyms::Known* Pseudonyms::find(std::string_view text) const {
    // Many begin alike: every ticket does, and so do its encodings.
    if (text.size() < shortest_learned || !wholes_.contains(std::hash<std::string_view>{}(text))) return nullptr;
    const auto at = known_.find(beginning_of(text, shortest_learned));
    if (at == known_.end()) return nullptr;
    for (const Known& known : at->second)
        if (known.text.reveal() == text) return &known;
    return nullptr;
}

void Pseudonyms::find_with(std::string_view beginning, std::string_view text, std::size_t at, Found& found) const {
    const auto same = known_.find(beginning_of(beginning, shortest_learned));
    if (same == known_.end()) return;
    for (const Known& known : same->second) {
        const std::string_view whole = known.text.reveal();
        if (found.known != nullptr && found.known->text.reveal().size() >= whole.size()) return;
        if (!whole.starts_with(beginning)) continue;
        const std::string_view rest = text.substr(at);
        const std::size_t size = end_of_spelling(rest, whole.substr(beginning.size()));
        if (size == std::string_view::npos) continue;
        found = {&known, at + size + tail_size(rest.substr(size), known.tail)};
    }
}

// Each way to read the next bytes, as long as something known begins so.
void Pseudonyms::read_on(const Beginning& so_far, std::string_view text, Found& found) const {
    if (so_far.size >= shortest_learned) return find_with(so_far.text(), text, so_far.taken, found);
    if (so_far.taken >= text.size()) return;
    for (const Reading& reading : readings_of(text.substr(so_far.taken))) {
        Beginning next = so_far;
        std::copy_n(reading.bytes.begin(), reading.size, next.bytes.begin() + static_cast<std::ptrdiff_t>(next.size));
        next.size += reading.size;
        next.taken += reading.taken;
        if (reading.size == 0 && (next.size == 0 || ++next.between > most_between)) continue;
        if (reading.size == 0 || may_begin(next.text())) read_on(next, text, found);
    }
}

std::string Pseudonyms::scrubbed(std::string_view text) const {
    std::string out;
    std::size_t copied = 0;
    std::size_t escape = 0;  // the next one that is not before `at`
    for (std::size_t at = 0; at < text.size();) {
        if (escape < at || at == 0)
            for (escape = at; escape < text.size() && !may_be_escape(text.substr(escape));) ++escape;
        Found found;
        if (escape >= at + shortest_learned) {
            const std::string_view beginning = text.substr(at, shortest_learned);
            if (beginning.size() == shortest_learned && may_begin(beginning))
                find_with(beginning, text, at + shortest_learned, found);
        } else {
            read_on({{}, 0, at, 0}, text, found);
        }
        if (found.known == nullptr) {
            ++at;
            continue;
        }
        (out += text.substr(copied, at - copied)) += found.known->pseudonym;
        out += open_border(text.substr(at, found.end - at));
        copied = at = found.end;
    }
    return out += text.substr(copied);
}

}  // namespace uag::compare

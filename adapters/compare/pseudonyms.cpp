#include "adapters/compare/pseudonyms.hpp"

#include <algorithm>
#include <cstring>

#include "adapters/compare/mask_text.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t pseudonym_digits = 12;

std::uint64_t beginning_of(std::string_view text) {
    std::uint64_t first = 0;
    std::memcpy(&first, text.data(), sizeof first);
    return first;
}

std::size_t slot_of(std::uint64_t beginning) { return (beginning * 0x9E3779B97F4A7C15ULL) >> 48; }

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
    for (std::string& form : written_forms(secret)) keep(std::move(form), pseudonym);
}

void Pseudonyms::keep(std::string text, const std::string& pseudonym) {
    if (text.size() < shortest_learned || find(text) != nullptr) return wipe(text);
    const std::uint64_t beginning = beginning_of(text);
    beginnings_.set(slot_of(beginning));
    std::vector<Known>& same = known_[beginning];
    same.push_back({Secret(std::move(text)), pseudonym});
    // The longest that fits is the one that is meant.
    std::ranges::stable_sort(
        same, [](const Known& a, const Known& b) { return a.text.reveal().size() > b.text.reveal().size(); });
}

const Pseudonyms::Known* Pseudonyms::find(std::string_view text) const {
    if (text.size() < shortest_learned) return nullptr;
    const auto at = known_.find(beginning_of(text));
    if (at == known_.end()) return nullptr;
    for (const Known& known : at->second)
        if (known.text.reveal() == text) return &known;
    return nullptr;
}

std::string Pseudonyms::scrubbed(std::string_view text) const {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = 0; at + shortest_learned <= text.size();) {
        const std::string_view rest = text.substr(at);
        const std::uint64_t beginning = beginning_of(rest);
        const auto same = beginnings_.test(slot_of(beginning)) ? known_.find(beginning) : known_.end();
        const Known* found = nullptr;
        if (same != known_.end())
            for (const Known& known : same->second)
                if (found == nullptr && rest.starts_with(known.text.reveal())) found = &known;
        if (found == nullptr) {
            ++at;
            continue;
        }
        (out += text.substr(copied, at - copied)) += found->pseudonym;
        at += found->text.reveal().size();
        copied = at;
    }
    return out += text.substr(copied);
}

}  // namespace uag::compare

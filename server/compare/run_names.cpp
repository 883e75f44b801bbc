#include "server/compare/run_names.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "core/base/encoding.hpp"
#include "core/base/random_text.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {
namespace {

// Two digits tell the seats of a run apart: a target each, and the reference's second run.
static_assert(most_targets + 1 <= 100);

std::string two_digits(std::size_t number) {
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

}  // namespace

RunSeed::RunSeed(std::string_view text) : seed_(text), key_(derived("pseudonyms")) {}

RunSeed::RunSeed(Random& random) : seed_(make_random_text(random)), key_(make_random_text(random)) {}

std::string RunSeed::derived(std::string_view what) const {
    const Digest digest = hmac_sha256(seed_.reveal(), what);
    return std::string(as_text(digest));
}

RunNames RunSeed::names_for(std::size_t seat) const {
    constexpr std::size_t name_bytes = 3;
    const std::string name = derived("name");
    // Of every kind of character that a policy may want, and nothing that a format would escape.
    const auto password = [&](std::string_view what) {
        std::string text = "Cm7-" + base64_encode(derived(what).substr(0, 18));
        std::ranges::replace(text, '+', 'p');
        std::ranges::replace(text, '/', 's');
        return Secret(std::move(text));
    };
    const std::string_view first = std::string_view(name).substr(0, name_bytes);
    return {"cmp" + hex_encode(std::as_bytes(std::span(first))) + two_digits(seat), password("password"),
            password("other password")};
}

Secret RunSeed::pseudonym_key() const { return key_; }

Secret RunSeed::made_up_ticket() const { return Secret("7T:" + base64_encode(derived("ticket"))); }

}  // namespace uag::compare

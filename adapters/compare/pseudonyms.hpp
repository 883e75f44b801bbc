// Secrets by another name: the same text has the same pseudonym, and nothing but the run's key leads from one to the other.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/secret.hpp"

namespace uag::compare {

inline constexpr std::string_view pseudonym_mark = "secret:";

/// A text is learned from this length on: a shorter one is too likely to be an ordinary word.
inline constexpr std::size_t shortest_learned = 8;
/// So many texts are learned, and none that is longer than this.
inline constexpr std::size_t most_learned = 10'000;
inline constexpr std::size_t longest_learned = 8192;

class Pseudonyms {
public:
    /// `key`: random, made for one run, and wiped with it.
    explicit Pseudonyms(Secret key) : key_(std::move(key)) {}
    Pseudonyms(const Pseudonyms&) = delete;
    Pseudonyms& operator=(const Pseudonyms&) = delete;

    /// "secret:" and 12 hexadecimal digits of the text's HMAC-SHA-256. An empty text stays empty, and a pseudonym itself.
    std::string of(std::string_view secret) const;

    /// The run knows this secret (a password of a target, a ticket it was given): scrubbed() finds it wherever it stands,
    /// also in base64, percent-encoded, and as XML and JSON escape it.
    void learn(std::string_view secret);

    /// The text with each learned secret by its pseudonym. Takes time linear in the text.
    std::string scrubbed(std::string_view text) const;

private:
    struct Known {
        Secret text;
        std::string pseudonym;
    };
    void keep(std::string text, const std::string& pseudonym);
    const Known* find(std::string_view text) const;

    Secret key_;
    std::bitset<65536> beginnings_;  // hashes of the first eight bytes of what is known: most places are told by it
    std::unordered_map<std::uint64_t, std::vector<Known>> known_;
    std::size_t size_ = 0;
};

/// Of the pseudonym that a text begins with; 0: of none.
std::size_t pseudonym_size(std::string_view text) noexcept;

/// Whether a text is a pseudonym.
bool is_pseudonym(std::string_view text) noexcept;

}  // namespace uag::compare

// Secrets by another name: the same text has the same pseudonym, and nothing but the run's key leads from one to the other.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

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
    /// spelled in any of the ways of spellings.hpp.
    void learn(std::string_view secret);

    /// A password; one that is too short to be learned is found with its user before it, as Basic has them.
    void learn_password(std::string_view user, std::string_view password);

    /// The text with each learned secret by its pseudonym. Takes time linear in the text.
    std::string scrubbed(std::string_view text) const;

private:
    struct Known {
        Secret text;
        std::string tail;  // of base64
        std::string pseudonym;
    };
    struct Found {
        const Known* known = nullptr;
        std::size_t end = 0;
    };
    // What a place of a text says, as far as it is read.
    struct Beginning {
        std::array<char, shortest_learned + 3> bytes{};
        std::size_t size = 0;
        std::size_t taken = 0;  // up to there the text is read
        std::size_t between = 0;
        std::string_view text() const { return {bytes.data(), size}; }
    };
    void keep(std::string text, std::string tail, const std::string& pseudonym);
    bool may_begin(std::string_view bytes) const;
    const Known* find(std::string_view text) const;
    void find_with(std::string_view beginning, std::string_view text, std::size_t at, Found& found) const;
    void read_on(const Beginning& so_far, std::string_view text, Found& found) const;

    Secret key_;
    // Hashes of the first byte, the first two and so on to eight of what is known: most places are told by them.
    std::bitset<std::size_t{1} << 20> beginnings_;
    std::unordered_map<std::uint64_t, std::list<Known>> known_;
    std::unordered_set<std::size_t> wholes_;  // hashes of all known texts
    std::size_t size_ = 0;
};

/// Of the pseudonym that a text begins with; 0: of none.
std::size_t pseudonym_size(std::string_view text) noexcept;

/// Whether a text is a pseudonym.
bool is_pseudonym(std::string_view text) noexcept;

}  // namespace uag::compare

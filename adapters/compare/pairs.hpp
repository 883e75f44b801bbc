// What of the one target stands for what of the other: ids, tickets and names that each made for itself. One to one, so
// that a value that varies still has to belong to the same thing each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/encoding.hpp"

namespace uag::compare {

/// A run remembers at most so many pairs; what comes after is compared without its relation.
inline constexpr std::size_t most_pairs = 200'000;
/// At most so many names, of at least so many bytes each: a shorter one stands in too many texts.
inline constexpr std::size_t most_names = 256;
inline constexpr std::size_t shortest_name = 4;

enum class Fit : std::uint8_t { unknown, same, contradicts };

class Pairs {
public:
    /// Whether the two numbers of a space are known to be the same object, or known not to be.
    Fit ids(std::string_view space, std::int32_t left, std::int32_t right) const;
    /// The number on the right that is known to be this object of the left; nothing: none is.
    std::optional<std::int32_t> right_id(std::string_view space, std::int32_t left) const;
    void bind_ids(std::string_view space, std::int32_t left, std::int32_t right);

    /// The same of texts; only their digests are kept.
    Fit texts(std::string_view left, std::string_view right) const;
    void bind_texts(std::string_view left, std::string_view right);

    /// The run has called the same thing so on the left and so on the right.
    void add_name(std::string left, std::string right);
    /// Whether the two texts are the same but for such names.
    bool same_but_for_names(std::string_view left, std::string_view right) const;

private:
    template <class Key> struct Ways {
        std::map<Key, Key> right_of;
        std::map<Key, Key> left_of;

        Fit fit(const Key& left, const Key& right) const;
        void bind(const Key& left, const Key& right);
    };

    std::map<std::string, Ways<std::int32_t>, std::less<>> ids_;
    Ways<Digest> texts_;
    std::vector<std::pair<std::string, std::string>> names_;
    std::size_t size_ = 0;
};

}  // namespace uag::compare

// Which of the names that there are was probably meant by one that is not there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace uag {

/// Letters to be changed, left out or put in between one text and the other (Levenshtein's); ASCII letters without
/// regard to case. The time is the product of both lengths.
std::size_t letters_apart(std::string_view a, std::string_view b);

/// Keeps the nearest of the names that it is shown.
class Nearest {
public:
    /// `name` outlives this. One that is longer than 64 bytes is near to nothing. `most`: so many letters may be wrong;
    /// two are a slip, three another word.
    explicit Nearest(std::string_view name, std::size_t most = 2) : name_(name), least_(most + 1) {}

    void offer(std::string_view candidate);

    /// The first of the nearest; empty if none is near.
    std::string_view found() const noexcept { return found_; }
    /// "; the nearest is GetUser", or nothing.
    std::string hint() const;

private:
    std::string_view name_;
    std::string_view found_{};
    std::size_t least_;
};

}  // namespace uag

// Secrets in memory: wiped when they go, compared in constant time, never printable.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace uag {

/// Overwrites the bytes in a way the compiler may not leave out.
void wipe(void* data, std::size_t size) noexcept;

/// Overwrites the whole capacity and empties the string.
void wipe(std::string& text) noexcept;

/// Compares without telling by time where two texts of equal length differ. The length itself is not secret.
bool equal_constant_time(std::string_view a, std::string_view b) noexcept;

/// A string that is wiped on destruction and on assignment. It has no stream operator on purpose.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) { wipe(text); }  // a short text is copied, not moved
    explicit Secret(std::string_view text) : text_(text) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { wipe(other.text_); }
    Secret& operator=(const Secret& other) {
        if (this != &other) {
            wipe(text_);
            text_ = other.text_;
        }
        return *this;
    }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            wipe(text_);
            text_ = std::move(other.text_);
            wipe(other.text_);
        }
        return *this;
    }
    ~Secret() { wipe(text_); }

    /// The plain text, for the one who must use it.
    std::string_view reveal() const noexcept { return text_; }
    bool empty() const noexcept { return text_.empty(); }

private:
    std::string text_;
};

}  // namespace uag

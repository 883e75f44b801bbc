// A JSON document from elsewhere, checked by the guard, with short words for its members.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/json/guard.hpp"
#include "core/base/secret.hpp"

namespace uag::openid {

class JsonText {
public:
    /// Nothing if the text is not one JSON object within the limits. The text is wiped with the document.
    static std::unique_ptr<JsonText> parse(std::string_view text);
    ~JsonText() { wipe(text_); }
    JsonText(const JsonText&) = delete;
    JsonText& operator=(const JsonText&) = delete;

    const json::Value& root() const { return body_.root(); }
    /// Empty if the member is missing or no text.
    std::string_view text(std::string_view name) const;
    std::optional<std::int64_t> number(std::string_view name) const;
    /// The texts of an array, or the one text that stands instead of it.
    std::vector<std::string_view> texts(std::string_view name) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }

private:
    explicit JsonText(std::string_view text) : text_(text) {}
    const json::Value* find(std::string_view name) const;

    std::string text_;
    json::Body body_;
};

/// The member's text; empty if it is missing or no text.
std::string_view text_of(const json::Value& object, std::string_view name);

}  // namespace uag::openid

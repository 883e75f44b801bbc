// Messages without their secrets, before anything of them is kept: each secret is its pseudonym, so that same and
// different stay visible, and the rest of a message stays as it was. What is broken or unknown is masked by names.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/compare/face.hpp"
#include "adapters/compare/mask_names.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "core/contract/operation.hpp"

namespace uag::compare {

/// What a body is, as far as that is known.
struct MessageKind {
    const Operation* operation = nullptr;  ///< null: unknown
    bool is_request = true;
    Wire wire = Wire::json;  ///< decides where the contract's type begins: in a Body, or at the root
};

/// Of an answer. An error of the WebAPI holds nothing of what the operation would have answered.
constexpr MessageKind kind_of_answer(const Operation* operation, Wire wire, unsigned status) {
    const bool is_error = wire != Wire::soap && status >= 400;
    return {is_error ? nullptr : operation, false, wire};
}

class Masks {
public:
    explicit Masks(const Pseudonyms& pseudonyms) : pseudonyms_(pseudonyms) {}

    /// A body of any content type. UTF-16 becomes UTF-8. Time and memory are linear in the body.
    std::string body(const MessageKind& kind, std::string_view content_type, std::string_view bytes) const;

    /// The value of a field of HTTP: credentials, cookies, tokens; addresses in it.
    std::string field(std::string_view name, std::string_view value) const;
    std::vector<std::pair<std::string, std::string>> fields(
        const std::vector<std::pair<std::string, std::string>>& all) const;

    /// An address, or a path with its query: credentials before the host, parameters by their names.
    std::string address(std::string_view text) const;

    /// Any other text: what is learned, and what stands behind a secret's name.
    std::string text(std::string_view any) const;

private:
    const Pseudonyms& pseudonyms_;
};

}  // namespace uag::compare

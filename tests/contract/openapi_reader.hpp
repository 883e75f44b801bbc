// Reads the OpenAPI document for the tests: a tree, and references followed in it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "adapters/json/rapidjson.hpp"
#include "adapters/rest/openapi.hpp"

namespace uag::test {

inline json::Tree read_openapi(const rest::OpenApiSettings& settings = {}) {
    json::Tree tree;
    const std::string text = rest::write_openapi(settings);
    tree.Parse(text.data(), text.size());
    REQUIRE_FALSE(tree.HasParseError());
    REQUIRE(tree.IsObject());
    return tree;
}

inline std::string_view text_of(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

inline json::Value::StringRefType key(std::string_view name) {
    return {name.data(), static_cast<rapidjson::SizeType>(name.size())};
}

/// The member, or null.
inline const json::Value* member(const json::Value& object, std::string_view name) {
    const auto at = object.FindMember(json::Value(key(name)));
    return at == object.MemberEnd() ? nullptr : &at->value;
}

/// What `#/a/b/c` points to, or null. No name of the document needs an escape.
inline const json::Value* target_of(const json::Value& document, std::string_view reference) {
    if (!reference.starts_with("#/")) return nullptr;
    reference.remove_prefix(2);
    const json::Value* node = &document;
    while (node != nullptr && !reference.empty()) {
        const std::size_t end = std::min(reference.find('/'), reference.size());
        node = node->IsObject() ? member(*node, reference.substr(0, end)) : nullptr;
        reference.remove_prefix(std::min(end + 1, reference.size()));
    }
    return node;
}

/// The node itself, or what its `$ref` points to.
inline const json::Value& resolved(const json::Value& document, const json::Value& node) {
    const json::Value* const reference = member(node, "$ref");
    if (reference == nullptr) return node;
    const json::Value* const target = target_of(document, text_of(*reference));
    REQUIRE(target != nullptr);
    return resolved(document, *target);
}

}  // namespace uag::test

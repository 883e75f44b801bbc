#include "adapters/openid/json_text.hpp"

namespace uag::openid {
namespace {

const json::Value* member(const json::Value& object, std::string_view name) {
    const auto at = object.FindMember(
        json::Value(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
    return at == object.MemberEnd() ? nullptr : &at->value;
}

std::string_view view_of(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

}  // namespace

std::unique_ptr<JsonText> JsonText::parse(std::string_view text) {
    std::unique_ptr<JsonText> document(new JsonText(text));
    const Result<void> parsed = document->body_.parse({document->text_.data(), document->text_.size()}, JsonLimits{});
    if (!parsed.has_value() || !document->root().IsObject()) return nullptr;
    return document;
}

const json::Value* JsonText::find(std::string_view name) const { return member(root(), name); }

std::string_view JsonText::text(std::string_view name) const { return text_of(root(), name); }

// A number with a fraction (some providers write times so) counts as its whole part.
std::optional<std::int64_t> JsonText::number(std::string_view name) const {
    constexpr double largest = 1e15;
    const json::Value* const value = find(name);
    if (value == nullptr || !value->IsNumber()) return std::nullopt;
    if (value->IsInt64()) return value->GetInt64();
    const double number = value->GetDouble();
    if (!(number > -largest && number < largest)) return std::nullopt;
    return static_cast<std::int64_t>(number);
}

std::vector<std::string_view> JsonText::texts(std::string_view name) const {
    std::vector<std::string_view> all;
    const json::Value* const value = find(name);
    if (value == nullptr) return all;
    if (value->IsString()) all.push_back(view_of(*value));
    if (!value->IsArray()) return all;
    for (const json::Value& each : value->GetArray())
        if (each.IsString()) all.push_back(view_of(each));
    return all;
}

std::string_view text_of(const json::Value& object, std::string_view name) {
    if (!object.IsObject()) return {};
    const json::Value* const value = member(object, name);
    return value != nullptr && value->IsString() ? view_of(*value) : std::string_view{};
}

}  // namespace uag::openid

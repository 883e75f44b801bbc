#include "server/compare/suite_parameters.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/client/findings.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/json/enum_text.hpp"
#include "adapters/json/guard.hpp"
#include "core/base/nearest.hpp"
#include "core/base/text.hpp"
#include "server/compare/references.hpp"

namespace uag::compare {
namespace {

constexpr std::array<std::string_view, 5> own_names{"run.name", "run.password", "run.other_password", "target.user",
                                                    "target.password"};

std::string_view letters_of(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

std::string in_braces(std::string_view reference) { return "${" + client::shown(reference) + "}"; }

bool is_single(const TypeInfo& type) {
    return type.kind != Kind::object && type.kind != Kind::array && type.kind != Kind::dictionary;
}

// One reference: where it leads by the contract. Null type: it is a name of the run or the target, a text.
struct Led {
    const TypeInfo* type = nullptr;
    std::string fault{};
};
Led lead(std::string_view reference, const FindKept& kept, std::vector<std::string>& needs) {
    const auto [head, path] = split_reference(reference);
    if (head == "run" || head == "target") {
        if (std::ranges::find(own_names, reference) != own_names.end()) return {};
        Nearest nearest(reference);
        for (const std::string_view name : own_names) nearest.offer(name);
        return {nullptr, in_braces(reference) + " leads nowhere: there is no such name" + nearest.hint()};
    }
    const Operation* const operation = kept(head);
    if (operation == nullptr)
        return {nullptr, in_braces(reference) + " leads nowhere: no step before has an answer of that name"};
    if (std::ranges::find(needs, head) == needs.end()) needs.emplace_back(head);
    TypePlace place = type_at(operation->response(), path);
    if (place.type == nullptr) return {nullptr, in_braces(reference) + " leads nowhere: " + place.why};
    return {place.type, {}};
}

// Walks the tree beside the types. Each reference that is well becomes null, so that the codec judges the rest.
class ParameterWalk {
public:
    ParameterWalk(const FindKept& kept, CheckedParameters& out) : kept_(kept), out_(out) {}

    bool members(const TypeInfo& type, json::Value& value, const std::string& path) {
        for (auto& member : value.GetObject()) {
            const std::string_view name = letters_of(member.name);
            if (name == spread_member) {
                if (!spread(type, member.value, path)) return false;
                continue;
            }
            const FieldInfo* const field = find(type, name);
            if (field == nullptr) return no_member(type, name, path);
            const std::string below = (path.empty() ? path : path + '.') + std::string(field->name_in_rest());
            if (!slot(field->type(), member.value, below)) return false;
        }
        value.RemoveMember(std::string(spread_member).c_str());
        return true;
    }

private:
    static const FieldInfo* find(const TypeInfo& type, std::string_view name) {
        for (const FieldInfo& field : type.fields)
            if (!field.is_base && ascii_iequals(field.name_in_rest(), name)) return &field;
        return nullptr;
    }

    bool wrong(std::string path, std::string what) {
        out_.fault = ParameterFault{std::move(path), std::move(what)};
        return false;
    }

    bool no_member(const TypeInfo& type, std::string_view name, const std::string& path) {
        Nearest nearest(name);
        std::string hint;
        for (const FieldInfo& field : type.fields) {
            if (field.is_base) continue;
            nearest.offer(field.name_in_rest());
            if (ascii_iequals(field.name, name)) hint = "; in JSON it is " + std::string(field.rest_name);
        }
        if (hint.empty()) hint = nearest.hint();
        const std::string owner = path.empty() ? "the operation has no parameter " : path + " has no member ";
        return wrong((path.empty() ? path : path + '.') + std::string(name), owner + client::shown(name) + hint);
    }

    bool slot(const TypeInfo& type, json::Value& value, const std::string& path) {
        if (value.IsString()) return text(type, value, path);
        if (type.kind == Kind::object && value.IsObject()) return members(type, value, path);
        if (type.kind == Kind::dictionary && value.IsObject()) {
            for (auto& entry : value.GetObject())
                if (!slot(type.item().fields.back().type(), entry.value, path)) return false;
        }
        if (type.kind == Kind::array && value.IsArray()) {
            for (rapidjson::SizeType i = 0; i < value.Size(); ++i)
                if (!slot(type.item(), value[i], path + '[' + std::to_string(i) + ']')) return false;
        }
        return true;
    }

    bool text(const TypeInfo& type, json::Value& value, const std::string& path) {
        const std::string_view letters = letters_of(value);
        if (!has_reference(letters)) return type.kind != Kind::enumeration || word(type, letters, path);
        const std::vector<TextPiece> pieces = cut_references(letters);
        if (pieces.empty()) return wrong(path, path + " has a ${ without its }, or nothing between them");
        const bool is_whole = pieces.size() == 1;
        for (const TextPiece& piece : pieces)
            if (piece.is_reference && !reference(is_whole ? &type : nullptr, piece.text, path)) return false;
        value.SetNull();
        return true;
    }

    bool word(const TypeInfo& type, std::string_view letters, const std::string& path) {
        if (json::parse_enum(type, letters)) return true;
        Nearest nearest(letters);
        for (const EnumMember& member : type.members_in_rest()) nearest.offer(member.name);
        return wrong(path,
                     path + ": " + std::string(type.name) + " has no word " + client::shown(letters) + nearest.hint());
    }

    // `whole`: the type that takes all of it; null: it is a part of a text.
    bool reference(const TypeInfo* whole, std::string_view text, const std::string& path) {
        Led led = lead(text, kept_, out_.needs);
        if (!led.fault.empty()) return wrong(path, path + ": " + led.fault);
        const bool leads_to_single = led.type == nullptr || is_single(*led.type);
        const bool takes_single = whole == nullptr || is_single(*whole);
        if (leads_to_single && takes_single) return true;
        if (whole != nullptr && led.type == whole) return true;
        const std::string_view is = led.type == nullptr ? "a text" : led.type->name;
        return wrong(path, path + " cannot take what " + in_braces(text) + " leads to: " + std::string(is));
    }

    bool spread(const TypeInfo& type, json::Value& value, const std::string& path) {
        const std::string where = path.empty() ? std::string(spread_member) : path + '.' + std::string(spread_member);
        if (!value.IsString()) return wrong(where, where + " must be one reference");
        const std::vector<TextPiece> pieces = cut_references(letters_of(value));
        if (pieces.size() != 1 || !pieces.front().is_reference) return wrong(where, where + " must be one reference");
        return reference(&type, pieces.front().text, where);
    }

    const FindKept& kept_;
    CheckedParameters& out_;
};

}  // namespace

CheckedParameters check_parameters(const Operation& operation, std::string_view json, const FindKept& kept) {
    CheckedParameters out;
    if (json.size() > longest_parameters) {
        out.fault = ParameterFault{{}, "they have more than " + std::to_string(longest_parameters) + " bytes"};
        return out;
    }
    std::string text(json);
    json::Body body;
    const Result<void> parsed = body.parse(text, JsonLimits{});
    if (!parsed.has_value()) {
        out.fault = ParameterFault{{}, parsed.error().public_text.english()};
        return out;
    }
    if (!body.root().IsObject()) {
        out.fault = ParameterFault{{}, "must be an object with a member a parameter"};
        return out;
    }
    const TypeInfo& type = operation.request();
    if (!ParameterWalk(kept, out).members(type, body.root(), {})) return out;
    const Object request = make_object(type);
    if (const Result<void> read = json::decode_object(type, body.root(), request.get()); !read.has_value())
        out.fault = ParameterFault{read.error().field, read.error().public_text.english()};
    wipe_secrets(type, request.get());
    return out;
}

std::optional<std::string> check_text(std::string_view text, const FindKept& kept, std::vector<std::string>& needs) {
    const std::vector<TextPiece> pieces = cut_references(text);
    if (pieces.empty()) return "has a ${ without its }, or nothing between them";
    for (const TextPiece& piece : pieces) {
        if (!piece.is_reference) continue;
        Led led = lead(piece.text, kept, needs);
        if (!led.fault.empty()) return std::move(led.fault);
        if (led.type != nullptr && !is_single(*led.type))
            return "cannot take what " + in_braces(piece.text) + " leads to: " + std::string(led.type->name);
    }
    return std::nullopt;
}

}  // namespace uag::compare

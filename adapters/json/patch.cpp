#include "adapters/json/patch.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/json/pointer.hpp"
#include "core/base/message.hpp"
#include "core/base/text.hpp"

namespace uag::json {
namespace {

std::string_view patch_text(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

Value own_text(std::string_view text, Pool& pool) {
    return Value(text.data(), static_cast<rapidjson::SizeType>(text.size()), pool);
}

// The base carrier's members are the carrier's own on the wire.
const FieldInfo* find_member(const TypeInfo& type, std::string_view name) {
    for (const FieldInfo& field : type.fields) {
        if (!field.is_base && ascii_iequals(field.name_in_rest(), name)) return &field;
        if (!field.is_base) continue;
        if (const FieldInfo* const below = find_member(field.type(), name)) return below;
    }
    return nullptr;
}

// Carriers may hold themselves (list items have items below them).
bool holds_secret(const TypeInfo& type, std::vector<const TypeInfo*>& seen) {
    if (type.kind == Kind::array) return holds_secret(type.item(), seen);
    if (type.kind != Kind::object || std::find(seen.begin(), seen.end(), &type) != seen.end()) return false;
    seen.push_back(&type);
    return std::any_of(type.fields.begin(), type.fields.end(),
                       [&](const FieldInfo& field) { return field.is_secret || holds_secret(field.type(), seen); });
}

// What a member is once it has been taken away.
Value nothing_of(const TypeInfo& type) {
    if (type.kind == Kind::array) return Value(rapidjson::kArrayType);
    if (type.kind == Kind::dictionary) return Value(rapidjson::kObjectType);
    return Value();
}

Value::MemberIterator find_in(Value& object, std::string_view name, bool any_case) {
    return std::find_if(object.MemberBegin(), object.MemberEnd(), [&](const auto& member) {
        const std::string_view there = patch_text(member.name);
        return any_case ? ascii_iequals(there, name) : there == name;
    });
}

Value copy_of(const Value& value, Pool& pool) {
    return Value(value, pool);   // texts of the body and of the document stay where they are
}

void set_member(Value& object, std::string_view name, bool any_case, Value& value, Pool& pool) {
    const auto at = find_in(object, name, any_case);
    if (at != object.MemberEnd())
        at->value = value;
    else
        object.AddMember(own_text(name, pool), value, pool);
}

// How much there is to look at, until it is too much.
void weigh(const Value& value, std::size_t& work) {
    if (++work > max_patch_work) return;
    if (value.IsString()) work += value.GetStringLength() / 64;
    if (value.IsArray())
        for (const Value& item : value.GetArray()) weigh(item, work);
    if (value.IsObject())
        for (const auto& member : value.GetObject()) weigh(member.value, work);
}

bool same_number(const Value& a, const Value& b) {
    if (a.IsInt64() && b.IsInt64()) return a.GetInt64() == b.GetInt64();
    if (a.IsUint64() && b.IsUint64()) return a.GetUint64() == b.GetUint64();
    if (!a.IsDouble() && !b.IsDouble()) return false;   // beyond each other's range
    return !(a.GetDouble() < b.GetDouble()) && !(b.GetDouble() < a.GetDouble());
}

// RFC 6902 4.6. Names are compared as they are read.
bool same(const Value& a, const Value& b) {
    if (a.IsNumber() && b.IsNumber()) return same_number(a, b);
    if (a.GetType() != b.GetType()) return false;
    if (a.IsString()) return patch_text(a) == patch_text(b);
    if (a.IsArray()) return a.Size() == b.Size() && std::equal(a.Begin(), a.End(), b.Begin(), same);
    if (!a.IsObject()) return true;
    if (a.MemberCount() != b.MemberCount()) return false;
    return std::all_of(a.MemberBegin(), a.MemberEnd(), [&](const auto& member) {
        const auto at = find_in(const_cast<Value&>(b), patch_text(member.name), true);
        return at != b.MemberEnd() && same(member.value, at->value);
    });
}

// Where a pointer leads: to a value, or to the place in its parent where one could be.
struct Place {
    const TypeInfo* type = nullptr;     // of the value
    const TypeInfo* holder = nullptr;   // of the parent; null: the place is the whole document
    Value* parent = nullptr;
    std::string token;
    rapidjson::SizeType index = 0;      // of an item; one past the last: behind them all
    Value* value = nullptr;             // null: nothing is there
    bool is_secret = false;
};

enum class Miss : std::uint8_t { none, unreadable, unknown, absent };

class Patcher {
public:
    Patcher(const TypeInfo& type, Value& document, Pool& pool) : type_(type), document_(document), pool_(pool) {}

    Result<void> run(const Value& operations) {
        if (operations.Size() > max_patch_operations) return too_much();
        for (const Value& operation : operations.GetArray()) {
            ++number_;
            Result<void> done = step(operation);
            if (!done.has_value()) return done;
            if (work_ > max_patch_work) return too_much();
        }
        return {};
    }

    static Error too_much() { return fail(errc::bad_parameter, "The patch asks for too much at once."); }

private:
    Error broken() const {
        return fail(errc::bad_parameter, sentence("Operation {0} of the patch is unknown or incomplete.", {number_}));
    }

    Error missed(Miss miss) const {
        if (miss == Miss::unreadable)
            return fail(errc::bad_parameter,
                        sentence("A pointer in operation {0} of the patch cannot be read.", {number_}));
        if (miss == Miss::unknown)
            return fail(errc::bad_parameter,
                        sentence("Operation {0} of the patch names a member that does not exist.", {number_}));
        return fail(errc::conflict,
                    sentence("Operation {0} of the patch: there is nothing at its pointer.", {number_}));
    }

    Error no_secrets() const {
        return fail(errc::bad_parameter,
                    sentence("Operation {0} of the patch would read a secret: it can be set, but neither tested nor "
                             "copied nor moved.",
                             {number_}));
    }

    static const Value* member_of(const Value& operation, std::string_view name) {
        const auto at = find_in(const_cast<Value&>(operation), name, true);
        return at == operation.MemberEnd() ? nullptr : &at->value;
    }

    static std::optional<std::string_view> text_member(const Value& operation, std::string_view name) {
        const Value* const value = member_of(operation, name);
        if (value == nullptr || !value->IsString()) return std::nullopt;
        return patch_text(*value);
    }

    Result<void> step(const Value& operation) {
        if (!operation.IsObject()) return broken();
        const auto name = text_member(operation, "op");
        const auto path = text_member(operation, "path");
        if (!name || !path) return broken();
        const bool moves = *name == "move";
        if (moves || *name == "copy") {
            const auto from = text_member(operation, "from");
            return from ? transfer(*from, *path, moves) : Result<void>(broken());
        }
        if (*name == "remove") return remove_at(*path);
        const Value* const value = member_of(operation, "value");
        if (value == nullptr) return broken();
        if (*name == "test") return test(*path, *value);
        const bool replaces = *name == "replace";
        if (!replaces && *name != "add") return broken();
        Value copy = copy_of(*value, pool_);
        return put(*path, copy, replaces);
    }

    Miss find(std::string_view pointer, Place& place) {
        const auto tokens = pointer_tokens(pointer);
        if (!tokens) return Miss::unreadable;
        place.type = &type_;
        place.value = &document_;
        for (const std::string& token : *tokens) {
            if (place.value == nullptr) return Miss::absent;
            const Miss miss = enter(token, place);
            if (miss != Miss::none) return miss;
        }
        return Miss::none;
    }

    // One step down. The value may not be there; what it is in must be.
    static Miss enter(const std::string& token, Place& place) {
        place.holder = place.type;
        place.parent = place.value;
        place.token = token;
        switch (place.holder->kind) {
            case Kind::object: return enter_carrier(token, place);
            case Kind::array: return enter_list(token, place);
            case Kind::dictionary: break;
            default: return Miss::unknown;
        }
        if (!place.parent->IsObject()) return Miss::absent;
        place.type = &place.holder->item().fields[1].type();
        const auto at = find_in(*place.parent, token, false);
        place.value = at == place.parent->MemberEnd() ? nullptr : &at->value;
        return Miss::none;
    }

    static Miss enter_carrier(const std::string& token, Place& place) {
        const FieldInfo* const field = find_member(*place.holder, token);
        if (field == nullptr) return Miss::unknown;
        if (!place.parent->IsObject()) return Miss::absent;
        place.token = field->name_in_rest();
        place.type = &field->type();
        place.is_secret = place.is_secret || field->is_secret;
        const auto at = find_in(*place.parent, place.token, true);
        place.value = at == place.parent->MemberEnd() ? nullptr : &at->value;
        return Miss::none;
    }

    static Miss enter_list(const std::string& token, Place& place) {
        place.type = &place.holder->item();
        if (!place.parent->IsArray()) return Miss::absent;
        const rapidjson::SizeType size = place.parent->Size();
        place.value = nullptr;
        place.index = size;
        if (token == "-") return Miss::none;
        const bool number = !token.empty() && is_all_digits(token) && (token.size() == 1 || token.front() != '0');
        if (!number) return Miss::unreadable;
        const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), place.index);
        if (error != std::errc{} || place.index > size) return Miss::absent;
        if (place.index < size) place.value = &(*place.parent)[place.index];
        return Miss::none;
    }

    bool reads_secret(const Place& place) const {
        std::vector<const TypeInfo*> seen;
        return place.is_secret || holds_secret(*place.type, seen);
    }

    Result<void> put(std::string_view pointer, Value& value, bool replaces) {
        Place place;
        const Miss miss = find(pointer, place);
        if (miss != Miss::none) return missed(miss);
        if (replaces && place.value == nullptr) return missed(Miss::absent);
        if (place.holder == nullptr || replaces) {
            *place.value = value;
            return {};
        }
        if (place.holder->kind != Kind::array) {
            set_member(*place.parent, place.token, place.holder->kind == Kind::object, value, pool_);
            return {};
        }
        place.parent->PushBack(value, pool_);
        for (rapidjson::SizeType i = place.parent->Size() - 1; i > place.index; --i)
            (*place.parent)[i].Swap((*place.parent)[i - 1]);
        work_ += (place.parent->Size() - place.index) / 8;
        return {};
    }

    Result<void> remove_at(std::string_view pointer) {
        Place place;
        const Miss miss = find(pointer, place);
        if (miss != Miss::none) return missed(miss);
        if (place.holder == nullptr) return broken();
        if (place.value == nullptr) return missed(Miss::absent);
        take_away(place);
        return {};
    }

    void take_away(Place& place) {
        if (place.holder->kind == Kind::object) {
            *place.value = nothing_of(*place.type);
            return;
        }
        if (place.holder->kind == Kind::dictionary) {
            place.parent->EraseMember(find_in(*place.parent, place.token, false));
            return;
        }
        work_ += (place.parent->Size() - place.index) / 8;
        place.parent->Erase(place.parent->Begin() + place.index);
    }

    Result<void> test(std::string_view pointer, const Value& value) {
        Place place;
        const Miss miss = find(pointer, place);
        if (miss != Miss::none) return missed(miss);
        if (reads_secret(place)) return no_secrets();
        if (place.value == nullptr) return missed(Miss::absent);
        weigh(*place.value, work_);
        weigh(value, work_);
        if (work_ > max_patch_work) return too_much();
        if (same(*place.value, value)) return {};
        return fail(errc::conflict, sentence("Operation {0} of the patch: what it tests is not so.", {number_}));
    }

    Result<void> transfer(std::string_view from, std::string_view to, bool moves) {
        Place source;
        const Miss miss = find(from, source);
        if (miss != Miss::none) return missed(miss);
        if (reads_secret(source)) return no_secrets();
        if (source.value == nullptr) return missed(Miss::absent);
        weigh(*source.value, work_);
        if (work_ > max_patch_work) return too_much();
        Value value = copy_of(*source.value, pool_);
        if (!moves) return put(to, value, false);
        if (is_pointer_below(to, from))
            return fail(errc::bad_parameter,
                        sentence("Operation {0} of the patch moves a value into itself.", {number_}));
        take_away(source);
        return put(to, value, false);
    }

    const TypeInfo& type_;
    Value& document_;
    Pool& pool_;
    std::size_t number_ = 0;
    std::size_t work_ = 0;
};

// RFC 7396 section 2.
void merge(const TypeInfo& type, const Value& patch, Value& target, Pool& pool) {
    if (!patch.IsObject() || (type.kind != Kind::object && type.kind != Kind::dictionary)) {
        target = copy_of(patch, pool);
        return;
    }
    if (!target.IsObject()) target.SetObject();
    const bool is_carrier = type.kind == Kind::object;
    for (const auto& member : patch.GetObject()) {
        std::string_view name = patch_text(member.name);
        const FieldInfo* const field = is_carrier ? find_member(type, name) : nullptr;
        if (is_carrier && field == nullptr) continue;
        if (is_carrier) name = field->name_in_rest();
        const TypeInfo& below = is_carrier ? field->type() : type.item().fields[1].type();
        const auto at = find_in(target, name, is_carrier);
        if (member.value.IsNull() && !is_carrier) {
            if (at != target.MemberEnd()) target.EraseMember(at);
            continue;
        }
        Value value;
        if (at != target.MemberEnd()) value.Swap(at->value);
        if (member.value.IsNull())
            value = nothing_of(below);
        else
            merge(below, member.value, value, pool);
        set_member(target, name, is_carrier, value, pool);
    }
}

}  // namespace

Result<void> apply_json_patch(const TypeInfo& type, const Value& patch, Value& document, Pool& pool) {
    if (!patch.IsArray()) return fail(errc::bad_parameter, "A JSON Patch is an array of operations.");
    return Patcher(type, document, pool).run(patch);
}

Result<void> apply_merge_patch(const TypeInfo& type, const Value& patch, Value& document, Pool& pool) {
    if (!patch.IsObject()) return fail(errc::bad_parameter, "A merge patch is an object.");
    merge(type, patch, document, pool);
    return {};
}

}  // namespace uag::json

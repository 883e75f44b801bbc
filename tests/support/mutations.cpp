#include "support/mutations.hpp"

#include <cstring>
#include <utility>

#include "adapters/compare/value_text.hpp"
#include "core/base/datetime.hpp"

namespace uag::test {
namespace {

struct Marked {
    bool is_secret = false;
    Varies varies = Varies::never;
};

class Mutator {
public:
    Mutator(std::string_view root, std::size_t index) : path_(root), left_(index) {}

    std::optional<Mutation> message(const TypeInfo& type, void* object) {
        if (const FieldInfo* const only = compare::only_response(type))
            slot(only->type(), only->slot(object), {only->is_secret, only->varies});
        else
            members(type, object, false);
        return std::move(found_);
    }

private:
    // True if this is the change that is wanted.
    bool take(std::string_view what, Marked marked, std::string secret = {}) {
        if (found_ || left_-- != 0) return false;
        found_ = Mutation{path_, what, marked.is_secret, marked.varies, marked.is_secret ? std::move(secret) : ""};
        return true;
    }

    template <class Visit> void below(const std::string& step, Visit visit) {
        if (found_) return;
        const std::size_t size = path_.size();
        path_ += step;
        visit();
        path_.resize(size);
    }

    void members(const TypeInfo& type, void* object, bool secret) {
        for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
            below('.' + std::string(field.name),
                  [&] { slot(field.type(), field.slot(owner), {secret || field.is_secret, field.varies}); });
        });
    }

    void slot(const TypeInfo& type, void* target, Marked marked) {
        switch (type.kind) {
            case Kind::boolean:
                if (take("number", marked)) *static_cast<bool*>(target) = !*static_cast<bool*>(target);
                return;
            case Kind::int16: return number<std::int16_t>(target, marked);
            case Kind::int32: return number<std::int32_t>(target, marked);
            case Kind::enumeration: return word(type, target, marked);
            case Kind::datetime: return date(*static_cast<DateTime*>(target), marked);
            case Kind::string: {
                auto& value = *static_cast<String*>(target);
                return text(value.text, value.presence, marked);
            }
            case Kind::bytes: {
                auto& value = *static_cast<Bytes*>(target);
                return text(value.data, value.presence, marked);
            }
            case Kind::object: return box(type, target, marked);
            case Kind::array: return array(type, target, marked);
            case Kind::dictionary: return dictionary(type, target, marked);
        }
    }

    template <class Number> void number(void* target, Marked marked) {
        if (take("number", marked))
            *static_cast<Number*>(target) = static_cast<Number>(*static_cast<Number*>(target) ^ 1);
    }

    void word(const TypeInfo& type, void* target, Marked marked) {
        std::int32_t number = 0;
        std::memcpy(&number, target, sizeof number);
        const std::int32_t other = type.is_flags                          ? number ^ type.members.front().value
                                   : type.members.front().value == number ? type.members.back().value
                                                                          : type.members.front().value;
        if (take("word", marked)) std::memcpy(target, &other, sizeof other);
    }

    void date(DateTime& value, Marked marked) {
        const std::int64_t hour = 60 * DateTime::ticks_per_minute;
        if (take("date", marked)) value.ticks += value.ticks > DateTime::max_ticks / 2 ? -hour : hour;
        if (take("zone", marked))
            value.zone = value.zone == DateTime::Zone::unspecified ? DateTime::Zone::utc : DateTime::Zone::unspecified;
    }

    void text(std::string& content, Presence& presence, Marked marked) {
        if (presence != Presence::value) {
            if (take("fill", marked)) presence = Presence::value;
            if (take("no value", marked)) presence = presence == Presence::nil ? Presence::absent : Presence::nil;
            return;
        }
        if (take("text", marked, content)) content += "x";
        if (take("null", marked, content)) {
            content.clear();
            presence = Presence::nil;
        }
        if (!content.empty() && take("cut", marked, content)) content.pop_back();
    }

    void box(const TypeInfo& type, void* target, Marked marked) {
        if (type.is_value_type) return members(type, const_cast<void*>(type.slot.object(target)), marked.is_secret);
        const Presence presence = type.slot.presence(target);
        if (presence != Presence::value) {
            if (take("fill", marked)) type.slot.emplace(target);
            if (take("no value", marked))
                type.slot.clear(target, presence == Presence::nil ? Presence::absent : Presence::nil);
            return;
        }
        if (take("null", marked)) return type.slot.clear(target, Presence::nil);
        members(type, const_cast<void*>(type.slot.object(target)), marked.is_secret);
    }

    // True if there are items to look at.
    bool list(const TypeInfo& type, void* target, Marked marked) {
        if (type.slot.presence(target) != Presence::value) {
            if (take("fill", marked)) type.slot.emplace(target);
            return false;
        }
        if (!take("null", marked)) return true;
        type.slot.clear(target, Presence::nil);
        return false;
    }

    void array(const TypeInfo& type, void* target, Marked marked) {
        if (!list(type, target, marked)) return;
        const std::size_t size = type.slot.size(target);
        for (std::size_t i = 0; i < size; ++i)
            below('[' + std::to_string(i) + ']',
                  [&] { slot(type.item(), const_cast<void*>(type.slot.at(target, i)), marked); });
        if (take("add", marked)) type.slot.append(target);
    }

    void dictionary(const TypeInfo& type, void* target, Marked marked) {
        if (!list(type, target, marked)) return;
        const std::size_t size = type.slot.size(target);
        const TypeInfo& entry = type.item();
        for (std::size_t i = 0; i < size; ++i) {
            void* const item = const_cast<void*>(type.slot.at(target, i));
            below(compare::key_step(static_cast<const String*>(entry.fields.front().get(item))->text),
                  [&] { slot(entry.fields.back().type(), entry.fields.back().slot(item), marked); });
        }
        below("[\"another\"]", [&] {
            if (!take("add", marked)) return;
            *static_cast<String*>(entry.fields.front().slot(type.slot.append(target))) = "another";
        });
    }

    std::string path_;
    std::size_t left_;
    std::optional<Mutation> found_;
};

}  // namespace

std::optional<Mutation> mutate(const TypeInfo& message, void* object, std::string_view root, std::size_t index) {
    return Mutator(root, index).message(message, object);
}

}  // namespace uag::test

#include "server/recording/counterpart.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "adapters/compare/pseudonyms.hpp"

namespace uag::recording {
namespace {

// Calls visit(type, field, left slot, right slot) for each slot below two objects of a type that holds a text or a
// number. Where only one side has an object or item, nothing below it is visited.
template <class Visit> class PairWalk {
public:
    explicit PairWalk(const Visit& visit) : visit_(visit) {}

    void members(const TypeInfo& type, void* left, void* right) const {
        for (const FieldInfo& field : type.fields) {
            if (field.is_base)
                members(field.type(), field.slot(left), field.slot(right));
            else
                slot(field.type(), field, field.slot(left), field.slot(right));
        }
    }

private:
    void slot(const TypeInfo& type, const FieldInfo& field, void* left, void* right) const {
        switch (type.kind) {
            case Kind::object: {
                void* const left_object = const_cast<void*>(type.slot.object(left));
                void* const right_object = const_cast<void*>(type.slot.object(right));
                if (left_object != nullptr && right_object != nullptr) members(type, left_object, right_object);
                return;
            }
            case Kind::array:
            case Kind::dictionary: return items(type, field, left, right);
            case Kind::string:
            case Kind::int32: return visit_(type, field, left, right);
            default: return;
        }
    }

    void items(const TypeInfo& type, const FieldInfo& field, void* left, void* right) const {
        const std::size_t count = std::min(type.slot.size(left), type.slot.size(right));
        for (std::size_t i = 0; i < count; ++i) {
            void* const left_item = const_cast<void*>(type.slot.at(left, i));
            void* const right_item = const_cast<void*>(type.slot.at(right, i));
            if (type.kind == Kind::array)
                slot(type.item(), field, left_item, right_item);
            else
                members(type.item(), left_item, right_item);
        }
    }

    const Visit& visit_;
};

template <class Visit> void walk_pairs(const TypeInfo& type, void* left, void* right, const Visit& visit) {
    PairWalk<Visit>(visit).members(type, left, right);
}

}  // namespace

Counterpart::Counterpart(const KnownSecrets& told) {
    for (const auto& [pseudonym, real] : told) known_.try_emplace(pseudonym, Meaning{real, true});
}

const Secret* Counterpart::known(std::string_view pseudonym) const {
    const auto at = known_.find(pseudonym);
    return at == known_.end() ? nullptr : &at->second.real;
}

void Counterpart::bind(std::string_view pseudonym, std::string_view real) {
    if (known_.size() >= most_bound_secrets || real.empty()) return;
    known_.try_emplace(std::string(pseudonym), Meaning{Secret(real)});
}

// As bind(), and over what was told.
void Counterpart::settle(std::string_view pseudonym, std::string_view real) {
    if (const auto at = known_.find(pseudonym); at != known_.end() && at->second.is_told && !real.empty())
        at->second.real = Secret(real);
    bind(pseudonym, real);
    if (const auto at = known_.find(pseudonym); at != known_.end()) at->second.is_told = false;
}

void Counterpart::forget(std::string_view pseudonym) {
    if (const auto at = known_.find(pseudonym); at != known_.end()) known_.erase(at);
}

void Counterpart::rewrite(const TypeInfo& type, void* object) const {
    walk_pairs(type, object, object, [this](const TypeInfo& slot, const FieldInfo& field, void* left, void*) {
        if (slot.kind == Kind::string) {
            String& text = *static_cast<String*>(left);
            const Secret* const real = compare::is_pseudonym(text.text) ? known(text.text) : nullptr;
            if (real != nullptr) text.text = real->reveal();
        } else if (field.varies == Varies::id) {
            auto& id = *static_cast<std::int32_t*>(left);
            id = pairs_.right_id(field.id_space, id).value_or(id);
        }
    });
}

void Counterpart::bind_left(const TypeInfo& type, const void* object) {
    void* const left = const_cast<void*>(object);
    walk_pairs(type, left, left, [this](const TypeInfo& slot, const FieldInfo&, void* text, void*) {
        if (slot.kind != Kind::string) return;
        const std::string& said = static_cast<const String*>(text)->text;
        if (!compare::is_pseudonym(said)) return;
        const Secret* const real = known(said);
        const Secret kept = real != nullptr ? *real : Secret(std::string_view(said));
        settle(said, kept.reveal());
    });
}

void Counterpart::bind_ids(const TypeInfo& type, const void* object) {
    void* const told = const_cast<void*>(object);
    walk_pairs(type, told, told, [this](const TypeInfo&, const FieldInfo& field, void* slot, void*) {
        if (field.varies != Varies::id) return;
        const std::int32_t id = *static_cast<const std::int32_t*>(slot);
        if (id != 0 && pairs_.ids(field.id_space, id, id) == compare::Fit::unknown)
            pairs_.bind_ids(field.id_space, id, id);
    });
}

void Counterpart::unify(const TypeInfo& type, void* left, const void* right) {
    walk_pairs(type, left, const_cast<void*>(right),
               [this](const TypeInfo& slot, const FieldInfo&, void* left_slot, void* right_slot) {
                   if (slot.kind != Kind::string) return;
                   String& text = *static_cast<String*>(left_slot);
                   if (!compare::is_pseudonym(text.text)) return;
                   settle(text.text, static_cast<const String*>(right_slot)->text);
                   if (const Secret* const real = known(text.text)) text.text = real->reveal();
               });
}

}  // namespace uag::recording

#include "adapters/compare/walk.hpp"

#include <utility>

#include "adapters/compare/value_text.hpp"
#include "adapters/walk/presence.hpp"

namespace uag::compare {
namespace {

bool is_empty(const TypeInfo& type, const void* slot) {
    switch (type.kind) {
        case Kind::string: return static_cast<const String*>(slot)->text.empty();
        case Kind::bytes: return static_cast<const Bytes*>(slot)->data.empty();
        case Kind::array:
        case Kind::dictionary: return type.slot.size(slot) == 0;
        default: return false;
    }
}

}  // namespace

void compare_values(const TypeInfo& message, const void* left, const void* right, std::string_view root,
                    const Settings& settings, Run& run, Comparison& out) {
    Walk(message, {left, right}, root, settings, run, out).whole();
}

void compare_single(const TypeInfo& type, const void* left, const void* right, std::string_view path,
                    const Settings& settings, Run& run, Comparison& out) {
    Walk(type, {left, right}, path, settings, run, out).single();
}

Walk::Walk(const TypeInfo& message, Slots objects, std::string_view root, const Settings& settings, Run& run,
           Comparison& out)
    : message_(message), objects_(objects), root_(root), settings_(settings), run_(run), out_(out), path_(root) {}

void Walk::whole() {
    const FieldInfo* const only = only_response(message_);
    if (only == nullptr) return members(message_, objects_, {});
    slot(only->type(), {only->get(objects_.left), only->get(objects_.right)},
         {only->is_secret, only->varies, only->id_space});
}

void Walk::single() { slot(message_, objects_, {}); }

void Walk::members(const TypeInfo& type, Slots objects, Marks marks) {
    for (const FieldInfo& field : type.fields) {
        if (is_quiet_ && differs_) return;
        if (field.is_base)
            members(field.type(), {field.get(objects.left), field.get(objects.right)}, marks);
        else
            member(field, objects, marks);
    }
}

void Walk::member(const FieldInfo& field, Slots objects, Marks marks) {
    const bool in_left = has_member(settings_.left.face, field);
    const bool in_right = has_member(settings_.right.face, field);
    if (!in_left && !in_right) return;
    const Step step(*this, '.' + std::string(field.name));
    const Slots slots{field.get(objects.left), field.get(objects.right)};
    const Marks own{marks.is_secret || field.is_secret, field.varies, field.id_space, marks.is_strict};
    if (in_left && in_right) return slot(field.type(), slots, own);
    if (is_quiet_) return;
    out_.add({path_, Status::not_applicable, Aspect::none, in_left ? text(field.type(), slots.left, own) : "",
              in_right ? text(field.type(), slots.right, own) : "",
              "not in " + name_of(in_left ? settings_.right.face : settings_.left.face)});
}

void Walk::slot(const TypeInfo& type, Slots slots, Marks marks) {
    const Rule* const rule = run_.rules.find(path_, run_.operation, !is_quiet_);
    if (rule == nullptr) return plain(type, slots, marks);
    by_rule(*rule, type, slots, marks);
}

void Walk::plain(const TypeInfo& type, Slots slots, Marks marks) {
    if (is_nothing(type, slots, marks)) return;
    switch (type.kind) {
        case Kind::object: return object(type, slots, marks);
        case Kind::array: return list(type, slots, marks);
        case Kind::dictionary: return dictionary(type, slots, marks);
        default: return scalar(type, slots, marks);
    }
}

// True if one of the two has no value: then all is said.
bool Walk::is_nothing(const TypeInfo& type, Slots slots, Marks marks) {
    if (type.is_value_type) return false;  // nothing is its default there
    const Presence left = presence_of(type, slots.left);
    const Presence right = presence_of(type, slots.right);
    if (left == Presence::value && right == Presence::value) return false;
    const void* const value = left == Presence::value ? slots.left : slots.right;
    if (is_same_nothing(settings_.left.face, left, settings_.right.face, right, is_empty(type, value)))
        equal();
    else
        differ_in(Aspect::presence, type, slots, marks);
    return true;
}

void Walk::object(const TypeInfo& type, Slots slots, Marks marks) {
    const Object standard = type.is_value_type ? make_object(type) : Object(nullptr, type.object.destroy);
    const void* const left = type.slot.object(slots.left);
    const void* const right = type.slot.object(slots.right);
    const Marks below{marks.is_secret, Varies::never, {}, marks.is_strict};
    equal();  // both are there
    members(type, {left != nullptr ? left : standard.get(), right != nullptr ? right : standard.get()}, below);
}

bool Walk::agree(const TypeInfo& type, Slots slots, Marks marks) {
    return quietly([&] { plain(type, slots, marks); });
}

void Walk::equal() {
    if (!is_quiet_) out_.add_equal();
}

void Walk::differ(Aspect aspect, std::string left, std::string right, std::string reason) {
    differs_ = true;
    if (is_quiet_) return;
    out_.add({path_, Status::different, aspect, std::move(left), std::move(right), std::move(reason)});
}

void Walk::differ_in(Aspect aspect, const TypeInfo& type, Slots slots, Marks marks, std::string reason) {
    say(Status::different, aspect, type, slots, marks, std::move(reason));
}

void Walk::say(Status status, Aspect aspect, const TypeInfo& type, Slots slots, Marks marks, std::string reason) {
    differs_ = differs_ || status == Status::different;
    if (is_quiet_) return;
    auto [left, right] = texts(type, slots, marks);
    out_.add({path_, status, aspect, std::move(left), std::move(right), std::move(reason)});
}

std::pair<std::string, std::string> Walk::texts(const TypeInfo& type, Slots slots, Marks marks) const {
    const bool are_texts = type.kind == Kind::string && presence_of(type, slots.left) == Presence::value &&
                           presence_of(type, slots.right) == Presence::value;
    if (!are_texts || marks.is_secret) return {text(type, slots.left, marks), text(type, slots.right, marks)};
    return quoted_pair(run_.pseudonyms.scrubbed(static_cast<const String*>(slots.left)->text),
                       run_.pseudonyms.scrubbed(static_cast<const String*>(slots.right)->text));
}

std::string Walk::text(const TypeInfo& type, const void* slot, Marks marks) const {
    const Presence presence = presence_of(type, slot);
    if (presence != Presence::value) return presence == Presence::nil ? "nil" : "absent";
    switch (type.kind) {
        case Kind::object: return "a value";
        case Kind::array:
        case Kind::dictionary: {
            const std::size_t size = type.slot.size(slot);
            return size == 0 ? "empty" : std::to_string(size) + (size == 1 ? " item" : " items");
        }
        case Kind::enumeration: return word_of(type, number_in(type, slot));
        default: break;
    }
    const std::string plain = *plain_text(type, slot);
    if (plain.empty()) return "empty";
    if (marks.is_secret) return run_.pseudonyms.of(plain);
    if (type.kind == Kind::string) return in_quotes(run_.pseudonyms.scrubbed(plain));
    return type.kind == Kind::bytes ? in_quotes(plain) : plain;
}

}  // namespace uag::compare

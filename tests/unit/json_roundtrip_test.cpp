// decode(encode(x)) is x for every type that an operation takes or answers with, and the base carrier's
// members never come back from a client.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/contract/operations.hpp"
#include "support/sample_values.hpp"

using namespace uag;

namespace {

void forget_base(const TypeInfo& type, void* object);

void forget_base_in_slot(const TypeInfo& type, void* slot) {
    if (type.kind == Kind::object) {
        if (const void* const object = type.slot.object(slot)) forget_base(type, const_cast<void*>(object));
        return;
    }
    if (type.kind != Kind::array && type.kind != Kind::dictionary) return;
    for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
        void* const item = const_cast<void*>(type.slot.at(slot, i));
        if (type.kind == Kind::array)
            forget_base_in_slot(type.item(), item);
        else
            forget_base(type.item(), item);
    }
}

// Clears the members that a client cannot set.
void forget_base(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        if (!field.is_base) {
            forget_base_in_slot(field.type(), field.slot(object));
            continue;
        }
        for_each_field(field.type(), field.slot(object), [](const FieldInfo& member, void* owner) {
            member.type().slot.clear(member.slot(owner), Presence::absent);
        });
    }
}

void collect(const TypeInfo& type, std::map<const TypeInfo*, std::string>& found) {
    if (type.kind == Kind::array || type.kind == Kind::dictionary) return collect(type.item(), found);
    if (type.kind != Kind::object || !found.emplace(&type, type.name).second) return;
    for (const FieldInfo& field : type.fields)
        collect(field.type(), found);
}

std::map<const TypeInfo*, std::string> all_types() {
    std::map<const TypeInfo*, std::string> found;
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), rest_operations()})
        for (const Operation& operation : rows) {
            collect(operation.request(), found);
            collect(operation.response(), found);
        }
    return found;
}

}  // namespace

TEST_CASE("every type of the contract survives the way out and back") {
    const auto types = all_types();
    CHECK(types.size() > 100);
    std::mt19937_64 random(20260101);
    for (const auto& [type, name] : types) {
        CAPTURE(name);
        for (int round = 0; round < 25; ++round) {
            const Object sent = make_object(*type);
            test::fill_sample(*type, sent.get(), random, round % 4);
            std::string body;
            json::encode_object(*type, sent.get(), body);

            json::Body parsed;
            const auto readable = parsed.parse(body, {});
            REQUIRE(readable.has_value());
            const Object received = make_object(*type);
            const auto decoded = json::decode_object(*type, parsed.root(), received.get());
            REQUIRE(decoded.has_value());

            forget_base(*type, sent.get());
            REQUIRE(test::equal_values(*type, sent.get(), received.get(), newest_version, true));
            std::string again;
            std::string expected;
            json::encode_object(*type, received.get(), again);
            json::encode_object(*type, sent.get(), expected);
            REQUIRE(again == expected);
        }
    }
}

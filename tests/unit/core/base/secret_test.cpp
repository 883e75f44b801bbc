// Secrets are wiped where they were, and compare by value only.
#include "core/base/secret.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <new>
#include <ostream>
#include <string>
#include <type_traits>

using namespace uag;

namespace {

template <class T, class = void> struct is_printable : std::false_type {};
template <class T>
struct is_printable<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>>
    : std::true_type {};

static_assert(!is_printable<Secret>::value);
static_assert(!std::is_convertible_v<std::string, Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

// Short enough to live inside the object, where a test may look after the object has gone.
constexpr const char* short_text = "lantern-41";

bool holds(const void* memory, std::size_t size, std::string_view text) {
    return std::string_view(static_cast<const char*>(memory), size).find(text) != std::string_view::npos;
}

}  // namespace

TEST_CASE("wiping overwrites the bytes") {
    std::string text(100, 'x');
    const char* const where = text.data();
    wipe(text.data(), 50);
    CHECK(std::string_view(where, 50).find('x') == std::string_view::npos);
    CHECK(text.substr(50) == std::string(50, 'x'));
    wipe(nullptr, 0);
}

TEST_CASE("wiping a string empties it, its spare room too") {
    std::string text(100, 'x');
    text.resize(10);
    const char* const where = text.data();
    const std::size_t room = text.capacity();
    wipe(text);
    CHECK(text.empty());
    REQUIRE(text.data() == where);
    CHECK(std::string_view(where, room).find('x') == std::string_view::npos);
    std::string empty;
    wipe(empty);
    CHECK(empty.empty());
}

TEST_CASE("a secret leaves nothing behind") {
    alignas(Secret) unsigned char memory[sizeof(Secret)];
    SUBCASE("when it goes") {
        auto* const secret = new (memory) Secret(std::string(short_text));
        CHECK(holds(memory, sizeof memory, short_text));
        std::destroy_at(secret);
        CHECK_FALSE(holds(memory, sizeof memory, short_text));
    }
    SUBCASE("when it is moved from") {
        auto* const secret = new (memory) Secret(std::string(short_text));
        const Secret other(std::move(*secret));
        CHECK(other.reveal() == short_text);
        CHECK_FALSE(holds(memory, sizeof memory, short_text));
        CHECK(secret->empty());
        std::destroy_at(secret);
    }
    SUBCASE("when it is assigned to") {
        auto* const secret = new (memory) Secret(std::string(short_text));
        *secret = Secret(std::string("x"));
        CHECK(secret->reveal() == "x");
        CHECK_FALSE(holds(memory, sizeof memory, std::string_view(short_text).substr(2)));
        const Secret copy(std::string("y"));
        *secret = copy;
        CHECK(secret->reveal() == "y");
        CHECK(copy.reveal() == "y");
        std::destroy_at(secret);
    }
}

TEST_CASE("copies and self-assignment keep the text") {
    Secret secret{std::string(short_text)};
    const Secret copy = secret;
    CHECK(copy.reveal() == short_text);
    CHECK(secret.reveal() == short_text);
    Secret& self = secret;
    secret = self;
    CHECK(secret.reveal() == short_text);
    secret = std::move(self);
    CHECK(secret.reveal() == short_text);
    const std::string long_text(1000, 'q');
    secret = Secret(std::string_view(long_text));
    CHECK(secret.reveal() == long_text);
    CHECK(Secret().empty());
}

TEST_CASE("comparison by value") {
    CHECK(equal_constant_time("", ""));
    CHECK(equal_constant_time("abc", "abc"));
    CHECK_FALSE(equal_constant_time("abc", "abd"));
    CHECK_FALSE(equal_constant_time("abc", "ab"));
    CHECK_FALSE(equal_constant_time("", "a"));
    CHECK_FALSE(equal_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

// The value types that carriers are made of. Absent, nil and empty stay three different things from the wire to the core.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag {

/// Whether a member was left out, sent as nil (SOAP `xsi:nil`, JSON `null`), or has a value.
enum class Presence : std::uint8_t { absent, nil, value };

/// A nillable xs:string: UTF-8, at most the body's size.
struct String {
    std::string text;
    Presence presence = Presence::absent;

    String() = default;
    String(std::string value) : text(std::move(value)), presence(Presence::value) {}  // NOLINT: a plain text is one
    String(std::string_view value) : text(value), presence(Presence::value) {}  // NOLINT
    String(const char* value) : text(value), presence(Presence::value) {}  // NOLINT
    bool has_value() const noexcept { return presence == Presence::value; }
    bool blank() const noexcept { return text.empty(); }  ///< absent, nil and empty alike
    friend bool operator==(const String&, const String&) = default;
};

/// A nillable xs:base64Binary.
struct Bytes {
    std::string data;
    Presence presence = Presence::absent;
    friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// A nillable carrier: owned, copied deeply, allocated only when it is there.
template <class T> class Box {
public:
    using value_type = T;

    Box() = default;
    Box(T value) : object_(new T(std::move(value))), presence_(Presence::value) {}  // NOLINT
    Box(const Box& other) : object_(other.object_ ? new T(*other.object_) : nullptr), presence_(other.presence_) {}
    Box(Box&&) noexcept = default;
    Box& operator=(Box other) noexcept {
        object_ = std::move(other.object_);
        presence_ = other.presence_;
        return *this;
    }
    ~Box() = default;

    static Box nil() {
        Box box;
        box.presence_ = Presence::nil;
        return box;
    }
    Presence presence() const noexcept { return presence_; }
    void clear(Presence presence) {
        object_.reset();
        presence_ = presence;
    }
    T& emplace() {
        object_.reset(new T{});
        presence_ = Presence::value;
        return *object_;
    }
    bool has_value() const noexcept { return object_ != nullptr; }
    const T* get() const noexcept { return object_.get(); }
    T* get() noexcept { return object_.get(); }
    const T& operator*() const noexcept { return *object_; }
    T& operator*() noexcept { return *object_; }
    const T* operator->() const noexcept { return object_.get(); }
    T* operator->() noexcept { return object_.get(); }

private:
    // Not inlined into each place that may end a Box: the carriers compile a quarter faster.
    struct Delete {
        [[gnu::noinline]] void operator()(T* object) const noexcept { delete object; }
    };
    std::unique_ptr<T, Delete> object_;
    Presence presence_ = Presence::absent;
};

/// A nillable array or dictionary. Items of carrier type are Box (an item may be nil); dictionary entries are plain.
template <class T> struct List {
    using value_type = T;

    std::vector<T> items;
    Presence presence = Presence::absent;

    List() = default;
    List(std::vector<T> values) : items(std::move(values)), presence(Presence::value) {}  // NOLINT
    bool has_value() const noexcept { return presence == Presence::value; }
};

}  // namespace uag

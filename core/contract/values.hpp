// The value types that carriers are made of. Absent, nil and empty stay three different things from the wire to the core.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/message.hpp"

namespace uag {

/// Whether a member was left out, sent as nil (SOAP `xsi:nil`, JSON `null`), or has a value.
enum class Presence : std::uint8_t { absent, nil, value };

/// A message or none: owned, copied deeply, one pointer long as nearly all texts have none.
class OptionalMessage {
public:
    OptionalMessage() = default;
    explicit OptionalMessage(Message message);
    OptionalMessage(const OptionalMessage& other) : message_(other.message_ ? copy(*other.message_) : nullptr) {}
    OptionalMessage(OptionalMessage&&) noexcept = default;
    OptionalMessage& operator=(OptionalMessage other) noexcept {
        message_ = std::move(other.message_);
        return *this;
    }
    ~OptionalMessage() = default;

    const Message* get() const noexcept { return message_.get(); }

private:
    // Not inlined into each place that copies or ends a text.
    static Message* copy(const Message& message);
    struct Delete {
        void operator()(Message* message) const noexcept;
    };
    std::unique_ptr<Message, Delete> message_;
};

/// A nillable xs:string: UTF-8, at most the body's size. What the service itself says in it is there as a message too,
/// of which adapters make the text in the caller's language; what somebody stored or sent never is.
struct String {
    std::string text;
    OptionalMessage message;  ///< what `text` says in English
    Presence presence = Presence::absent;

    String() = default;
    String(std::string value) : text(std::move(value)), presence(Presence::value) {}  // NOLINT: a plain text is one
    String(std::string_view value) : text(value), presence(Presence::value) {}  // NOLINT
    String(const char* value) : text(value), presence(Presence::value) {}  // NOLINT
    String(Message said)
        : text(said.english()), message(OptionalMessage(std::move(said))), presence(Presence::value) {}  // NOLINT
    String(MessageId said) : String(Message(said)) {}  // NOLINT
    bool has_value() const noexcept { return presence == Presence::value; }
    bool blank() const noexcept { return text.empty(); }  ///< absent, nil and empty alike
    friend bool operator==(const String& a, const String& b) { return a.presence == b.presence && a.text == b.text; }
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

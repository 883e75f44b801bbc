// Beast's parser over a head that stays where it is: fields are views into it, the body goes into the
// caller's text. Nothing is copied twice, so that secrets have one place to be wiped from.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/secret.hpp"

namespace uag::http {

/// Wipes what it gives back: a head that outgrows its buffer moves to a larger one, and tickets and passwords are in it.
template <class T> struct WipingAllocator {
    using value_type = T;
    WipingAllocator() = default;
    template <class U> WipingAllocator(const WipingAllocator<U>&) noexcept {
    }  // NOLINT: what allocators are converted by
    T* allocate(std::size_t count) { return std::allocator<T>{}.allocate(count); }
    void deallocate(T* memory, std::size_t count) noexcept {
        wipe(memory, count * sizeof(T));
        std::allocator<T>{}.deallocate(memory, count);
    }
    friend bool operator==(const WipingAllocator&, const WipingAllocator&) = default;
};
using ReadBuffer = boost::beast::basic_flat_buffer<WipingAllocator<char>>;

/// The fields of a head, in order; views into its text.
using HeaderFields = std::vector<std::pair<std::string_view, std::string_view>>;

/// What is in the buffer, until it changes.
inline std::string_view text_of(const ReadBuffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// Takes bytes off the front of the buffer. They may hold passwords, and must not stay in it.
void consume_wiped(ReadBuffer& buffer, std::size_t size);

/// Parses one request. The head comes as one piece, which outlives `fields`; what follows may come in any
/// pieces.
class RequestParser final : public boost::beast::http::basic_parser<true> {
public:
    /// Empties `fields`; `body` must be empty.
    RequestParser(HeaderFields& fields, std::string& body) : fields_(fields), body_(body) {
        fields_.clear();
        eager(true);
    }

    /// Parses what of the body has come, and takes it off the buffer. No error if more must come.
    void feed(ReadBuffer& buffer, boost::system::error_code& error);
    /// How many bytes feed() took: the body, its chunks' heads and its trailers.
    std::size_t fed() const { return fed_; }

    /// How many fields stood in the trailer so far.
    std::size_t trailers() const { return trailers_; }
    /// One of them says who asks, what for, or how the message is framed (RFC 9110 6.5.1).
    bool has_forbidden_trailer() const { return forbidden_trailer_; }

private:
    using error_code = boost::system::error_code;
    using text_view = boost::beast::string_view;
    using Length = boost::optional<std::uint64_t>;

    void on_request_impl(boost::beast::http::verb, text_view, text_view, int, error_code&) override {}
    void on_response_impl(int, text_view, int, error_code&) override {}
    void on_field_impl(boost::beast::http::field, text_view name, text_view value, error_code& error) override;
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const Length& length, error_code& error) override;
    std::size_t on_body_impl(text_view bytes, error_code& error) override;
    void on_chunk_header_impl(std::uint64_t size, text_view extensions, error_code& error) override;
    std::size_t on_chunk_body_impl(std::uint64_t, text_view bytes, error_code& error) override;
    void on_finish_impl(error_code&) override {}
    void grow_wiped(std::size_t least);

    HeaderFields& fields_;
    std::string& body_;
    std::size_t announced_ = std::numeric_limits<std::size_t>::max();  // its Content-Length
    std::size_t fed_ = 0;
    std::string_view input_;  // what feed() parses just now
    std::size_t trailers_ = 0;
    bool forbidden_trailer_ = false;
};

}  // namespace uag::http

// The methods of HTTP (RFC 9110 section 9, RFC 5789). That HEAD is a GET whose answer goes out without its content is said
// here and nowhere else.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace uag::http {

/// There is no HEAD among them: it is read as GET.
enum class Method : std::uint8_t { get, post, put, patch, delete_, options, trace, connect, unknown };

/// A method as a request names it, in its own letter case.
struct SentMethod {
    Method method = Method::unknown;
    bool head = false;  ///< the answer's content is not wanted (RFC 9110 9.3.2)
};
SentMethod read_method(std::string_view name) noexcept;

/// "GET"; empty for Method::unknown.
std::string_view name_of(Method method) noexcept;

/// The methods that an address takes.
class Methods {
public:
    constexpr Methods() = default;
    constexpr Methods(std::initializer_list<Method> methods) {
        for (const Method method : methods) add(method);
    }
    constexpr void add(Method method) { bits_ = static_cast<std::uint16_t>(bits_ | bit(method)); }
    constexpr bool has(Method method) const { return (bits_ & bit(method)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    friend constexpr bool operator==(Methods, Methods) = default;

private:
    static constexpr unsigned bit(Method method) { return 1U << static_cast<unsigned>(method); }

    std::uint16_t bits_ = 0;
};

/// As Allow lists them (RFC 9110 10.2.1), HEAD behind GET: "GET, HEAD, PUT".
std::string list_of(Methods methods);

}  // namespace uag::http

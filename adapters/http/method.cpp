#include "adapters/http/method.hpp"

#include <array>

namespace uag::http {
namespace {

struct MethodName {
    std::string_view name;
    Method method;
};
// In the order in which Allow lists them.
constexpr std::array<MethodName, 8> method_names{{{"GET", Method::get},
                                                  {"POST", Method::post},
                                                  {"PUT", Method::put},
                                                  {"PATCH", Method::patch},
                                                  {"DELETE", Method::delete_},
                                                  {"OPTIONS", Method::options},
                                                  {"TRACE", Method::trace},
                                                  {"CONNECT", Method::connect}}};
constexpr std::string_view head_name = "HEAD";

}  // namespace

SentMethod read_method(std::string_view name) noexcept {
    if (name == head_name) return {Method::get, true};
    for (const MethodName& row : method_names)
        if (row.name == name) return {row.method, false};
    return {};
}

std::string_view name_of(Method method) noexcept {
    for (const MethodName& row : method_names)
        if (row.method == method) return row.name;
    return {};
}

std::string list_of(Methods methods) {
    std::string list;
    const auto append = [&](std::string_view name) { (list += list.empty() ? "" : ", ") += name; };
    for (const MethodName& row : method_names) {
        if (!methods.has(row.method)) continue;
        append(row.name);
        if (row.method == Method::get) append(head_name);
    }
    return list;
}

}  // namespace uag::http

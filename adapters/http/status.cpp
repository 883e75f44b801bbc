#include "adapters/http/status.hpp"

#include <algorithm>
#include <array>

namespace uag::http {
namespace {

struct Reason {
    unsigned status;
    std::string_view text;
};
constexpr std::array<Reason, 27> reasons{{{100, "Continue"},
                                          {200, "OK"},
                                          {202, "Accepted"},
                                          {204, "No Content"},
                                          {302, "Found"},
                                          {303, "See Other"},
                                          {304, "Not Modified"},
                                          {400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {408, "Request Timeout"},
                                          {409, "Conflict"},
                                          {412, "Precondition Failed"},
                                          {413, "Content Too Large"},
                                          {414, "URI Too Long"},
                                          {415, "Unsupported Media Type"},
                                          {417, "Expectation Failed"},
                                          {429, "Too Many Requests"},
                                          {431, "Request Header Fields Too Large"},
                                          {500, "Internal Server Error"},
                                          {501, "Not Implemented"},
                                          {502, "Bad Gateway"},
                                          {503, "Service Unavailable"},
                                          {504, "Gateway Timeout"},
                                          {505, "HTTP Version Not Supported"}}};

}  // namespace

std::string_view reason_of(unsigned status) {
    const auto* const at = std::find_if(reasons.begin(), reasons.end(),
                                        [status](const Reason& reason) { return reason.status == status; });
    return at == reasons.end() ? std::string_view("Unknown") : at->text;
}

}  // namespace uag::http

#include <algorithm>
#include <array>

#include "adapters/soap/soap.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

struct SoapFile {
    std::string_view name;
    Service service;
};
constexpr std::array<SoapFile, 2> soap_files{{{"User.svc", Service::user}, {"SoPrincipal.svc", Service::so_principal}}};

}  // namespace

bool is_soap_path(std::string_view path) {
    constexpr std::string_view ending = ".svc";
    return path.size() >= ending.size() && ascii_iequals(path.substr(path.size() - ending.size()), ending);
}

std::optional<SoapTarget> match_soap(const http::PathSegments& path) {
    if (!ascii_iequals(path[2], "Remote")) return std::nullopt;
    const auto* const file =
        std::ranges::find_if(soap_files, [&](const SoapFile& row) { return ascii_iequals(path[0], row.name); });
    // Most clients are of the newest.
    const auto generation = std::find_if(generations.rbegin(), generations.rend(),
                                         [&](const Generation& row) { return ascii_iequals(path[1], row.name); });
    if (file == soap_files.end() || generation == generations.rend()) return std::nullopt;
    return SoapTarget{file->service, generation->version};
}

}  // namespace uag

#include "adapters/http/http_date.hpp"

#include <array>
#include <ctime>

namespace uag::http {
namespace {

constexpr std::size_t max_date = 40;

// The program never leaves the C locale, which is HTTP's.
constexpr const char* fixed_form = "%a, %d %b %Y %H:%M:%S GMT";
constexpr std::array<const char*, 3> forms{fixed_form, "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"};

}  // namespace

std::optional<TimePoint> parse_http_date(std::string_view text) {
    if (text.size() > max_date) return std::nullopt;
    const std::string date(text);
    for (const char* const form : forms) {
        std::tm parts{};
        const char* const end = strptime(date.c_str(), form, &parts);
        if (end == nullptr || end != date.c_str() + date.size()) continue;
        return TimePoint(std::chrono::seconds(timegm(&parts)));
    }
    return std::nullopt;
}

std::string format_http_date(TimePoint time) {
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, max_date> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), fixed_form, &parts);
    return {text.data(), length};
}

}  // namespace uag::http

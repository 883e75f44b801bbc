#include "server/ui/device.hpp"

#include <array>

namespace uag::ui {
namespace {

struct Mark {
    std::string_view sign;
    std::string_view name;
};

// In order: most browsers name the ones that they descend from too.
constexpr std::array<Mark, 6> browsers{{{"Edg", "Edge"},
                                        {"OPR/", "Opera"},
                                        {"Firefox/", "Firefox"},
                                        {"FxiOS/", "Firefox"},
                                        {"Chrome/", "Chrome"},
                                        {"Safari/", "Safari"}}};
constexpr std::array<Mark, 7> systems{{{"Windows", "Windows"},
                                       {"Android", "Android"},
                                       {"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"Mac OS X", "macOS"},
                                       {"CrOS", "ChromeOS"},
                                       {"Linux", "Linux"}}};

template <std::size_t count>
std::string_view name_in(std::string_view text, const std::array<Mark, count>& marks) {
    for (const Mark& mark : marks)
        if (text.find(mark.sign) != std::string_view::npos) return mark.name;
    return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
    const std::string_view browser = name_in(user_agent, browsers);
    const std::string_view system = name_in(user_agent, systems);
    std::string text(browser.empty() ? "A browser" : browser);
    if (!system.empty()) (text += " on ") += system;
    return text;
}

}  // namespace uag::ui

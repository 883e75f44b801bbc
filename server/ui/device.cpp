#include "server/ui/device.hpp"

#include <array>

#include "core/base/messages.hpp"

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

constexpr std::string_view unknown_browser = label("A browser");
constexpr std::string_view between = " on ";

template <std::size_t count> std::string_view name_in(std::string_view text, const std::array<Mark, count>& marks) {
    for (const Mark& mark : marks)
        if (text.find(mark.sign) != std::string_view::npos) return mark.name;
    return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
    const std::string_view browser = name_in(user_agent, browsers);
    const std::string_view system = name_in(user_agent, systems);
    std::string text(browser.empty() ? unknown_browser : browser);
    if (!system.empty()) (text += between) += system;
    return text;
}

std::string show_device(Language language, std::string_view device) {
    const std::size_t end = device.find(between);
    std::string text = translate(language, device.substr(0, end));
    if (end == std::string_view::npos) return text;
    ((text += ' ') += translate(language, label("on"))) += ' ';
    return text += device.substr(end + between.size());
}

}  // namespace uag::ui

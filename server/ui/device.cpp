#include "server/ui/device.hpp"

#include <array>

#include "core/messages/words.hpp"

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

constexpr MessageId unknown_browser = label("A browser");
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
    std::string text(browser.empty() ? unknown_browser.english() : browser);
    if (!system.empty()) (text += between) += system;
    return text;
}

std::string show_device(Language language, std::string_view device) {
    const std::size_t end = device.find(between);
    const std::string_view browser = device.substr(0, end);
    std::string text = browser == unknown_browser.english() ? words(unknown_browser, language) : std::string(browser);
    if (end == std::string_view::npos) return text;
    ((text += ' ') += words("on", language)) += ' ';
    return text += device.substr(end + between.size());
}

}  // namespace uag::ui

#include "server/ui/page_routes.hpp"

#include <algorithm>
#include <array>

#include "server/ui/files.hpp"
#include "server/ui/handbook.hpp"

namespace uag::ui {
namespace {

using http::Method;
using http::Methods;

constexpr Methods only_read{Method::get};
constexpr Methods only_sent{Method::post};
constexpr Methods form_methods{Method::get, Method::post};

// What stands in a folder; an empty name is the slash behind it.
struct PageRow {
    std::string_view folder;
    std::string_view name;
    PageTarget target;
};
constexpr std::array<PageRow, 11> page_rows{
    {{"account", "", {Place::account_folder, only_read}},
     {"account", "sign-in", {Place::sign_in, form_methods, "SignIn"}},
     {"account", "password", {Place::password, form_methods, "ChangeOwnPassword"}},
     {"account", "sessions", {Place::sessions, only_sent, "EndSession"}},
     {"account", "sign-out", {Place::sign_out, only_sent, "SignOut"}},
     {"account", "password-link", {Place::password_link, form_methods, "SetPasswordByLink"}},
     {"account", "account.css", {Place::account_file, only_read, {}, "account.css"}},
     {"account", "account.js", {Place::account_file, only_read, {}, "account.js"}},
     {"account", "account.svg", {Place::account_file, only_read, {}, "account.svg"}},
     {"docs", "", {Place::docs_folder, only_read}},
     {"docs", "services", {Place::services, only_read}}}};

constexpr PageTarget home_target{Place::home, only_read};
constexpr PageTarget icon_target{Place::icon, only_read};
constexpr PageTarget account_target{Place::account, only_read, "Account"};
constexpr PageTarget docs_target{Place::docs, only_read};

PageTarget of_name(Place place, std::string_view name) { return {place, only_read, {}, name}; }

// The index has no name in its address.
std::optional<PageTarget> match_handbook(std::string_view name) {
    if (name == handbook_index || find_handbook_page(name) == nullptr) return std::nullopt;
    return of_name(Place::handbook, name);
}

}  // namespace

std::optional<PageTarget> match_page(const http::PathSegments& path) {
    if (path.path() == "/") return home_target;
    if (path.path() == "/favicon.ico") return icon_target;
    const std::string_view last = path[0];
    const std::string_view folder = path[1];
    if (last == "account") return account_target;
    const auto* const row =
        std::ranges::find_if(page_rows, [&](const PageRow& one) { return one.folder == folder && one.name == last; });
    if (row != page_rows.end()) return row->target;
    if (folder == "docs" && last == "pages") return of_name(Place::handbook, handbook_index);
    if (path[2] == "docs" && folder == "pages" && last.empty()) return PageTarget{Place::handbook_folder, only_read};
    if (path[2] == "docs" && folder == "pages")
        if (const auto page = match_handbook(last)) return page;
    if (last == "docs") return docs_target;
    if (folder == "docs" && find_file(last) != nullptr) return of_name(Place::docs_file, last);
    return std::nullopt;
}

bool is_of_account(Place place) { return place >= Place::account && place <= Place::account_file; }

bool is_web(Place place) {
    const bool is_page = is_of_account(place) && place != Place::account_file;
    return is_page || place == Place::home || place == Place::icon;
}

}  // namespace uag::ui

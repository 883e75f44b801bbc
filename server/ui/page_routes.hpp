// Which addresses belong to the pages for people and their files, whatever of them is switched on: a row a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/http/method.hpp"
#include "adapters/http/path_segments.hpp"

namespace uag::ui {

enum class Place : std::uint8_t {
    home,            ///< `/`
    icon,            ///< `/favicon.ico`
    account,         ///< `…/account`
    account_folder,  ///< `…/account/`, which leads to it
    sign_in,
    password,
    sessions,
    sign_out,
    password_link,
    account_file,
    docs,         ///< `…/docs`
    docs_folder,  ///< `…/docs/`, which leads to it
    services,
    docs_file,
    handbook,
    handbook_folder  ///< `…/docs/pages/`, which leads to its index
};

struct PageTarget {
    Place place = Place::home;
    http::Methods methods{};
    std::string_view action{};  ///< the page's name for log and audit, a text of the program; empty: none
    std::string_view name{};    ///< of a file or a page of the handbook: the last segment, or a text of the program
};

/// With any prefix but for `/` and `/favicon.ico`; letter case counts. Nothing for every other address.
std::optional<PageTarget> match_page(const http::PathSegments& path);

/// Whether it stands at `…/account`.
bool is_of_account(Place place);

/// Whether it is logged as a page, `web`: home and what stands at `…/account`, but for its files.
bool is_web(Place place);

}  // namespace uag::ui

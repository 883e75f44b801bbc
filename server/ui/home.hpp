// The page at `/`: what this service is, and where its pages, descriptions and SOAP services are. In the language of the
// browser; it needs no credentials, no script and no other file.
#pragma once

#include "adapters/http/message.hpp"
#include "core/base/language.hpp"
#include "server/ui/docs.hpp"

namespace uag::ui {

/// What is linked: only what is there.
struct HomeLinks {
    bool account = true;
    DocsSettings docs;
};

/// Answers a GET of `/` or of `/favicon.ico`; another method gets 405. A browser may keep the icon for a day;
/// `If-None-Match` is answered 304. False, and nothing written: another page.
bool answer_home(const HttpRequest& request, const PageTarget& target, const HomeLinks& links, HttpReply& reply);

/// For a person who followed a wrong link to that path: the page around the sentence, with the way home. The caller sets the
/// status.
void write_missing_page(std::string_view path, Language wanted, HttpReply& reply);

}  // namespace uag::ui

// The page at `/`: what this service is, and where its pages, descriptions and SOAP services are. In the language of the
// browser; it needs no credentials, no script and no other file.
#pragma once

#include "adapters/http/exchange.hpp"
#include "core/base/language.hpp"
#include "server/ui/docs.hpp"

namespace uag::ui {

/// What is linked: only what is there.
struct HomeLinks {
    bool account = true;
    DocsSettings docs;
};

/// Answers GET and HEAD (with the body; the server leaves it out) of `/` and of `/favicon.ico`, both without a prefix;
/// another method gets 405. A browser may keep the icon for a day; `If-None-Match` is answered 304. False, and nothing
/// written: another path.
bool answer_home(const HttpRequest& request, const HomeLinks& links, HttpReply& reply);

/// Whether the path is one of these, for the log.
bool is_home(std::string_view path);

/// For a person who followed a wrong link: the page around the sentence, with the way home. The caller sets the status.
void write_missing_page(Language wanted, HttpReply& reply);

}  // namespace uag::ui

// The pages for people at /docs: the WebAPI in Swagger UI, the list of the SOAP services, and the handbook. They need no
// credentials and no other host, and run under a Content-Security-Policy without inline scripts.
#pragma once

#include "adapters/http/message.hpp"
#include "server/ui/page_routes.hpp"

namespace uag::ui {

struct DocsSettings {
    bool swagger_ui = true;  ///< `…/docs`, and its files
    bool services = true;  ///< `…/docs/services`; without Swagger UI, `…/docs` leads there
    bool pages = true;  ///< `…/docs/pages`, the handbook
};

/// Answers a GET of `…/docs`, `…/docs/services`, the handbook or `…/docs/<file>`; another method gets 405. Files carry
/// their content's hash in their address and may be kept for a year; `If-None-Match` is answered 304. False, and nothing
/// written: the page is none of these, or is switched off.
bool answer_docs(const HttpRequest& request, const PageTarget& target, const DocsSettings& settings, HttpReply& reply);

}  // namespace uag::ui

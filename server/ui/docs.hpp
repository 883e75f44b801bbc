// The pages for people at /docs: the WebAPI in Swagger UI, the list of the SOAP services, and the handbook. They need no
// credentials and no other host, and run under a Content-Security-Policy without inline scripts.
#pragma once

#include "adapters/http/exchange.hpp"

namespace uag::ui {

struct DocsSettings {
    bool swagger_ui = true;  ///< `…/docs`, and its files
    bool services = true;  ///< `…/docs/services`; without Swagger UI, `…/docs` leads there
    bool pages = true;  ///< `…/docs/pages`, the handbook
};

/// Answers GET and HEAD (with the body; the server leaves it out) of `…/docs`, `…/docs/services`, the handbook and
/// `…/docs/<file>`, with any prefix; another method gets 405. Files carry their content's hash in their
/// address and may be kept for a year; `If-None-Match` is answered 304. False, and nothing written: the path
/// is none of these, or is switched off.
bool answer_docs(const HttpRequest& request, const DocsSettings& settings, HttpReply& reply);

}  // namespace uag::ui

// Answers and errors in the language that a request asked for. Each protocol calls these where it writes an
// answer, and nowhere else; without a language nothing is touched.
#pragma once

#include "adapters/http/message.hpp"
#include "core/base/culture.hpp"
#include "core/base/language.hpp"
#include "core/base/messages.hpp"

namespace uag {

struct Operation;

/// The language that a request of the WebAPI asks for: SO-Language, also an empty one, else Accept-Language.
Language asked_language(const HttpRequest& request);

/// The culture for values inside texts that a request of the WebAPI asks for: SO-Culture, by default the
/// language's own; none without a language.
Culture asked_culture(const HttpRequest& request, Language language);

/// Puts every text below a response into the language: multi-language and resource strings wherever they
/// stand, and this service's own messages and labels. Secrets and the keys of dictionaries are left alone.
/// With a culture (SOAP has none: its clients decode by themselves), a text that is one encoded value is
/// shown as CultureFormat does, but for the values of ExtraFields and CustomFields, which programs read. Who
/// saves what was read so saves what was shown: of one language, and no longer encoded. Names of users and
/// everything else that may hold no colon can be neither.
void show_language(const Operation& operation, void* response, Language language, Culture culture = {});

/// The public texts of an error in the language.
Error translated(Error error, Language language);

/// The language of messages, for Content-Language and xml:lang: English where the service has none.
std::string_view message_tag(Language language);

}  // namespace uag

// Answers in the language that a request asked for. Each protocol calls these where it writes an answer, and nowhere
// else; without a language nothing is touched.
#pragma once

#include "adapters/http/message.hpp"
#include "core/base/culture.hpp"
#include "core/base/language.hpp"

namespace uag {

struct TypeInfo;

/// The language that a request of the WebAPI asks for: SO-Language, also an empty one, else Accept-Language.
Language asked_language(const HttpRequest& request);

/// The culture for values inside texts that a request of the WebAPI asks for: SO-Culture, by default the
/// language's own; none without a language.
Culture asked_culture(const HttpRequest& request, Language language);

/// Puts every text below a response of the type into the language: what the service itself says (String::message),
/// and multi-language and resource strings of the data wherever they stand. Other text is somebody's, and stays, also
/// if it reads like a message. Secrets and the keys of dictionaries are left alone.
/// With a culture (SOAP has none: its clients decode by themselves), a text that is one encoded value is
/// shown as CultureFormat does, but for the values of ExtraFields and CustomFields, which programs read. Who
/// saves what was read so saves what was shown: of one language, and no longer encoded. Names of users and
/// everything else that may hold no colon can be neither.
void show_language(const TypeInfo& type, void* response, Language language, Culture culture = {});

}  // namespace uag

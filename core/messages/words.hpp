// Words for what the service says: the only place where a message becomes a text in somebody's language. Adapters and
// pages call it where they write; the core does not.
#pragma once

#include <string>

#include "core/base/language.hpp"
#include "core/base/message.hpp"

namespace uag {

/// Whether the catalogue has the language; the rest get English.
constexpr bool has_messages(Language language) { return language >= Language::us && language <= Language::ch; }

/// The message in a language; in English for one that has no messages, and for none.
std::string words(const Message& message, Language language);

/// The language of those words, for Content-Language and xml:lang.
std::string_view message_tag(Language language);

}  // namespace uag

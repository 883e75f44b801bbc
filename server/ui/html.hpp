// HTML as it is written, in the language of whoever reads it. Three kinds of text go in, each by its own
// function, so that nothing reaches a page unescaped or untranslated by mistake: markup, the program's words,
// and everything else.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/base/language.hpp"
#include "core/base/message.hpp"

namespace uag::ui {

class Html {
public:
    explicit Html(Language language) : language_(language) {}
    /// Wipes what was written: tokens are among it.
    ~Html();
    Html(Html&&) = default;
    Html(const Html&) = delete;
    Html& operator=(const Html&) = delete;

    /// Markup of the program's own, as it is.
    Html& raw(std::string_view markup);
    /// Words of the program's own, in the page's language: a message, or the public text of an Error. In an
    /// element or between the double quotes of an attribute, as text() too.
    Html& say(const Message& message);
    template <std::size_t holes>
    Html& say(std::type_identity_t<MessagePattern<holes>> pattern, MessageArgument (&&values)[holes]) {
        return say(sentence<holes>(pattern, std::move(values)));
    }
    /// Anything else.
    Html& text(std::string_view text);
    Html& number(std::integral auto number) { return raw(std::to_string(number)); }
    /// ` name="value"`.
    Html& attribute(std::string_view name, std::string_view value);

    Language language() const { return language_; }
    std::string_view markup() const { return out_; }

private:
    Language language_;
    std::string out_;
};

}  // namespace uag::ui

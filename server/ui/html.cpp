#include "server/ui/html.hpp"

#include "adapters/xml/writer.hpp"
#include "core/base/secret.hpp"
#include "core/messages/words.hpp"

namespace uag::ui {

Html::~Html() { wipe(out_); }

Html& Html::raw(std::string_view markup) {
    out_ += markup;
    return *this;
}

Html& Html::say(const Message& message) { return text(words(message, language_)); }

Html& Html::text(std::string_view text) {
    xml::append_attribute(out_, text);
    return *this;
}

Html& Html::attribute(std::string_view name, std::string_view value) {
    raw(" ").raw(name).raw("=\"");
    return text(value).raw("\"");
}

}  // namespace uag::ui

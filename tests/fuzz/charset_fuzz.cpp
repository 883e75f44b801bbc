// Whatever a body is said to be written in, what is decoded of it is UTF-8 and little longer.
#include <string>

#include "adapters/http/charset.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(charset) {
    using uag::Charset;
    for (const Charset charset :
         {Charset::unstated, Charset::utf8, Charset::utf16, Charset::utf16le, Charset::utf16be, Charset::windows1252}) {
        std::string body(bytes);
        std::string storage;
        const auto text = uag::to_utf8(body, charset, storage);
        FUZZ_HOLDS(body == bytes);
        if (!text.has_value()) {
            FUZZ_HOLDS(!text.error().text.empty() && text.error().offset <= bytes.size());
            continue;
        }
        const std::string_view read(text->data(), text->size());
        FUZZ_HOLDS(read.size() <= 3 * bytes.size());
        if (!storage.empty()) FUZZ_HOLDS(uag::is_utf8(read) && read.data() == storage.data());
    }
    const auto latin = uag::from_windows1252(bytes);
    if (latin) FUZZ_HOLDS(uag::is_utf8(*latin));
}

#include "core/base/normal_forms.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>

#include "core/base/text.hpp"

namespace uag {

std::vector<std::string> normal_forms(std::string_view text) {
    std::vector<std::string> found;
    const bool is_plain = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (is_plain || text.size() > longest_normalized || !is_utf8(text)) return found;
    const icu::UnicodeString whole =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    for (const auto& form_of : {&icu::Normalizer2::getNFCInstance, &icu::Normalizer2::getNFDInstance,
                                &icu::Normalizer2::getNFKCInstance, &icu::Normalizer2::getNFKDInstance}) {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* const form = form_of(status);
        if (form == nullptr) continue;
        const icu::UnicodeString made = form->normalize(whole, status);
        if (U_FAILURE(status) != 0) continue;
        std::string utf8;
        made.toUTF8String(utf8);
        if (utf8 != text && std::ranges::find(found, utf8) == found.end()) found.push_back(std::move(utf8));
    }
    return found;
}

}  // namespace uag

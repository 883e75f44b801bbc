#include "core/base/domain.hpp"

#include <unicode/bytestream.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include <memory>

namespace uag {
namespace {

constexpr std::size_t longest_domain = 253;

const icu::IDNA* idna() {
    static const std::unique_ptr<icu::IDNA> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        constexpr auto options =
            UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII;
        std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(options, status));
        if (U_FAILURE(status)) made.reset();
        return made;
    }();
    return instance.get();
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view domain) {
    // No name that is longer as text fits in the bytes either.
    if (domain.empty() || domain.size() > 4 * longest_domain || idna() == nullptr) return std::nullopt;
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo info;
    UErrorCode status = U_ZERO_ERROR;
    idna()->nameToASCII_UTF8(icu::StringPiece(domain.data(), static_cast<int32_t>(domain.size())), sink, info, status);
    if (U_FAILURE(status) || info.hasErrors() || ascii.empty() || ascii.size() > longest_domain) return std::nullopt;
    return ascii;
}

}  // namespace uag

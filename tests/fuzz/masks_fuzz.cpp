// Messages before they are kept: a secret that is known, or that stands in a member for secrets, is in no masked text,
// whatever comes behind it and whatever the body claims to be.
#include "adapters/compare/masks.hpp"

#include <string>

#include "core/agent/operations.hpp"
#include "fuzz/target.hpp"

namespace {

constexpr std::string_view known_secret = "Known-Canary-4711";
constexpr std::string_view kept_secret = "Kept-Canary-0815";

const uag::compare::Pseudonyms& knowing() {
    static const auto made = [] {
        auto all = std::make_unique<uag::compare::Pseudonyms>(uag::Secret(std::string_view("a key of the fuzzer")));
        all->learn(known_secret);
        return all;
    }();
    return *made;
}

struct Form {
    std::string_view content_type;
    uag::compare::Wire wire;
    std::string_view before;  // what stands in front of a secret, and behind it
    std::string_view behind;
};

constexpr Form forms[]{
    {"application/json", uag::compare::Wire::json, R"({"Password":")", R"(",)"},
    {"application/xml; charset=utf-8", uag::compare::Wire::xml, "<R><Password>", "</Password>"},
    {"text/xml; charset=utf-8", uag::compare::Wire::soap,
     R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><R><Password>)", "</Password>"},
    {"application/x-www-form-urlencoded", uag::compare::Wire::form, "Password=", "&"},
    {"application/x-www-form-urlencoded", uag::compare::Wire::form, "a=1;api_key=", "&"},
    {"multipart/form-data; boundary=BB", uag::compare::Wire::form,
     "--BB\r\nContent-Disposition: form-data; name=\"pwd\"\r\n\r\n", "\r\n--BB\r\n"},
};

// The known secret in spellings that a server may write: what comes before and behind changes nothing.
constexpr std::string_view spellings[]{
    R"(\u004bnown\u002DCanary-4711)", "Known%2dCanary%2D4711",   "&#75;nown&#x2D;Canary-4711",
    "Known-<!-- -->Canary-4711",      "S25vd24tQ2FuYXJ5LTQ3MTE", "Known-Canary-47]]><![CDATA[11",
};

}  // namespace

FUZZ_TARGET(masks) {
    const uag::compare::Masks masks(knowing());
    const uag::Operation* const operation = uag::find_operation(uag::Service::user, "ChangePassword");
    const bool says_kept = bytes.find(kept_secret) != bytes.npos;
    for (const Form& form : forms)
        for (const uag::compare::MessageKind& kind :
             {uag::compare::MessageKind{}, uag::compare::MessageKind{operation, true, form.wire}}) {
            const std::string plain = masks.body(kind, form.content_type, bytes);
            FUZZ_HOLDS(plain.find(known_secret) == plain.npos);
            std::string body(form.before);
            ((body += kept_secret) += form.behind) += bytes;
            const std::string masked = masks.body(kind, form.content_type, body);
            FUZZ_HOLDS(says_kept || masked.find(kept_secret) == masked.npos);
        }
    // A mark before it, so that nothing before it belongs to its first escape.
    for (const std::string_view spelling : spellings) {
        const bool says_it = bytes.find(spelling) != bytes.npos;
        const std::string plain = knowing().scrubbed(std::string(bytes) + '\n' + std::string(spelling) + "\n.");
        FUZZ_HOLDS(says_it || plain.find(spelling) == plain.npos);
    }
    for (const std::string& text : {masks.text(bytes), masks.address(bytes), masks.field("Location", bytes)})
        FUZZ_HOLDS(text.find(known_secret) == text.npos);
}

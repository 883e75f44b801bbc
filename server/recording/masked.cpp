#include "server/recording/masked.hpp"

#include <algorithm>

#include "adapters/http/charset.hpp"
#include "adapters/http/content_coding.hpp"
#include "adapters/rest/authorization.hpp"
#include "adapters/rest/data_format.hpp"
#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "server/compare/learn.hpp"
#include "server/http/inflate.hpp"

namespace uag::recording {
namespace {

// Basic credentials whose password is a pseudonym, so that who replays them knows the user. Empty: they are none.
std::string masked_basic(std::string_view value, const compare::Pseudonyms& pseudonyms) {
    constexpr std::string_view scheme = "Basic ";
    if (value.size() < scheme.size() || !ascii_iequals(value.substr(0, scheme.size()), scheme)) return {};
    const Result<Evidence> shown = rest::parse_authorization(value);
    if (!shown.has_value() || shown->kind != Evidence::Kind::basic) return {};
    return std::string(scheme) + base64_encode(shown->user_name + ':' + pseudonyms.of(shown->secret.reveal()));
}

void set_field(client::Fields& fields, std::string_view name, std::string value) {
    for (auto& [key, old] : fields)
        if (ascii_iequals(key, name)) old = std::move(value);
}

std::string_view field_in(const client::Fields& fields, std::string_view name) {
    for (const auto& [key, value] : fields)
        if (ascii_iequals(key, name)) return value;
    return {};
}

// A body that came in UTF-16 is kept in UTF-8, and its type says so, or no decoder reads it any more.
void state_charset(client::Fields& fields, std::string_view came, std::string_view kept) {
    if (came == kept) return;
    const std::string type(field_in(fields, "Content-Type"));
    const auto media = rest::read_content_type(type);
    if (!media || media->charset.empty()) return;
    const auto charset = find_charset(media->charset);
    const bool is_utf16 = charset == Charset::utf16 || charset == Charset::utf16le || charset == Charset::utf16be;
    if (!is_utf16) return;
    const std::string old(media->charset);
    const auto at = std::search(type.begin(), type.end(), old.begin(), old.end(),
                                [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
    if (at == type.end()) return;
    const auto index = static_cast<std::size_t>(at - type.begin());
    set_field(fields, "Content-Type", std::string(type).replace(index, old.size(), "utf-8"));
}

std::string kept_body(client::Fields& fields, const std::string& body, const compare::MessageKind& kind,
                      const compare::Pseudonyms& pseudonyms, std::string_view what, std::vector<std::string>& notes) {
    const std::string name(what);
    const std::string coding(field_in(fields, "Content-Encoding"));
    std::string plain = body;
    if (!undo_coding(fields, plain)) {
        notes.push_back("the body of " + name + " is not kept: its Content-Encoding '" +
                        compare::Masks(pseudonyms).text(coding.substr(0, 40)) + "' is not read here");
        wipe(plain);
        return {};
    }
    if (plain.size() > longest_kept_body) {
        notes.push_back("the body of " + name + " is not kept: it has " + std::to_string(plain.size()) + " bytes");
        wipe(plain);
        return {};
    }
    if (field_in(fields, "Content-Encoding").empty() && !coding.empty())
        notes.push_back("the body of " + name + " came as " + compare::Masks(pseudonyms).text(coding.substr(0, 40)));
    std::string kept = compare::Masks(pseudonyms).body(kind, field_in(fields, "Content-Type"), plain);
    state_charset(fields, plain, kept);
    wipe(plain);
    return kept;
}

client::Fields masked_fields(const client::Fields& fields, const compare::Pseudonyms& pseudonyms) {
    client::Fields kept = compare::Masks(pseudonyms).fields(fields);
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (ascii_iequals(fields[i].first, "Authorization"))
            if (std::string basic = masked_basic(fields[i].second, pseudonyms); !basic.empty())
                kept[i].second = std::move(basic);
    return kept;
}

}  // namespace

void learn_secrets(const TypedRequest& request, const client::CallResult* answer, compare::Pseudonyms& pseudonyms) {
    pseudonyms.learn_password(request.sender.evidence.user_name, request.sender.evidence.secret.reveal());
    pseudonyms.learn(request.sender.application_token.reveal());
    if (request.request != nullptr)
        compare::learn_secrets(request.operation->request(), request.request.get(), {}, pseudonyms);
    if (answer != nullptr) compare::learn_secrets(answer->operation->response(), answer->answer.get(), {}, pseudonyms);
}

bool undo_coding(client::Fields& fields, std::string& body) {
    const auto field =
        std::ranges::find_if(fields, [](const auto& one) { return ascii_iequals(one.first, "Content-Encoding"); });
    if (field == fields.end()) return true;
    const Coding coding = find_coding(field->second);
    if (coding == Coding::other) return body.empty();
    if (coding != Coding::none && !body.empty()) {
        http::MemoryBudget budget(4 * longest_kept_body);
        http::HeldMemory memory(budget);
        if (http::inflate_body(body, coding, 2 * longest_kept_body, memory) != http::Inflated::done) return false;
    }
    fields.erase(field);
    return true;
}

client::Request masked(const client::Request& request, const compare::MessageKind& kind,
                       const compare::Pseudonyms& pseudonyms, std::vector<std::string>& notes) {
    client::Request kept;
    kept.method = pseudonyms.scrubbed(request.method);
    kept.path = compare::Masks(pseudonyms).address(request.path);
    kept.fields = masked_fields(request.fields, pseudonyms);
    kept.body = kept_body(kept.fields, request.body, kind, pseudonyms, "the request", notes);
    return kept;
}

client::Response masked(const client::Response& answer, const compare::MessageKind& kind,
                        const compare::Pseudonyms& pseudonyms, std::vector<std::string>& notes) {
    client::Response kept;
    kept.status = answer.status;
    kept.fields = masked_fields(answer.fields, pseudonyms);
    kept.body = kept_body(kept.fields, answer.body, kind, pseudonyms, "the answer", notes);
    return kept;
}

}  // namespace uag::recording

#include "adapters/compare/outcomes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/compare/code_words.hpp"
#include "adapters/compare/mask_names.hpp"
#include "adapters/compare/value_text.hpp"
#include "adapters/http/errors.hpp"
#include "adapters/http/media_type.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

using client::CallResult;

std::string_view kind_word(CallResult::Kind kind) {
    switch (kind) {
        case CallResult::Kind::success: return "success";
        case CallResult::Kind::error: return "error";
        case CallResult::Kind::unreadable: break;
    }
    return "unreadable";
}

// No text is an axis that says nothing.
String text_or_absent(std::string_view text) { return text.empty() ? String() : String(text); }

class Outcomes {
public:
    Outcomes(const CallResult& left, const CallResult& right, const Settings& settings, Run& run, Comparison& out)
        : left_(left), right_(right), settings_(settings), run_(run), out_(out) {
        const Face a = settings.left.face;
        const Face b = settings.right.face;
        is_soap_ = !a.is_rest() && !b.is_rest();
        is_one_protocol_ = a.is_rest() == b.is_rest();
        is_one_wire_ = a.wire == b.wire && a.is_soap12 == b.is_soap12;
    }

    void run() {
        text("$outcome", kind_word(left_.kind), kind_word(right_.kind));
        status();
        media();
        headers();
        if (left_.kind == CallResult::Kind::error && right_.kind == CallResult::Kind::error) errors();
        if (left_.kind == CallResult::Kind::unreadable && right_.kind == CallResult::Kind::unreadable) bodies();
        findings();
        if (left_.kind == CallResult::Kind::success && right_.kind == CallResult::Kind::success)
            compare_values(left_.operation->response(), left_.answer.get(), right_.answer.get(), left_.operation->name,
                           settings_, run_, out_);
    }

private:
    void text(std::string_view path, std::string_view left, std::string_view right) {
        compare_slot(path, type_of<String>(), text_or_absent(left), text_or_absent(right));
    }
    void compare_slot(std::string_view path, const TypeInfo& type, const auto& left, const auto& right) {
        compare_single(type, &left, &right, path, settings_, run_, out_);
    }

  // Where only one protocol has the word, or each its own. Nothing is said of
  // what neither has.
    void not_applicable(std::string_view path, std::string_view left, std::string_view right, std::string reason) {
        if (left.empty() && right.empty()) return;
        const auto shown = [&](std::string_view text) {
            return text.empty() ? std::string() : in_quotes(run_.pseudonyms.scrubbed(text));
        };
        out_.add(
            {std::string(path), Status::not_applicable, Aspect::none, shown(left), shown(right), std::move(reason)});
    }

    void status() {
        const auto left = static_cast<std::int32_t>(left_.raw.status);
        const auto right = static_cast<std::int32_t>(right_.raw.status);
        if (left == right || is_one_wire_ || keeps_status())
            return compare_slot("$status", type_of<std::int32_t>(), left, right);
        const bool is_success = left_.kind == CallResult::Kind::success && right_.kind == left_.kind;
        out_.add({"$status", Status::not_applicable, Aspect::none, std::to_string(left), std::to_string(right),
                  is_success         ? "the WebAPI answers 204 where there is nothing to say"
                  : is_one_protocol_ ? "SOAP 1.1 and 1.2 have their own statuses for a Fault"
                                     : "SOAP has its own statuses for errors"});
    }

  // Some errors have one status in every protocol.
    bool keeps_status() const {
        const client::CodeSet kept = client::codes_where([&](errc code) {
            return form_of(code).soap_status != 0 && form_of(code).soap_status == form_of(code).status;
        });
        return left_.failure.codes.meets(kept) && right_.failure.codes.meets(kept);
    }

    static std::string media_of(const CallResult& result) {
        const auto type = http::parse_media_type(result.raw.field("Content-Type"));
        if (!type) return {};
        std::string text(type->name);
        if (!type->charset.empty()) (text += "; charset=") += type->charset;
        std::ranges::transform(text, text.begin(), ascii_lower);
        return text;
    }

    void media() {
        if (is_one_wire_) return text("$media", media_of(left_), media_of(right_));
        not_applicable("$media", media_of(left_), media_of(right_), "each protocol has its own media type");
    }

    void headers() {
        const bool both = !left_.language.empty() && !right_.language.empty();
        if (is_one_protocol_ || both)
            text("$language", left_.language, right_.language);
        else
            not_applicable("$language", left_.language, right_.language, "only one of the two says its language");
        if (is_one_protocol_ || (!left_.time_zone.empty() && !right_.time_zone.empty()))
            text("$time_zone", left_.time_zone, right_.time_zone);
        else
            not_applicable("$time_zone", left_.time_zone, right_.time_zone, "only one of the two says its time zone");
        if (!is_soap_) return;
        const auto word = [](std::optional<bool> value) { return !value ? "" : *value ? "true" : "false"; };
        text("$succeeded", word(left_.succeeded), word(right_.succeeded));
        pairs("$extra_info", left_.extra_info, right_.extra_info);
    }

    void errors() {
        const client::Failure& left = left_.failure;
        const client::Failure& right = right_.failure;
        codes();
        exception_type();
        if (is_one_protocol_)
            text("$outcome.source", left.source, right.source);
        else
            not_applicable("$outcome.source", left.source, right.source, "each protocol names its own source");
        if (is_one_wire_ && is_soap_) {
            text("$fault.code", left.fault_code, right.fault_code);
            text("$fault.subcode", left.fault_subcode, right.fault_subcode);
        } else {
            not_applicable("$fault.code", left.fault_code, right.fault_code,
                           is_soap_ ? "SOAP 1.1 and 1.2 have their own codes" : "the WebAPI has no Fault");
        }
        messages();
        retry_after();
    }

  // Protocols write some codes alike, so that they meet is all that can be
  // asked.
    void codes() {
        const client::CodeSet left = left_.failure.codes;
        const client::CodeSet right = right_.failure.codes;
        const bool same = left.meets(right) || (left.empty() && right.empty());
        const std::string word = words_of(left);
        text("$outcome.code", word, same ? word : words_of(right));
    }

  // What this protocol would call an error that the other calls `other`.
    static bool is_same_type(std::string_view exception, std::string_view rest_type) {
        return !client::codes_where([&](errc code) {
                    return form_of(code).exception == exception && form_of(code).rest_type == rest_type;
                }).empty();
    }

    void exception_type() {
        const std::string& left = left_.failure.type;
        const std::string& right = right_.failure.type;
        if (is_bare_fault())
            return not_applicable("$outcome.type", left, right, "a Fault without ExceptionInfo names no exception");
        const bool is_left_rest = settings_.left.face.is_rest();
        const bool same = !is_one_protocol_ && is_same_type(is_left_rest ? right : left, is_left_rest ? left : right);
        text("$outcome.type", left, same ? left : right);
    }

    void messages() {
        const client::Failure& left = left_.failure;
        const client::Failure& right = right_.failure;
        const bool other_language =
            !left_.language.empty() && !right_.language.empty() && !ascii_iequals(left_.language, right_.language);
        if (other_language)
            not_applicable("$outcome.message", left.message, right.message, "in another language");
        else if (is_framed())
            not_applicable("$outcome.message", left.message, right.message, "a SOAP Fault says it in its own sentence");
        else
            text("$outcome.message", left.message, right.message);
        if (is_one_protocol_)
            text("$outcome.friendly_text", left.friendly_text, right.friendly_text);
        else
            not_applicable("$outcome.friendly_text", left.friendly_text, right.friendly_text,
                           "the WebAPI has no friendly text");
        if (other_language) return;
        if (is_bare_fault())
            not_applicable("$outcome.messages", count_of(left.messages), count_of(right.messages),
                           "a Fault without ExceptionInfo has no texts by field");
        else if (is_unnamed_field())
            for (const auto& [key, value] : (left.messages.empty() ? right : left).messages)
                not_applicable("$outcome.messages" + key_step(key), left.messages.empty() ? std::string() : value,
                               left.messages.empty() ? value : std::string(),
                               "the WebAPI names fields of invalid values and new passwords only");
        else
            pairs("$outcome.messages", left.messages, right.messages);
    }

    // SOAP says of any error which parameter it is about, with the message again.
    bool is_unnamed_field() const {
        if (is_one_protocol_) return false;
        const bool is_left_rest = settings_.left.face.is_rest();
        const client::Failure& rest = (is_left_rest ? left_ : right_).failure;
        const client::Failure& soap = (is_left_rest ? right_ : left_).failure;
        const bool may_name = rest.codes.contains(errc::validation) || rest.codes.contains(errc::password_policy);
        return !may_name && rest.messages.empty() &&
               std::ranges::all_of(soap.messages, [&](const auto& pair) { return pair.second == soap.message; });
    }

    static std::string count_of(const client::TextPairs& pairs) {
        return pairs.empty() ? std::string() : std::to_string(pairs.size());
    }

    // WCF's sentence around what could not be read has the names of its version in it.
    bool is_framed() const {
        const auto is_one = [](const client::Failure& failure) {
            constexpr std::string_view word = "DeserializationFailed";
            return failure.fault_code == word || failure.fault_subcode == word;
        };
        const bool is_same_face = is_one_protocol_ && settings_.left.face.version == settings_.right.face.version;
        return !is_same_face && (is_one(left_.failure) || is_one(right_.failure));
    }

    // Of two protocols the one over SOAP has nothing but its Fault.
    bool is_bare_fault() const {
        return !is_one_protocol_ && (left_.failure.type.empty() || right_.failure.type.empty());
    }

    void retry_after() {
        const auto& left = left_.failure.retry_after;
        const auto& right = right_.failure.retry_after;
        const auto word = [](const auto& value) { return value ? std::to_string(value->count()) : std::string(); };
        if (!is_one_protocol_ && (!left || !right))
            return not_applicable("$outcome.retry_after", word(left), word(right),
                                  "an exception in a normal answer of SOAP has no Retry-After");
        if (!left || !right || *left == *right) return text("$outcome.retry_after", word(left), word(right));
    // A rule may still want more.
        if (run_.rules.find("$outcome.retry_after", run_.operation, false) != nullptr)
            return text("$outcome.retry_after", word(left), word(right));
        out_.add({"$outcome.retry_after", Status::varying, Aspect::value, word(left), word(right),
                  "each server's own count of seconds"});
    }

  // By key, in the left one's order.
    void pairs(std::string_view path, const client::TextPairs& left, const client::TextPairs& right) {
        std::multimap<std::string_view, std::string_view> others;
        for (const auto& [key, value] : right) others.emplace(key, value);
        for (const auto& [key, value] : left) {
            const auto other = others.find(key);
            const String right_text = other == others.end() ? String() : String(other->second);
            compare_slot(std::string(path) + key_step(key), type_of<String>(), String(value), right_text);
            if (other != others.end()) others.erase(other);
        }
        for (const auto& [key, value] : others)
            compare_slot(std::string(path) + key_step(key), type_of<String>(), String(), String(value));
    }

    void bodies() {
        const bool same = left_.raw.body == right_.raw.body;
        const auto size = [](const CallResult& result) { return std::to_string(result.raw.body.size()) + " bytes"; };
        if (same) return out_.add_equal();
        out_.add({"$body", Status::different, Aspect::value, size(left_), size(right_), "neither can be read"});
    }

    using Places = std::map<std::pair<std::string_view, client::FindingKind>, std::vector<const client::Finding*>>;

    static Places places_of(const CallResult& result) {
        Places places;
        for (const client::Finding& finding : result.findings.items())
            places[{finding.path, finding.kind}].push_back(&finding);
        return places;
    }

    // What only one of the two does against the contract, and what both do with different values. Who has nothing to say
    // of an answer's form reads them there.
    void findings() {
        const Places left = places_of(left_);
        const Places right = places_of(right_);
        static const std::vector<const client::Finding*> none;
        for (const client::Finding& finding : left_.findings.items()) {
            const std::pair key(std::string_view(finding.path), finding.kind);
            const auto& here = left.at(key);
            if (here.front() != &finding) continue;  // told with the first of its place
            const auto there = right.find(key);
            findings_at(here, there == right.end() ? none : there->second);
        }
        for (const client::Finding& finding : right_.findings.items()) {
            const std::pair key(std::string_view(finding.path), finding.kind);
            const auto& here = right.at(key);
            if (here.front() == &finding && !left.contains(key)) findings_at(none, here);
        }
        const std::size_t left_off = left_.findings.left_off();
        if (left_off == right_.findings.left_off()) return;
        out_.add({"$findings", Status::different, Aspect::contract, std::to_string(left_off),
                  std::to_string(right_.findings.left_off()), "further findings"});
    }

    // Of one place and kind. What stands there is held against each other where both write it in the same way.
    void findings_at(const std::vector<const client::Finding*>& left,
                     const std::vector<const client::Finding*>& right) {
        const auto others = [&](const auto& some, const auto& all) {
            std::vector<const client::Finding*> unlike;
            for (const client::Finding* const one : some)
                if (std::ranges::none_of(all, [&](const client::Finding* other) {
                        return !is_one_wire_ || other->digest == one->digest;
                    }))
                    unlike.push_back(one);
            return unlike;
        };
        const std::vector<const client::Finding*> only_left = others(left, right);
        const std::vector<const client::Finding*> only_right = others(right, left);
        for (std::size_t i = only_left.size(); i < left.size(); ++i) out_.add_equal();
        for (std::size_t i = 0; i < std::max(only_left.size(), only_right.size()); ++i)
            finding_pair(i < only_left.size() ? only_left[i] : nullptr,
                         i < only_right.size() ? only_right[i] : nullptr);
    }

    void finding_pair(const client::Finding* left, const client::Finding* right) {
        const std::string path = "$findings." + (left != nullptr ? left : right)->path;
        const Rule* const rule = run_.rules.find(path, run_.operation, true);
        const bool is_accepted = rule != nullptr && rule->matcher == Matcher::ignore;
        const auto said = [&](const client::Finding* finding) {
            return finding == nullptr
                       ? std::string()
                       : std::string(client::name_of(finding->kind)) + ": " + run_.pseudonyms.scrubbed(finding->text);
        };
        std::pair<std::string, std::string> values;
        if (left != nullptr && right != nullptr) values = values_at(*left, *right);
        out_.add({path, is_accepted ? Status::accepted : Status::different, Aspect::contract, said(left) + values.first,
                  said(right) + values.second, is_accepted ? rule->reason : ""});
    }

    // What each has there, as it goes on behind what is wrong with it.
    std::pair<std::string, std::string> values_at(const client::Finding& left, const client::Finding& right) const {
        if (left.text != right.text) return {};
        if (left.value.empty() && right.value.empty()) return {"", ", and is another one"};
        std::pair<std::string, std::string> both;
        if (is_secret_place(left.path))
            both = {run_.pseudonyms.of(left.value.reveal()), run_.pseudonyms.of(right.value.reveal())};
        else
            both = quoted_pair(run_.pseudonyms.scrubbed(left.value.reveal()),
                               run_.pseudonyms.scrubbed(right.value.reveal()));
        const auto shown = [](const client::Finding& finding, std::string& text) {
            text = finding.value.empty() ? ": more than one value" : ": " + text;
        };
        shown(left, both.first);
        shown(right, both.second);
        if (both.first == both.second) both.second += ", and another one further on";
        return both;
    }

    // By the names on the way to it: nobody knows the type of what stands where it must not.
    static bool is_secret_place(std::string_view path) {
        while (!path.empty()) {
            const std::size_t end = std::min(path.find_first_of(".[@"), path.size());
            const std::string_view step = path.substr(0, end);
            if (!step.empty() && !step.ends_with(']') && named_spot(step).secrecy != Secrecy::none) return true;
            path.remove_prefix(std::min(end + 1, path.size()));
        }
        return false;
    }

    const CallResult& left_;
    const CallResult& right_;
    const Settings& settings_;
    Run& run_;
    Comparison& out_;
    bool is_soap_ = false;  // both
    bool is_one_protocol_ = false;
    bool is_one_wire_ = false;  // and one version of SOAP, or one form of the WebAPI
};

}  // namespace

void compare_outcomes(const CallResult& left, const CallResult& right, const Settings& settings, Run& run,
                      Comparison& out) {
    run.operation = left.operation == nullptr ? std::string_view() : left.operation->name;
    Outcomes(left, right, settings, run, out).run();
}

}  // namespace uag::compare

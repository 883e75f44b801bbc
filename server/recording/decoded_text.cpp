#include "server/recording/decoded_text.hpp"

#include "adapters/compare/code_words.hpp"
#include "adapters/compare/masks.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/json/writer.hpp"
#include "core/base/secret.hpp"

namespace uag::recording {
namespace {

std::string_view word_of(Evidence::Kind kind) {
    switch (kind) {
        case Evidence::Kind::none: return "none";
        case Evidence::Kind::ticket: return "ticket";
        case Evidence::Kind::bearer: return "bearer";
        case Evidence::Kind::basic: return "basic";
        case Evidence::Kind::web: return "page";
    }
    return {};
}

class DecodedText {
public:
    explicit DecodedText(const compare::Pseudonyms& pseudonyms) : pseudonyms_(pseudonyms), masks_(pseudonyms) {}

    std::string write(const TypedRequest& request, const client::CallResult* answer) {
        out_ = "{\n  \"protocol\": ";
        json::append_string(out_, name_of(request));
        if (request.operation != nullptr) {
            text("service", uag::name_of(request.operation->service));
            text("operation", request.operation->name);
        }
        if (request.resource != nullptr) text("address", request.resource->path);
        sender(request.sender);
        if (request.request != nullptr) value("request", *request.operation, true, request.request.get());
        if (!request.unread.empty()) text("unread", masks_.text("the request " + request.unread));
        if (answer != nullptr) outcome(*answer);
        return out_ += "\n}\n";
    }

private:
    void name(std::string_view name) {
        out_ += ",\n  ";
        json::append_string(out_, name);
        out_ += ": ";
    }
    void text(std::string_view key, std::string_view value) {
        if (value.empty()) return;
        name(key);
        json::append_string(out_, value);
    }

    void sender(const client::Sender& sender) {
        const Evidence& evidence = sender.evidence;
        text("credentials", word_of(evidence.kind));
        text("user", pseudonyms_.scrubbed(evidence.user_name));
        text("secret", pseudonyms_.of(evidence.secret.reveal()));
        text("application_token", pseudonyms_.of(sender.application_token.reveal()));
    }

    // The contract's JSON, whatever the protocol was.
    void value(std::string_view key, const Operation& operation, bool is_request, const void* object) {
        std::string plain;
        if (is_request)
            json::encode_request_object(operation.request(), object, plain);
        else
            json::encode_object(operation.response(), object, plain);
        const compare::MessageKind kind{&operation, is_request,
                                        compare::Wire::soap};  // the whole message, as over SOAP
        name(key);
        out_ += masks_.body(kind, "application/json", plain);
        wipe(plain);
    }

    void outcome(const client::CallResult& answer) {
        name("status");
        json::append_integer(out_, answer.raw.status);
        switch (answer.kind) {
            case client::CallResult::Kind::success:
                text("outcome", "success");
                if (!answer.operation->is_void()) value("answer", *answer.operation, false, answer.answer.get());
                break;
            case client::CallResult::Kind::error: failure(answer.failure); break;
            case client::CallResult::Kind::unreadable: text("outcome", "unreadable"); break;
        }
        findings(answer.findings);
    }

    void failure(const client::Failure& failure) {
        text("outcome", "error");
        text("error", compare::words_of(failure.codes));
        text("type", masks_.text(failure.type));
        text("source", masks_.text(failure.source));
        text("fault", masks_.text(failure.fault_code));
        text("subcode", masks_.text(failure.fault_subcode));
        text("message", masks_.text(failure.message));
        if (failure.messages.empty()) return;
        name("messages");
        out_ += '{';
        for (std::size_t i = 0; i < failure.messages.size(); ++i) {
            if (i != 0) out_ += ", ";
            json::append_string(out_, masks_.text(failure.messages[i].first));
            out_ += ": ";
            json::append_string(out_, masks_.text(failure.messages[i].second));
        }
        out_ += '}';
    }

    void findings(const client::Findings& findings) {
        if (findings.empty()) return;
        name("findings");
        out_ += '[';
        for (const client::Finding& finding : findings.items()) {
            if (&finding != &findings.items().front()) out_ += ", ";
            const std::string line = std::string(client::name_of(finding.kind)) + ' ' + finding.path + ": ";
            json::append_string(out_, masks_.text(line + finding.text));
        }
        out_ += ']';
    }

    const compare::Pseudonyms& pseudonyms_;
    const compare::Masks masks_;
    std::string out_;
};

}  // namespace

std::string decoded_text(const TypedRequest& request, const client::CallResult* answer,
                         const compare::Pseudonyms& pseudonyms) {
    return DecodedText(pseudonyms).write(request, answer);
}

}  // namespace uag::recording

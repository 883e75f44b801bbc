#include "server/compare/step_request.hpp"

#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/compare/value_text.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "core/base/text.hpp"
#include "server/compare/references.hpp"

namespace uag::compare {
namespace {

constexpr JsonLimits parameter_limits{};

std::string_view text_in(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

// Resolves references against what one target has said. Keeps the first that leads nowhere.
class Resolver {
public:
    explicit Resolver(const Scope& scope) : scope_(scope) {}

    // The text with its references replaced; nothing: one leads nowhere.
    std::optional<std::string> text(std::string_view whole) {
        const std::vector<TextPiece> pieces = cut_references(whole);
        if (pieces.empty()) return nowhere(whole, "a ${ has no end");
        std::string out;
        for (const TextPiece& piece : pieces) {
            if (!piece.is_reference) {
                out += piece.text;
                continue;
            }
            std::optional<std::string> value = scalar(piece.text);
            if (!value) {
                wipe(out);
                return std::nullopt;
            }
            out += *value;
            wipe(*value);
        }
        return out;
    }

    // Where a reference into an answer leads; null slot: it does not, and why is kept.
    Place place(std::string_view reference) {
        const auto [head, path] = split_reference(reference);
        const auto kept = scope_.answers.find(head);
        if (kept == scope_.answers.end() || kept->second == nullptr)
            return no_place(reference, "there is no answer of " + std::string(head));
        const client::CallResult& answer = *kept->second;
        if (answer.kind != client::CallResult::Kind::success || answer.answer == nullptr)
            return no_place(reference, "the answer of " + std::string(head) + " is no success");
        std::string whole(head);
        if (!path.empty() && path.front() != '[') whole += '.';
        whole += path;
        const Place found = find_place(answer.operation->response(), answer.answer.get(), head, whole);
        return found.slot == nullptr ? no_place(reference, "nothing stands there") : found;
    }

    bool empty(std::string_view reference) {
        nowhere(reference, "it has no value");
        return false;
    }

    std::string take_problem() { return std::move(problem_); }

private:
    std::nullopt_t nowhere(std::string_view reference, std::string_view why) {
        if (problem_.empty()) problem_ = "${" + client::shown(reference) + "} leads nowhere: " + std::string(why);
        return std::nullopt;
    }
    Place no_place(std::string_view reference, std::string_view why) {
        nowhere(reference, why);
        return {};
    }

    std::optional<std::string> scalar(std::string_view reference) {
        const auto [head, path] = split_reference(reference);
        if (head == "run" || head == "target") return own(reference);
        const Place found = place(reference);
        if (found.slot == nullptr) return std::nullopt;
        std::optional<std::string> value = plain_text(*found.type, found.slot);
        if (!value) nowhere(reference, "it has no value");
        return value;
    }

    std::optional<std::string> own(std::string_view reference) {
        if (reference == "run.name") return scope_.run_name;
        if (reference == "run.password") return std::string(scope_.run_password.reveal());
        if (reference == "run.other_password") return std::string(scope_.run_other_password.reveal());
        if (reference == "target.user") return scope_.user;
        if (reference == "target.password") return std::string(scope_.password.reveal());
        return nowhere(reference, "there is no such name");
    }

    const Scope& scope_;
    std::string problem_;
};

// The parameters of a step with its references replaced. All texts in the tree are views into texts_.
class Filling {
public:
    explicit Filling(const Scope& scope) : resolver_(scope) {}
    Filling(const Filling&) = delete;
    Filling& operator=(const Filling&) = delete;
    ~Filling() {
        for (std::string& text : texts_) wipe(text);
    }

    json::Value* parse(std::string text) {
        texts_.push_back(std::move(text));
        bodies_.emplace_back();
        const Result<void> parsed = bodies_.back().parse(texts_.back(), parameter_limits);
        return parsed.has_value() ? &bodies_.back().root() : nullptr;
    }

    bool fill(json::Value& value) {
        if (value.IsString()) return fill_text(value);
        if (value.IsArray()) {
            for (json::Value& item : value.GetArray())
                if (!fill(item)) return false;
        }
        if (!value.IsObject()) return true;
        for (auto& member : value.GetObject())
            if (text_in(member.name) != spread_member && !fill(member.value)) return false;
        return spread(value);
    }

    std::string take_problem() { return resolver_.take_problem(); }

private:
    bool fill_text(json::Value& value) {
        const std::string_view text = text_in(value);
        if (!has_reference(text)) return true;
        const std::vector<TextPiece> pieces = cut_references(text);
        if (pieces.size() == 1 && pieces.front().is_reference) {
            const std::string_view head = split_reference(pieces.front().text).head;
            if (head != "run" && head != "target") return put_place(value, pieces.front().text);
        }
        std::optional<std::string> filled = resolver_.text(text);
        if (!filled) return false;
        texts_.push_back(std::move(*filled));
        value.SetString(rapidjson::StringRef(texts_.back().data(), texts_.back().size()));
        return true;
    }

    // Carriers and lists whole, single values as their text.
    bool put_place(json::Value& value, std::string_view reference) {
        const Place place = resolver_.place(reference);
        if (place.slot == nullptr) return false;
        std::optional<std::string> text = plain_text(*place.type, place.slot);
        if (text) {
            texts_.push_back(std::move(*text));
            value.SetString(rapidjson::StringRef(texts_.back().data(), texts_.back().size()));
            return true;
        }
        std::string whole;
        json::encode_request(*place.type, place.slot, whole);
        if (whole == "null") return resolver_.empty(reference);
        json::Value* const tree = parse(std::move(whole));
        if (tree == nullptr) return false;
        // Its texts stay where they are; members are added to it out of the same pool.
        value.CopyFrom(*tree, pool_);
        return true;
    }

    // What the member "..." leads to, and the others over it.
    bool spread(json::Value& value) {
        const auto source =
            value.FindMember(json::Value(rapidjson::StringRef(spread_member.data(), spread_member.size())));
        if (source == value.MemberEnd()) return true;
        json::Value base;
        base.Swap(source->value);
        value.RemoveMember(source);
        if (!fill(base)) return false;
        if (!base.IsObject()) return true;
        lay_over(base, value);
        value.Swap(base);
        return true;
    }

    void lay_over(json::Value& base, json::Value& over) {
        for (auto& member : over.GetObject()) {
            json::Value* found = nullptr;
            for (auto& old : base.GetObject())
                if (ascii_iequals(text_in(old.name), text_in(member.name))) found = &old.value;
            if (found == nullptr)
                base.AddMember(member.name, member.value, pool_);
            else if (found->IsObject() && member.value.IsObject())
                lay_over(*found, member.value);
            else
                found->Swap(member.value);
        }
    }

    Resolver resolver_;
    std::deque<std::string> texts_;
    json::Pool pool_;
    std::deque<json::Body> bodies_;
};

Error in_suite(const Suite& suite, std::string_view what, std::string_view name, const Where& where,
               std::string_view why) {
    return fail_in_english(errc::invalid_argument, text_of(where) + ": suite " + suite.name + ", " + std::string(what) +
                                                       ' ' + std::string(name) + ": " + std::string(why));
}

}  // namespace

Result<Object> make_request(const Suite& suite, const Step& step, const Scope& scope) {
    const auto refuse = [&](std::string_view why) { return in_suite(suite, "step", step.name, step.where, why); };
    Filling filling(scope);
    json::Value* const root = filling.parse(step.parameters);
    if (root == nullptr) return refuse("its parameters cannot be read as JSON");
    if (!filling.fill(*root)) return refuse(filling.take_problem());
    const TypeInfo& type = step.operation->request();
    Object request = make_object(type);
    if (const Result<void> read = json::decode_object(type, *root, request.get()); !read.has_value()) {
        wipe_secrets(type, request.get());
        return refuse(read.error().public_text.english());
    }
    return request;
}

Result<Credentials> make_credentials(const Suite& suite, const Identity& identity, const Scope& scope) {
    Resolver resolver(scope);
    const auto refuse = [&] {
        return in_suite(suite, "identity", identity.name, identity.where, resolver.take_problem());
    };
    Credentials made;
    std::optional<std::string> user = resolver.text(identity.user);
    if (!user) return refuse();
    made.user = std::move(*user);
    std::optional<std::string> password = resolver.text(identity.password);
    if (!password) return refuse();
    made.password = Secret(std::move(*password));
    std::optional<std::string> ticket = resolver.text(identity.ticket);
    if (!ticket) return refuse();
    made.ticket = Secret(std::move(*ticket));
    return made;
}

}  // namespace uag::compare

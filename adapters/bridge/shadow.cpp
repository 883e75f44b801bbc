#include "adapters/bridge/shadow.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "adapters/compare/values.hpp"
#include "adapters/walk/convert_times.hpp"
#include "core/base/random_text.hpp"
#include "core/contract/copy_object.hpp"

namespace uag::bridge {
namespace {

using client::CallResult;

constexpr std::size_t most_counted_paths = 1000;

// The parameters, of which a copy stays.
class KeptParameters final : public Parameters {
public:
    explicit KeptParameters(Parameters& from) : from_(from) {}

    Result<void> decode(const Operation& operation, void* request) override {
        const Result<void> done = from_.decode(operation, request);
        if (done.has_value()) copy_.emplace(copy_of(operation.request(), request));
        return done;
    }
    std::optional<Object>& copy() { return copy_; }

private:
    Parameters& from_;
    std::optional<Object> copy_;
};

// Keys and places say whose data it is.
std::string without_places(std::string_view path) {
    std::string text;
    bool is_inside = false;
    for (const char c : path) {
        if (c == ']') is_inside = false;
        if (!is_inside) text += c;
        if (c == '[') is_inside = true;
    }
    return text;
}

// The core's own objects know no wire. Between two wires each has its own word for nothing.
compare::Face other_wire(const remote::ServerFace& face) {
    if (face.is_rest) return {compare::Wire::soap, newest_version, false};
    return {compare::Wire::json, newest_version, false};
}

compare::Face wire_of(const remote::ServerFace& face) {
    if (face.is_rest) return {rest::is_xml(face.rest.answer) ? compare::Wire::xml : compare::Wire::json};
    return {compare::Wire::soap, face.soap.version, false};
}

}  // namespace

struct Shadow::State {
    State(Upstream& behind, Identities& who, Random& random)
        : upstream(behind), identities(who), key(make_random_text(random)) {}

    void left_out() {
        const std::scoped_lock lock(mutex);
        ++counts.left_out;
    }
    void unanswered() {
        const std::scoped_lock lock(mutex);
        ++counts.unanswered;
    }
    void compared(const Operation& operation, const compare::Comparison& comparison) {
        const std::scoped_lock lock(mutex);
        ++(comparison.agrees() ? counts.agreed : counts.differed);
        for (const compare::PathResult& result : comparison.results()) {
            if (result.status != compare::Status::different) continue;
            const auto place = std::tuple(std::string(operation.name), without_places(result.path),
                                          std::string(name_of(result.aspect)));
            if (paths.contains(place) || paths.size() < most_counted_paths) ++paths[place];
        }
    }

    Upstream& upstream;
    Identities& identities;
    const Secret key;  // of pseudonyms that nobody sees
    std::atomic<std::uint32_t> under_way{0};
    std::atomic<std::uint64_t> seen{0};
    std::mutex mutex;
    ShadowCounts counts;
    std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> paths;
};

// What the server behind is asked, and what was answered here; of it nothing is the request's own any more.
struct Shadow::Question {
    Question(const Call& from, std::shared_ptr<State> of)
        : state(std::move(of)), address(from.origin.address), language(from.language), culture(from.culture) {
        call.operation = from.operation;
        call.version = from.version;
        call.application_token = from.application_token;
        call.origin = {address, from.origin.protocol, {}};
        call.language = language;
        call.culture = culture;
    }
    ~Question() {
        if (request) wipe_secrets(call.operation->request(), request->get());
        if (response) wipe_secrets(call.operation->response(), response->get());
        if (counts) --state->under_way;
    }
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;

    const std::shared_ptr<State> state;
    const std::string address;
    const std::string language;
    const std::string culture;
    Call call;
    std::optional<Object> request;
    std::optional<Object> response;  // nothing: an error
    errc code = errc::internal;  // which
    bool counts = false;
};

Shadow::Shadow(ShadowSettings settings, Upstream& upstream, Identities& identities, Random& random)
    : settings_(std::move(settings)), state_(std::make_shared<State>(upstream, identities, random)) {}

// Every so manieth: of a hundred calls in a row as many as the percentage says.
bool Shadow::is_sampled() {
    const std::uint64_t number = state_->seen++;
    return (number + 1) * settings_.percent / 100 != number * settings_.percent / 100;
}

std::unique_ptr<Shadow::Question> Shadow::question_for(const Call& call) const {
    const bool shows_password = call.evidence.kind == Evidence::Kind::basic;
    const bool has_nobody = !shows_password && settings_.user.empty() && call.operation->access != Access::open;
    if (has_nobody) return nullptr;
    auto question = std::make_unique<Question>(call, state_);
    question->call.evidence =
        shows_password ? call.evidence : Evidence{Evidence::Kind::basic, settings_.user, settings_.password};
    question->counts = true;
    if (++state_->under_way > settings_.under_way) return nullptr;
    return question;
}

Task<Outcome> Shadow::run(Call& call, CallRunner& local) {
    std::unique_ptr<Question> question;
    if (is_sampled()) question = question_for(call);
    if (question == nullptr) {
        state_->left_out();
        Outcome outcome = co_await local.run(call);
        co_return outcome;
    }
    KeptParameters kept(*call.parameters);
    Parameters* const own = std::exchange(call.parameters, &kept);
    Outcome outcome = co_await local.run(call);
    call.parameters = own;
    question->request = std::move(kept.copy());
    if (outcome.response.has_value())
        question->response = copy_of(call.operation->response(), outcome.response->get());
    else
        question->code = outcome.response.error().code;
    // Who was not let in here has asked nothing.
    if (!question->request) {
        state_->left_out();
        co_return outcome;
    }
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::co_spawn(executor, ask(state_, std::move(question)), boost::asio::detached);
    co_return outcome;
}

Task<void> Shadow::ask(std::shared_ptr<State> state, std::unique_ptr<Question> question) {
    const Operation& operation = *question->call.operation;
    Upstream& upstream = state->upstream;
    try {
        Result<Shown> shown = co_await state->identities.show_quietly(question->call);
        if (!shown.has_value()) {
            state->unanswered();
            co_return;
        }
        show_times(operation.request(), question->request->get(), {upstream.settings().zone, nullptr, false});
        client::Sender sender = sender_for(question->call, upstream.settings(), shown->evidence);
        Answered answered = co_await upstream.ask(operation, question->request->get(), std::move(sender));
        if (!answered.has_value()) {
            state->unanswered();
            co_return;
        }
        compare::Comparison comparison;
        const bool succeeds = answered->kind == CallResult::Kind::success;
        const bool is_same = succeeds ? question->response.has_value()
                                      : !question->response && answered->failure.codes.contains(question->code);
        if (!is_same) {
            comparison.add({"$outcome", compare::Status::different, compare::Aspect::value, {}, {}, {}});
        } else if (succeeds) {
            read_times(operation.response(), answered->answer.get(), {upstream.settings().zone, nullptr, false});
            const compare::Pseudonyms pseudonyms(state->key);
            compare::Pairs pairs;
            compare::Rules rules;
            compare::Run run{pseudonyms, pairs, rules};
            const remote::ServerFace& face = upstream.settings().face;
            const compare::Settings settings{{other_wire(face)}, {wire_of(face)}};
            compare::compare_values(operation.response(), question->response->get(), answered->answer.get(),
                                    operation.name, settings, run, comparison);
        }
        state->compared(operation, comparison);
    } catch (const std::exception&) {
        state->unanswered();
    }
}

ShadowCounts Shadow::take_counts() {
    const std::scoped_lock lock(state_->mutex);
    ShadowCounts counts = std::exchange(state_->counts, {});
    for (const auto& [key, count] : state_->paths)
        counts.paths.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
    state_->paths.clear();
    return counts;
}

}  // namespace uag::bridge

// A proxy of the tests' own between a comparison and our service changes answers: each change is found at its place, whichever
// of the two targets it hits, and where nothing is changed nothing is found.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/compare/outcomes.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"
#include "support/answer_mutations.hpp"
#include "support/client_messages.hpp"
#include "support/gateway_fixture.hpp"

namespace uag::test {
namespace {

using client::CallResult;
using compare::Comparison;
using compare::Status;

enum class PlayedFace : std::uint8_t { soap, json };
constexpr std::array played_faces{PlayedFace::soap, PlayedFace::json};

compare::Face face_of(PlayedFace face) {
    return face == PlayedFace::soap ? compare::Face{compare::Wire::soap, Version::v88} : compare::Face{};
}

using PlayedResults = std::vector<CallResult>;

const CallResult& result_at(const PlayedResults& results, ProxyStep step) {
    return results.at(static_cast<std::size_t>(step));
}

struct Played {
    const char* operation;
    bool makes_ids;
    std::function<void(void* request, const PlayedResults& before)> fill;
};

template <class Request> auto filling(void (*fill)(Request& request, const PlayedResults& before)) {
    return [fill](void* request, const PlayedResults& before) { fill(*static_cast<Request*>(request), before); };
}

// Stands where a number must stand once the request is spoiled.
constexpr std::int32_t spoiled_id = 999'777;

/// In the order of ProxyStep.
const std::vector<Played>& played_steps() {
    static const std::vector<Played> steps{
        {"GetUser", false, filling<UserIdRequest>([](auto& request, auto&) { request.user_id = 1; })},
        {"GetAllUserGroups", false, [](void*, const PlayedResults&) {}},
        {"CanChangePassword", false,
         filling<AssociateIdRequest>([](auto& request, auto&) { request.associate_id = 2; })},
        {"SaveUserGroup", true, filling<SaveUserGroupRequest>([](auto& request, auto&) {
             UserGroup& group = request.user_group.emplace();
             group.value = "Größe & Gewicht";
             group.tooltip = "new";
         })},
        {"GetUserGroup", false, filling<GetUserGroupRequest>([](auto& request, auto& before) {
             const CallResult& made = result_at(before, ProxyStep::made_group);
             if (made.kind != CallResult::Kind::success) return;
             const auto& answer = *static_cast<const Answer<Box<UserGroup>>*>(made.answer.get());
             if (answer.response.has_value()) request.user_group_id = answer.response->id;
         })},
        {"SaveUser", true, filling<UserRequest>([](auto& request, auto&) {
             User& user = request.user.emplace();
             user.associate_id = 2;
             user.name = "tje0";
             user.tooltip = "Ærlig & <ja>\n  zwei é";
         })},
        {"GetUser", false, filling<UserIdRequest>([](auto& request, auto&) { request.user_id = 2; })},
        {"SetGeneratedPassword", true,
         filling<AssociateIdRequest>([](auto& request, auto&) { request.associate_id = 2; })},
        {"SaveUser", true, filling<UserRequest>([](auto& request, auto&) {
             User& user = request.user.emplace();
             user.associate_id = 2;
             user.name = "a:b";
         })},
        {"ChangePassword", true, filling<ChangePasswordRequest>([](auto& request, auto&) {
             request.associate_id = 999;
             request.old_password = "old";
             request.new_password = "new";
         })},
        {"SaveUser", true,
         filling<UserRequest>([](auto& request, auto&) { request.user.emplace().associate_id = spoiled_id; })},
        {"SaveUntrustedCredentials", true, filling<SaveUntrustedCredentialsRequest>([](auto& request, auto&) {
             request.type = "Mail";
             UntrustedCredentials& login = request.credentials.emplace();
             login.public_value = "me@example.com";
             login.secret_value = "a secret of a mail box";
             login.valid_from = *parse_datetime("2026-03-01T10:00:00");
             login.valid_to = *parse_datetime("2027-04-05T06:07:08");
         })},
        {"GetUntrustedCredentials", false,
         filling<GetUntrustedCredentialsRequest>([](auto& request, auto&) { request.type = "Mail"; })},
        {"GetUserGroupList", false, filling<GetUserGroupListRequest>([](auto& request, auto&) {
             request.user_group_ids.presence = Presence::value;
         })},
        {"GetAllUserGroups", false, [](void*, const PlayedResults&) {}},
    };
    return steps;
}

/// What stands between: passes everything on as it is.
class AnswerProxy {
public:
    using Forward = std::function<RawAnswer(client::Request& request)>;
    virtual ~AnswerProxy() = default;
    virtual RawAnswer pass(ProxyStep, client::Request& request, const Forward& forward) { return forward(request); }
};

/// A service of its own, and how it is spoken to.
class PlayedTarget {
public:
    explicit PlayedTarget(PlayedFace face, unsigned run = 0) : face_(face) {
        fixture_.clock.advance(std::chrono::seconds(run * 7));
        std::array<std::byte, 1> used{};
        for (unsigned i = 0; i < run; ++i) fixture_.random.fill(used);
        sender_.evidence.kind = Evidence::Kind::ticket;
        sender_.evidence.secret = Secret(fixture_.ticket("ADM0", "Adm0-demo-only"));
    }

    PlayedResults play(AnswerProxy& proxy) {
        PlayedResults results;
        for (std::size_t i = 0; i < played_steps().size(); ++i) {
            const Played& step = played_steps()[i];
            const Operation& operation = *find_operation(Service::user, step.operation);
            const Object asked = make_object(operation.request());
            step.fill(asked.get(), results);
            client::Written request = write(operation, asked.get());
            REQUIRE(request.has_value());
            if (static_cast<ProxyStep>(i) == ProxyStep::unreadable) spoil(request->body);
            const RawAnswer answer = proxy.pass(static_cast<ProxyStep>(i), *request,
                                                [this](client::Request& sent) { return forward(sent); });
            results.push_back(read(operation, answer));
        }
        return results;
    }
    TimePoint now() const { return fixture_.clock.now(); }

private:
    static void spoil(std::string& body) {
        const std::string number = std::to_string(spoiled_id);
        const std::size_t at = body.find(number);
        REQUIRE(at != std::string::npos);
        body.replace(at, number.size(), "\"x\"");
    }

    client::Written write(const Operation& operation, const void* request) const {
        if (face_ == PlayedFace::soap) return soap::write_request(operation, request, soap::ClientFace{}, sender_);
        return rest::write_request(operation, request, rest::ClientFace{}, sender_);
    }
    RawAnswer forward(client::Request& request) {
        const HttpReply reply = fixture_.send(request.method, "/" + request.path, request.fields, request.body);
        client::Response response = response_of(reply);
        return {response.status, response.fields, response.body};
    }
    CallResult read(const Operation& operation, const RawAnswer& answer) const {
        client::Response response;
        response.status = answer.status;
        response.fields = answer.fields;
        response.body = answer.body;
        if (face_ == PlayedFace::soap) return soap::read_answer(operation, soap::ClientFace{}, std::move(response));
        return rest::read_answer(operation, rest::ClientFace{}, std::move(response));
    }

    const PlayedFace face_;
    GatewayFixture fixture_;
    client::Sender sender_;
};

struct PlayedRun {
    PlayedFace face;
    TimePoint ended;
    PlayedResults results;
};

PlayedRun play_over(PlayedFace face, AnswerProxy& proxy, unsigned run = 0) {
    PlayedTarget target(face, run);
    PlayedResults results = target.play(proxy);
    return {face, target.now(), std::move(results)};
}

std::vector<Comparison> compare_runs(const PlayedRun& left, const PlayedRun& right) {
    static const compare::Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    compare::Pairs pairs;
    compare::Rules rules;
    compare::Run run{pseudonyms, pairs, rules};
    compare::Settings settings;
    settings.left.face = face_of(left.face);
    settings.right.face = face_of(right.face);
    settings.clock_ahead = right.ended - left.ended;
    std::vector<Comparison> all;
    for (std::size_t i = 0; i < played_steps().size(); ++i) {
        settings.makes_ids = played_steps()[i].makes_ids;
        compare::compare_outcomes(left.results[i], right.results[i], settings, run, all.emplace_back());
    }
    return all;
}

std::vector<std::string> places_of(const Comparison& comparison) {
    std::vector<std::string> places;
    for (const compare::PathResult& result : comparison.results())
        if (result.status == Status::different) places.push_back(result.path);
    return places;
}

std::string differences_of(const std::vector<Comparison>& comparisons) {
    std::string text;
    for (std::size_t i = 0; i < comparisons.size(); ++i)
        for (const compare::PathResult& result : comparisons[i].results())
            if (result.status == Status::different)
                text += std::to_string(i) + ' ' + result.path + ": " + result.left + " | " + result.right + "  " +
                        result.reason + '\n';
    return text;
}

RawAnswer raw_of(const CallResult& result) { return {result.raw.status, result.raw.fields, result.raw.body}; }

// Found in that step at that path, and nothing before it.
void check_found(const std::vector<Comparison>& comparisons, ProxyStep step, std::string_view path) {
    const auto at = static_cast<std::size_t>(step);
    const std::string all = differences_of(comparisons);
    INFO("wanted ", at, " ", std::string(path), "\n", all);
    for (std::size_t i = 0; i < at; ++i) CHECK(comparisons[i].agrees());
    const std::vector<std::string> places = places_of(comparisons[at]);
    CHECK(std::ranges::find(places, path) != places.end());
}

class Mutating final : public AnswerProxy {
public:
    Mutating(const AnswerMutation& mutation, PlayedFace face) : mutation_(mutation), face_(face) {}
    RawAnswer pass(ProxyStep step, client::Request& request, const Forward& forward) override {
        RawAnswer answer = forward(request);
        if (step != mutation_.step) return answer;
        const RawAnswer before = answer;
        apply(mutation_, face_ == PlayedFace::json, answer);
        CHECK(answer != before);
        return answer;
    }

private:
    const AnswerMutation& mutation_;
    const PlayedFace face_;
};

/// What a proxy, or a server behind it, does wrongly with a request.
class Misleading final : public AnswerProxy {
public:
    enum class How : std::uint8_t {
        wrong_record,  ///< asks for another user than it was asked for
        not_done,  ///< a write is answered out of memory and never happens
        done_twice,  ///< a write is sent twice, and the second answer told
        done_beside,  ///< a write is sent a second time under another name
        other_value,  ///< a write has another value than was sent
        stale  ///< a read is answered with what was read before
    };
    /// `answered` is what the write is answered with that never happens.
    Misleading(How how, RawAnswer answered) : how_(how), answered_(std::move(answered)) {}

    RawAnswer pass(ProxyStep step, client::Request& request, const Forward& forward) override {
        switch (how_) {
            case How::wrong_record:
                if (step == ProxyStep::tina) change_id(request);
                break;
            case How::not_done:
                if (step == ProxyStep::saved_login) return answered_;
                break;
            case How::done_twice:
                if (step == ProxyStep::made_group) forward(request);
                break;
            case How::done_beside:
                if (step == ProxyStep::made_group) {
                    RawAnswer first = forward(request);
                    request.body = replaced(request.body, "Größe &", "Groesse &");
                    forward(request);
                    return first;
                }
                break;
            case How::other_value:
                if (step == ProxyStep::saved_login) request.body = replaced(request.body, "2027-04-05", "2027-04-06");
                break;
            case How::stale:
                if (step == ProxyStep::groups_again) return *kept_;
                break;
        }
        RawAnswer answer = forward(request);
        if (step == ProxyStep::groups) kept_ = answer;
        return answer;
    }

private:
    static std::string replaced(std::string body, std::string_view from, std::string_view to) {
        const std::size_t at = body.find(from);
        if (at == std::string::npos) throw std::runtime_error("no such text in the request: " + std::string(from));
        return body.replace(at, from.size(), to);
    }
    static void change_id(client::Request& request) {
        for (const auto& [from, to] : {std::pair{">2<", ">1<"}, std::pair{"\"UserId\":2", "\"UserId\":1"}})
            if (request.body.find(from) != std::string::npos) request.body = replaced(request.body, from, to);
        const std::size_t at = request.path.find("serId=2");
        if (at != std::string::npos) request.path.replace(at, 7, "serId=1");
    }

    const How how_;
    const RawAnswer answered_;
    std::optional<RawAnswer> kept_;
};

}  // namespace

TEST_CASE("mutations: what is not changed is no difference, over any two faces, twenty times") {
    AnswerProxy honest;
    const std::array references{play_over(PlayedFace::soap, honest), play_over(PlayedFace::json, honest)};
    for (unsigned round = 1; round <= 20; ++round)
        for (const PlayedFace face : played_faces) {
            const PlayedRun again = play_over(face, honest, round);
            for (const PlayedRun& reference : references) {
                CHECK(differences_of(compare_runs(reference, again)) == "");
                CHECK(differences_of(compare_runs(again, reference)) == "");
            }
        }
}

TEST_CASE("mutations: the editors change nothing by themselves") {
    AnswerProxy honest;
    for (const PlayedFace face : played_faces) {
        const PlayedRun plain = play_over(face, honest);
        struct Rewriting final : AnswerProxy {
            explicit Rewriting(PlayedFace spoken) : face(spoken) {}
            RawAnswer pass(ProxyStep step, client::Request& request, const Forward& forward) override {
                RawAnswer answer = forward(request);
                const bool has_none = step == ProxyStep::unreadable || step == ProxyStep::saved_login;
                if (has_none && face == PlayedFace::soap) return answer;
                if (answer.body.empty()) return answer;
                answer.body = (face == PlayedFace::json ? edit_json : edit_soap)(answer.body)->body();
                return answer;
            }
            const PlayedFace face;
        } rewriting(face);
        CHECK(differences_of(compare_runs(plain, play_over(face, rewriting))) == "");
    }
}

TEST_CASE("mutations: each change of an answer is found at its place, in both directions") {
    AnswerProxy honest;
    std::set<std::string> names;
    std::size_t found = 0;
    std::size_t found_across = 0;
    for (const PlayedFace face : played_faces) {
        const PlayedRun plain = play_over(face, honest);
        const PlayedRun plain_of_other =
            play_over(face == PlayedFace::soap ? PlayedFace::json : PlayedFace::soap, honest);
        for (const AnswerMutation& mutation : answer_mutations()) {
            const bool is_json = face == PlayedFace::json;
            if (!(is_json ? mutation.is_for_json() : mutation.is_for_soap())) continue;
            CAPTURE(std::string(mutation.name));
            CAPTURE(is_json);
            Mutating proxy(mutation, face);
            const PlayedRun changed = play_over(face, proxy);
            const char* const path = is_json && mutation.json_path != nullptr ? mutation.json_path : mutation.path;
            check_found(compare_runs(plain, changed), mutation.step, path);
            check_found(compare_runs(changed, plain), mutation.step, path);
            const std::vector<Comparison> across = compare_runs(plain_of_other, changed);
            const std::vector<std::string> places = places_of(across.at(static_cast<std::size_t>(mutation.step)));
            if (std::ranges::find(places, path) != places.end()) ++found_across;
            names.insert(mutation.name);
            ++found;
        }
    }
    CHECK(names.size() == answer_mutations().size());
    CHECK(names.size() >= 60);
    // What one protocol alone says (media types, its statuses, its two words for nothing) is not held against the other.
    CHECK(found_across >= 150);
    MESSAGE(names.size() << " changes, " << found << " with both faces, " << found_across << " seen from the other");
}

TEST_CASE("mutations: a request that went astray is found where its effect is read") {
    using How = Misleading::How;
    struct Case {
        How how;
        ProxyStep step;
        const char* path;
    };
    constexpr std::array cases{Case{How::wrong_record, ProxyStep::tina, "GetUser.AssociateId"},
                               Case{How::not_done, ProxyStep::logins, "GetUntrustedCredentials"},
                               Case{How::done_twice, ProxyStep::made_group, "$outcome"},
                               Case{How::done_beside, ProxyStep::groups_again, "GetAllUserGroups"},
                               Case{How::other_value, ProxyStep::logins, "GetUntrustedCredentials[0].ValidTo"},
                               Case{How::stale, ProxyStep::groups_again, "GetAllUserGroups"}};
    AnswerProxy honest;
    for (const PlayedFace face : played_faces)
        for (const PlayedFace other : played_faces) {
            const PlayedRun plain = play_over(face, honest);
            const PlayedRun honestly = play_over(other, honest);
            for (const Case& one : cases) {
                CAPTURE(static_cast<int>(one.how));
                Misleading proxy(one.how, raw_of(result_at(honestly.results, ProxyStep::saved_login)));
                const PlayedRun misled = play_over(other, proxy);
                check_found(compare_runs(plain, misled), one.step, one.path);
                check_found(compare_runs(misled, plain), one.step, one.path);
            }
        }
}

}  // namespace uag::test

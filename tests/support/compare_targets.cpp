#include "support/compare_targets.hpp"

#include <atomic>
#include <stdexcept>
#include <utility>

#include "core/base/clock.hpp"
#include "support/http_client.hpp"

namespace uag::test {

RepeatingGateway::RepeatingGateway()
    : gateway_({}, {.seeded = false, .arguments = {"--deterministic", "test", "--seed", "samples/demo.toml"}}) {}

void RepeatingGateway::reset() const {
    const HttpAnswer answer = converse(port(), "POST /test/reset HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
    if (answer.status != 200) throw std::runtime_error("/test/reset answers " + std::to_string(answer.status));
}

compare::Target target_at(std::string name, std::string_view face, std::uint16_t port) {
    compare::Target target;
    target.name = std::move(name);
    if (!compare::read_face(face, target.face)) throw std::runtime_error("no face: " + std::string(face));
    target.log_in.way = compare::LogInWay::ticket;
    target.log_in.user = "ADM0";
    target.log_in.password = Secret(std::string_view("Adm0-demo-only"));
    target.http.base_url = "http://127.0.0.1:" + std::to_string(port);
    return target;
}

compare::Report play_suites(const std::vector<compare::Target>& targets, const std::vector<compare::Suite>& suites,
                            bool may_have_problems) {
    compare::Rules rules;
    const compare::RunSeed seed("a seed of the tests");
    const SystemClock clock;
    const std::atomic<bool> never{false};
    compare::Player player(targets, suites, rules, seed, clock, never, {});
    compare::Report report = player.play();
    if (!may_have_problems && !player.problems().empty())
        throw std::runtime_error("not all was played: " + player.problems().front());
    return report;
}

std::string differences_in(const compare::Case& played) {
    std::string text;
    const compare::TargetCase& target = played.targets.back();
    if (!target.unexpected.empty()) text += target.unexpected + '\n';
    if (!target.comparison) return text;
    for (const compare::PathResult& result : target.comparison->results())
        if (result.status == compare::Status::different)
            text += played.step + ' ' + result.path + ": " + std::string(name_of(result.aspect)) + ' ' + result.left +
                    " | " + result.right + "  " + result.reason + '\n';
    return text;
}

}  // namespace uag::test

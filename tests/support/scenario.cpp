#include "support/scenario.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "support/run_task.hpp"
#include "support/store_rows.hpp"
#include "support/undecided.hpp"

namespace uag::test {
namespace {

NewRole role(std::int32_t id, std::string name, std::string right) {
    NewRole made;
    made.role.id = id;
    made.role.name = std::move(name);
    made.functional_rights = {std::move(right)};
    return made;
}

NewAssociate associate(std::int32_t id, std::string name, std::int32_t role_id, const CountingHasher& hasher) {
    NewAssociate made;
    made.associate.id = id;
    made.associate.name = std::move(name);
    made.associate.type = UserType::internal_associate;
    made.associate.role_id = role_id;
    made.associate.group_id = 2;
    made.phc = hasher.make(password_of(made.associate.name));
    return made;
}

struct Seen {
    std::vector<Reply> replies;
    std::string database;
};

bool can_play(const Scenario& scenario, const Channel& channel) {
    if (channel.version() < scenario.since) return false;
    return std::all_of(scenario.steps.begin(), scenario.steps.end(),
                       [&](const Step& step) { return channel.has(*find_operation(Service::user, step.operation)); });
}

Seen play(const Scenario& scenario, const Channel& channel) {
    GatewayFixture gateway(scenario.settings);
    add_cast(gateway);
    std::map<std::string_view, std::string> tickets{{"", ""}};
    Seen seen;
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const Step& step = scenario.steps[i];
        if (!tickets.contains(step.caller))
            tickets[step.caller] = gateway.ticket(step.caller, password_of(step.caller));
        REQUIRE((step.caller.empty() || !tickets[step.caller].empty()));
        const AnyRequest request = step.request(seen.replies);
        const std::string before = gateway.dump();
        const Reply reply = play(gateway, channel, tickets[step.caller], request);
        const std::string complaint = step.expected(reply);
        INFO("step " << i + 1 << ", " << request.operation().name);
        CHECK_MESSAGE(complaint.empty(), complaint);
        CHECK_MESSAGE(reply.error != "SoNotImplementedException", reply.message);
        if (!reply.response) CHECK_MESSAGE(gateway.dump() == before, "an error changed something");
        if (reply.response) {
            const TypeInfo& type = request.operation().response();
            CHECK(undecided_member(type, reply.response.get(), channel.version()) == "");
        }
        if (step.afterwards) step.afterwards(gateway);
        seen.replies.push_back(reply);
        // Later steps may build on this one's answer.
        if (!complaint.empty()) break;
    }
    seen.database = gateway.dump();
    return seen;
}

void compare(const Seen& first, const Seen& seen, Version version) {
    REQUIRE(seen.replies.size() == first.replies.size());
    for (std::size_t i = 0; i < seen.replies.size(); ++i) {
        INFO("step " << i + 1);
        CHECK(seen.replies[i].text(version) == first.replies[i].text(version));
    }
    CHECK(seen.database == first.database);
}

}  // namespace

Step step(std::string_view caller, std::string_view operation, Expectation expected) {
    return {caller, [=](const Replies&) { return AnyRequest(operation); }, std::move(expected), {}, operation};
}

Step then(Step step, std::function<void(GatewayFixture&)> afterwards) {
    step.afterwards = std::move(afterwards);
    return step;
}

void run(const Scenario& scenario) {
    std::optional<Seen> first;
    for (const Channel& channel : all_channels()) {
        if (!can_play(scenario, channel)) continue;
        INFO(scenario.name << " over " << channel.name);
        try {
            Seen seen = play(scenario, channel);
            if (first)
                compare(*first, seen, channel.version());
            else
                first = std::move(seen);
        } catch (const std::exception& exception) {
            FAIL_CHECK(std::string(exception.what()));
        }
    }
    CHECK_MESSAGE(first.has_value(), scenario.name);
}

void run(const std::vector<Scenario>& scenarios) {
    for (const Scenario& scenario : scenarios) run(scenario);
}

Expectation is(std::string text) {
    return [text = std::move(text)](const Reply& reply) {
        const std::string got = reply.text(newest_version);
        return got == text ? std::string() : got + " instead of " + text;
    };
}

Expectation succeeds() {
    return [](const Reply& reply) { return reply.response ? std::string() : "failed: " + reply.text(newest_version); };
}

Expectation is_done() { return is("done"); }
Expectation is_nil() { return is("nil"); }

Expectation is_empty() {
    return [](const Reply& reply) {
        const std::string got = reply.text(newest_version);
        return got == "[]" ? std::string() : got + " instead of an empty list";
    };
}

Expectation fails(std::vector<std::string> exceptions) {
    return [exceptions = std::move(exceptions)](const Reply& reply) -> std::string {
        if (std::find(exceptions.begin(), exceptions.end(), reply.error) == exceptions.end())
            return reply.text(newest_version) + " instead of " + exceptions.front();
        if (reply.message.empty() || reply.message.back() != '.') return "no sentence for people: " + reply.message;
        return {};
    };
}

Expectation denied() { return fails({"SoSentryException"}); }
Expectation nobody() { return fails({"SoSessionException"}); }
Expectation not_found() { return fails({"SoNotFoundException"}); }
Expectation bad_argument() { return fails({"SoInvalidArgumentException"}); }
Expectation refused() { return fails({"SoValidationException", "SoInvalidArgumentException"}); }

Expectation invalid(std::vector<std::string> fields) {
    return [fields = std::move(fields)](const Reply& reply) -> std::string {
        std::string complaint = fails({"SoValidationException"})(reply);
        if (!complaint.empty()) return complaint;
        for (const std::string& wanted : fields) {
            const auto names_it = [&](const auto& field) {
                return field.first == wanted || field.first.starts_with(wanted + ".");
            };
            if (std::none_of(reply.fields.begin(), reply.fields.end(), names_it))
                return "no text for " + wanted + ": " + reply.text(newest_version);
        }
        return {};
    };
}

std::string first_of(std::initializer_list<std::string> complaints) {
    for (const std::string& complaint : complaints)
        if (!complaint.empty()) return complaint;
    return {};
}

void add_cast(GatewayFixture& gateway) {
    Seed seed;
    seed.roles = {role(11, "User administrator", "admin-users"), role(12, "Role administrator", "admin-role"),
                  role(13, "External administrator", "admin-external-users")};
    seed.associates = {associate(11, "usr0", 11, gateway.hasher), associate(12, "rol0", 12, gateway.hasher),
                       associate(13, "xad0", 13, gateway.hasher)};
    const auto loaded = run_task(plant(gateway.store(), std::move(seed), {gateway.clock.now(), 0}));
    if (!loaded.has_value()) throw std::runtime_error(loaded.error().public_text.english() + loaded.error().detail);
    gateway.sql(
        "INSERT INTO person (id, first_name, last_name, folded_name, email, folded_email, contact_id, "
        "registered, updated)"
        " VALUES (50, 'Paul', 'Person', 'paul person', 'paul@example.com', 'paul@example.com', 2, 0, 0);"
        "INSERT INTO module_license (id, owner, name, description, total) VALUES (90, 'Vendor', 'telepathy', "
        "'Reads minds', 5);"
        "INSERT INTO associate_license (associate_id, license_id) VALUES (2, 90);");
}

std::string_view password_of(std::string_view associate) {
    if (associate == "ADM0") return "Adm0-demo-only";
    if (associate == "tje0") return "Tje0";
    if (associate == "ext0") return "Ext0-demo-only";
    if (associate == "SYS0") return "Sys0-demo-only";
    if (associate == "old0") return "Old0-demo-only";
    return "cast-only";
}

}  // namespace uag::test

// When to come back (Retry-After) is said by one rule in every protocol.
#include "adapters/http/retry_after.hpp"

#include <doctest/doctest.h>

#include "adapters/json/problem.hpp"
#include "adapters/soap/fault.hpp"

using namespace uag;
using namespace std::chrono_literals;

namespace {

std::string told(const HttpReply& reply) {
    std::string all;
    for (const auto& [name, value] : reply.headers)
        if (name == "Retry-After") all += value + ";";
    return all;
}

}  // namespace

TEST_CASE("429 and 503 always say when, another status if there is something to wait for; the same in every protocol") {
    struct Row {
        unsigned status;
        std::chrono::seconds wait;
        std::string_view told;
    };
    for (const Row& row : {Row{429, 0s, "1;"}, Row{503, 0s, "1;"}, Row{429, 17s, "17;"}, Row{503, 1s, "1;"},
                           Row{503, -5s, "1;"}, Row{400, 0s, ""}, Row{400, 9s, "9;"}, Row{500, -1s, ""}}) {
        INFO(row.status << ' ' << row.wait.count());
        HttpReply plain;
        add_retry_after(row.status, row.wait, plain);
        CHECK(told(plain) == row.told);

        json::ErrorFacts facts;
        facts.status = row.status;
        facts.retry_after = row.wait;
        HttpReply rest;
        json::write_error(facts, json::ErrorStyle::problem, "/", rest);
        CHECK(told(rest) == row.told);

        soap::Fault fault;
        fault.status = row.status;
        fault.retry_after = row.wait;
        HttpReply soap;
        soap::write_fault(fault, soap::SoapVersion::soap11, soap);
        CHECK(told(soap) == row.told);
    }
}

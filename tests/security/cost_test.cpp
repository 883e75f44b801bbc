// What ten times each limit costs: bodies made to be expensive are refused in the caller's protocol, in
// memory that the body's size bounds. Memory is counted, time is not: that would tell of the machine.
#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "adapters/json/guard.hpp"
#include "adapters/xml/guard.hpp"
#include "security/allocations.hpp"
#include "support/gateway_fixture.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/sanitized.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::size_t kib = 1024;

// `make(i)` for each i below `times`.
template <class Make> std::string numbered(std::size_t times, Make make) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += make(std::to_string(i));
    return all;
}

struct Shape {
    std::string name;
    std::string (*make)(std::size_t size);
    std::size_t limit;  // of what `size` counts
};

const std::vector<Shape> xml_shapes{
    {"depth", [](std::size_t n) { return repeated("<a>", n) + repeated("</a>", n); }, 32},
    {"attributes", [](std::size_t n) { return "<a" + numbered(n, [](auto i) { return " b" + i + "=\"\""; }) + "/>"; },
     64},
    {"namespaces of one element",
     [](std::size_t n) { return "<a" + numbered(n, [](auto i) { return " xmlns:b" + i + "=\"u" + i + "\""; }) + "/>"; },
     64},
    {"namespaces of nested elements",
     [](std::size_t n) {
         return numbered(n, [](auto i) { return "<a xmlns:b" + i + "=\"u\">"; }) + repeated("</a>", n);
     },
     64},
    {"namespaces of items",
     [](std::size_t n) { return "<r>" + repeated("<a xmlns=\"u\" xmlns:b=\"v\"><b:c/></a>", n) + "</r>"; }, 2500},
    {"elements", [](std::size_t n) { return "<r>" + repeated("<a/>", n) + "</r>"; }, 20'000},
    {"comments", [](std::size_t n) { return "<r>" + repeated("<!---->", n / 2) + "</r>"; }, 20'000},
    {"text", [](std::size_t n) { return "<a>" + std::string(n, 'x') + "</a>"; }, 64 * kib},
    {"text of references", [](std::size_t n) { return "<a>" + repeated("&#65;", n / 5) + "</a>"; }, 64 * kib},
    {"an attribute's value", [](std::size_t n) { return "<a b=\"" + std::string(n, 'x') + "\"/>"; }, 64 * kib},
    {"a name", [](std::size_t n) { return "<" + std::string(n, 'a') + "/>"; }, 256},
    {"an attribute's name", [](std::size_t n) { return "<a " + std::string(n, 'b') + "=\"\"/>"; }, 256},
};

const std::vector<Shape> json_shapes{
    {"depth of arrays", [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); }, 32},
    {"depth of objects", [](std::size_t n) { return repeated("{\"a\":", n) + "1" + std::string(n, '}'); }, 32},
    {"keys", [](std::size_t n) { return "{\"x\":0" + numbered(n, [](auto i) { return ",\"k" + i + "\":0"; }) + "}"; },
     256},
    {"nodes", [](std::size_t n) { return "[0" + repeated(",0", n) + "]"; }, 20'000},
    {"empty arrays", [](std::size_t n) { return "[0" + repeated(",[]", n) + "]"; }, 20'000},
    {"what is not closed", [](std::size_t n) { return std::string(n, '['); }, 32},
};

// Of another process, in KiB.
long status_of(pid_t pid, const std::string& name) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name + ":")) return std::atol(line.c_str() + name.size() + 1);
    return 0;
}

// The peak counts from here on. Root only may do that to this service; else only a peak above all before counts.
void forget_peak(pid_t pid) { std::ofstream("/proc/" + std::to_string(pid) + "/clear_refs") << "5"; }

}  // namespace

TEST_CASE("the XML guard's memory is linear in the body, whatever the body is made of and whichever limit it breaks") {
    constexpr std::size_t endless = std::size_t{1} << 40;
    const xml::XmlLimits none{endless, endless, endless, endless, endless, endless};
    for (const Shape& shape : xml_shapes) {
        CAPTURE(shape.name);
        for (const std::size_t times : {10U, 20U, 40U}) {
            const std::string document = shape.make(times * shape.limit);
            CAPTURE(document.size());
            std::size_t before = allocated_here();
            CHECK_FALSE(xml::guard(document).has_value());
            CHECK(allocated_here() - before < 20 * document.size());
            // Without limits too: it is the way of reading that is linear, not the stop. What grows by doubling
            // allocates twice what it needs in the end.
            before = allocated_here();
            CHECK(xml::guard(document, none).has_value());
            CHECK(allocated_here() - before < 2 * 20 * document.size());
        }
    }
}

TEST_CASE("so is that of the JSON guard") {
    for (const Shape& shape : json_shapes) {
        CAPTURE(shape.name);
        for (const std::size_t times : {10U, 20U, 40U}) {
            std::string document = shape.make(times * shape.limit);
            CAPTURE(document.size());
            const std::size_t size = document.size();
            json::Body body;
            const std::size_t before = allocated_here();
            CHECK_FALSE(body.parse({document.data(), size}, {}).has_value());
            CHECK(allocated_here() - before < 20 * size + 64 * kib);
        }
    }
}

TEST_CASE("the running service refuses ten times each limit in the caller's protocol, in bounded memory") {
    GatewayProcess gateway("[limits]\nrequests_per_connection = 1000000\n");
    const std::string who = "Authorization: " + basic("tje0", "Tje0") + "\r\n";
    const std::string soap_path = "/Remote/Services88/User.svc";
    const std::string rest_path = "/api/v1/Agents/User/IsUserNameValid";
    struct Attack {
        std::string name;
        std::string request;
        int status;
        std::string says;
    };
    std::vector<Attack> attacks;
    for (const Shape& shape : xml_shapes) {
        const std::string document = shape.make(10 * shape.limit);
        REQUIRE(document.size() < kib * kib);
        const std::string inside = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" +
                                   document + "</s:Body></s:Envelope>";
        attacks.push_back({"SOAP 1.1, " + shape.name, post(soap_path, "text/xml", inside), 500, "s:Client"});
        attacks.push_back(
            {"SOAP 1.2, " + shape.name, post(soap_path, "application/soap+xml", document), 400, "s:Sender"});
        attacks.push_back(
            {"WebAPI, XML, " + shape.name, post(rest_path, "application/xml", document, who), 400, "\"Error\":true"});
    }
    for (const Shape& shape : json_shapes)
        attacks.push_back({"WebAPI, JSON, " + shape.name,
                           post(rest_path, "application/json", shape.make(10 * shape.limit), who), 400,
                           "\"Error\":true"});
    const std::string form = "application/x-www-form-urlencoded";
    const std::string fields = numbered(10'000, [](auto i) { return "f" + i + "=1&"; });
    attacks.push_back({"WebAPI, form, fields", post(rest_path, form, fields, who), 400, "\"Error\":true"});
    attacks.push_back(
        {"WebAPI, form, a name", post(rest_path, form, std::string(2560, 'n') + "=1", who), 400, "\"Error\":true"});
    attacks.push_back(
        {"WebAPI, form, depth", post(rest_path, form, "a" + repeated("[a]", 80) + "=1", who), 400, "\"Error\":true"});
    const std::string chunked =
        " HTTP/1.1\r\nHost: h\r\nContent-Type: text/xml\r\n" + who + "Transfer-Encoding: chunked\r\n\r\n";
    const std::string pieces = repeated("1;" + std::string(1000, 'x') + "\r\n \r\n", 400);
    attacks.push_back({"SOAP, chunk heads", "POST " + soap_path + chunked + pieces + "0\r\n\r\n", 413, "Fault"});
    attacks.push_back(
        {"WebAPI, chunk heads", "POST " + rest_path + chunked + pieces + "0\r\n\r\n", 413, "\"Error\":true"});
    const std::string large = repeated("fffff\r\n" + std::string(0xfffff, ' ') + "\r\n", 10);
    attacks.push_back({"SOAP, a body in chunks", "POST " + soap_path + chunked + large + "0\r\n\r\n", 413, "Fault"});
    attacks.push_back({"SOAP, a body", post(soap_path, "text/xml", std::string(10 * kib * kib, ' ')), 413, "Fault"});

    // What everybody needs once is there before anything is counted.
    REQUIRE(converse(gateway.port(), post(rest_path, "application/json", R"({"UserName":"x"})", who)).status == 200);
    for (const Attack& attack : attacks) {
        CAPTURE(attack.name);
        forget_peak(gateway.pid());
        const long before = status_of(gateway.pid(), "VmHWM");
        REQUIRE(before > 0);
        for (int i = 0; i < 3; ++i) {
            const HttpAnswer answer = converse(gateway.port(), attack.request);
            CHECK(answer.status == attack.status);
            CHECK(contains(answer.body, attack.says));
        }
        const long risen = status_of(gateway.pid(), "VmHWM") - before;
        CAPTURE(risen);
        if (!sanitized) CHECK(risen < static_cast<long>(20 * attack.request.size() / kib + 8 * kib));
    }
    CHECK(converse(gateway.port(), post(rest_path, "application/json", R"({"UserName":"x"})", who)).status == 200);
    CHECK(gateway.terminate() == 0);
}

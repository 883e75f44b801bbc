// A move from end to end: the users of a living service are imported, log in here with the passwords that they have there,
// and stay when that service is switched off; who has not come till then gets a link.
#include <cstdlib>
#include <string>
#include <vector>

#include "clients/importing.hpp"
#include "support/bridge_chain.hpp"
#include "support/file_text.hpp"
#include "support/page_sign_in.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// With UAG_LONG=1 as many as a large company has.
struct Size {
    int users = 120;
    int first_log_ins = 12;
};
Size size_of_move() { return std::getenv("UAG_LONG") != nullptr ? Size{10'000, 200} : Size{}; }

constexpr int first_id = 10'000;
std::string name_of(int number) { return "user" + std::to_string(first_id + number); }
std::string password_of(int number) { return "Meadow-" + std::to_string(7 * number + 1000) + "-lantern"; }

// Those who will log in have passwords there; hashing ten thousand would be a test of hashing.
std::string users_of(const Size& size) {
    std::string text;
    for (int i = 0; i < size.users; ++i) {
        const std::string id = std::to_string(first_id + i);
        text += "[[associate]]\nid = " + id + "\nname = \"" + name_of(i) +
                "\"\ntype = \"internal\"\nrole = 20\ngroup = 20\n";
        if (i < 2 * size.first_log_ins) text += "password = \"" + password_of(i) + "\"\n";
        text += "[associate.person]\nid = " + id + "\nlast_name = \"Person " + id + "\"\nemail = \"" + name_of(i) +
                "@example.com\"\n";
    }
    return text;
}

bool logs_in(const GatewayProcess& here, int number) {
    const std::string name = name_of(number);
    const std::string password = password_of(number);
    switch (number % 3) {
        case 0: return FaceCaller(here, "soap84").log_in(name, password);
        case 1: return FaceCaller(here, "rest").log_in(name, password);
        default: return sign_in(here, name, password).status == 303;
    }
}

std::string who_is_left(const GatewayProcess& here) {
    const Run list = run({"user", "list", "--without-password", "--db", here.database()});
    REQUIRE(list.code == 0);
    return list.output;
}

}  // namespace

TEST_CASE("users move with their passwords, and nothing of a password is left behind but its hash") {
    const Size size = size_of_move();
    SourceService old;
    const Run seeded = old.tool({"seed", old.folder.write("many.toml", users_of(size))});
    INFO(seeded.output);
    REQUIRE(seeded.code == 0);

    GatewayProcess here(std::string(cheap_hash) + "[migration]\nverify_at = \"http://127.0.0.1:" +
                            std::to_string(old.gateway.port()) + "\"\nface = \"soap88\"\n",
                        ProcessOptions{.seeded = false});
    const Run taken = run({"import", "--from", old.from("rest"), "--as", "ADM", "--password-file",
                           old.folder.file("password"), "--db", here.database()});
    INFO(taken.output);
    REQUIRE(taken.code == 0);

    // Both say the same, and the administrator's first log-in here is one of those that compare does.
    const Run compared = run({"compare", "--target", "old=" + old.from("soap88"), "--target",
                              "new=rest@http://127.0.0.1:" + std::to_string(here.port()), "--user", "ADM",
                              "--password-file", old.folder.file("password"), "--suite", "reads"});
    INFO(compared.output);
    CHECK(compared.code == 0);

    for (int i = 0; i < size.first_log_ins; ++i) CHECK_MESSAGE(logs_in(here, i), name_of(i));
    CHECK_FALSE(FaceCaller(here, "soap84").log_in(name_of(size.first_log_ins), "not theirs"));
    old.gateway.kill();
    for (int i = 0; i < size.first_log_ins; ++i) CHECK_MESSAGE(logs_in(here, i), name_of(i));

    const int late = size.first_log_ins;
    const HttpAnswer page = sign_in(here, name_of(late), password_of(late));
    CHECK(page.status == 503);
    CHECK(contains(page.body, "ask your administrator to send you a link"));
    const std::string left = who_is_left(here);
    CHECK(contains(left, name_of(late)));
    CHECK_FALSE(contains(left, name_of(0)));

    const Run audit = run({"audit", "--db", here.database()});
    REQUIRE(audit.code == 0);
    const std::string log = file_text(here.log_file());
    here.terminate();
    const std::string stored = file_text(here.database());
    CHECK(contains(stored, "$argon2id$"));
    for (int i = 0; i <= late; ++i)
        for (const std::string* const text : {&audit.output, &log, &stored})
            CHECK_FALSE(contains(*text, password_of(i)));
}

// `useragentd user mail-link`: who is left without a password after users were moved gets a link by mail.
#include <string>

#include "clients/cli.hpp"
#include "support/smtp_server.hpp"

using namespace uag::test;

namespace {

struct Moved {
    Moved() {
        const Run seeded = tool({"seed", folder.write("seed.toml", users)});
        INFO(seeded.output);
        REQUIRE(seeded.code == 0);
    }
    Run tool(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--config", settings, "--db", folder.file("users.db")});
        return run(arguments);
    }

    static constexpr const char* users = R"([[associate]]
id = 2
name = "kim"
type = "internal"
role = 2
[associate.person]
id = 2
last_name = "Kim"
email = "kim@example.com"

[[associate]]
id = 3
name = "lee"
type = "internal"
role = 2
[associate.person]
id = 3
last_name = "Lee"

[[associate]]
id = 4
name = "room"
type = "resource"
)";
    SmtpServer mail;
    TempDir folder;
    const std::string settings =
        folder.write("useragentd.toml", "[server]\npublic_url = \"https://crm.example.com\"\n[mail]\nserver = \"" +
                                            mail.address() + "\"\ntls = \"none\"\nfrom = \"gateway@example.com\"\n");
};

}  // namespace

TEST_CASE("links go to all who have no password, and it is told who has no address") {
    const Moved moved;
    const Run mailed = moved.tool({"user", "mail-link", "--without-password"});
    CAPTURE(mailed.output);
    CHECK(mailed.code == 1);
    CHECK(contains(mailed.output, "associate 2 \"kim\": A mail with a link was sent to the registered address.\n"));
    CHECK(contains(mailed.output, "associate 3 \"lee\": No link was sent: the user has no e-mail address"));
    CHECK_FALSE(contains(mailed.output, "room"));
    CHECK(contains(mailed.output, "1 link mailed to 2 without a password\n"));
    const std::string mail = moved.mail.mail().value_or("");
    CHECK(contains(mail, "kim@example.com"));
    CHECK(contains(mail, "https://crm.example.com/account/password-link?token="));
    CHECK_FALSE(moved.mail.mail(2).has_value());
    CHECK_FALSE(contains(mailed.output, "token="));

    const Run again = moved.tool({"user", "mail-link", "kim"});
    CHECK(again.code == 1);
    CHECK(contains(again.output, "A link was asked for a moment ago."));
    const Run nobody = moved.tool({"user", "mail-link", "nobody"});
    CHECK(is_refusal(nobody));
}

TEST_CASE("without a mail server, or without a name, no link is mailed") {
    const Database database(true);
    const Run unmailed = database({"user", "mail-link", "tje0"});
    CHECK(is_refusal(unmailed));
    CHECK(contains(unmailed.output, "no mail server is configured (mail.server)"));
    CHECK(database({"user", "mail-link"}).code == 2);
    CHECK(database({"user", "mail-link", "tje0", "--without-password"}).code == 2);
}

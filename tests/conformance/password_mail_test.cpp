// SendChangePasswordEMail and GetSupportedChangePasswordTypes with a mail server: SOAP and REST say the same.
#include <doctest/doctest.h>

#include "conformance/scenarios.hpp"
#include "support/kept_mails.hpp"

using namespace uag;
using namespace uag::test;

namespace {

FixtureSettings with_mail() {
    static KeptMails mailer;
    FixtureSettings settings;
    settings.mailer = &mailer;
    return settings;
}

Expectation says(bool success, std::string message) {
    return gives<Box<OperationResult>>([=](const Box<OperationResult>& result) -> std::string {
        if (!result.has_value()) return "there is no result";
        return wrong(result->success == success && result->message.text == message,
                     "the result: " + result->message.text);
    });
}

Expectation offers(std::vector<ChangePasswordType> types) {
    return gives<List<ChangePasswordType>>([=](const List<ChangePasswordType>& list) -> std::string {
        return wrong(list.items == types, "the ways to change a password");
    });
}

const auto both = {ChangePasswordType::password, ChangePasswordType::email};
const std::string on_its_way = "If an e-mail address is registered, a mail with a link is on its way to it.";
const std::string was_sent = "A mail with a link was sent to the registered address.";

}  // namespace

TEST_CASE("links to a new password by mail") {
    run(Scenario{
        "who may have one mailed, and what is told",
        {step("tje0", "GetSupportedChangePasswordTypes", AssociateIdRequest{2}, offers(both)),
         step("tje0", "GetSupportedChangePasswordTypes", AssociateIdRequest{6}, offers({})),
         step("tje0", "GetSupportedChangePasswordTypes", AssociateIdRequest{5}, offers({ChangePasswordType::password})),
         step("tje0", "SendChangePasswordEMail", AssociateIdRequest{1}, denied()),
         step("", "SendChangePasswordEMail", AssociateIdRequest{2}, nobody()),
         step("ADM0", "SendChangePasswordEMail", AssociateIdRequest{nobody_id}, not_found()),
         step("tje0", "SendChangePasswordEMail", AssociateIdRequest{2}, says(true, on_its_way)),
         step("tje0", "SendChangePasswordEMail", AssociateIdRequest{2},
              says(false, "A link was asked for a moment ago. Try again in a minute.")),
         step("ADM0", "SendChangePasswordEMail", AssociateIdRequest{3}, says(true, was_sent)),
         step("ADM0", "SendChangePasswordEMail", AssociateIdRequest{6},
              says(false, "No link was sent: the user has no e-mail address, or may not log in with a password."))},
        Version::v88,
        with_mail()});
}

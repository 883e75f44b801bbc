// `useragentd user mail-link`: links to a new password, as an administrator sends them over the protocols.
#include <iostream>
#include <vector>

#include "core/agent/user_agent.hpp"
#include "core/base/text.hpp"
#include "server/commands/commands_user.hpp"

namespace uag {
namespace {

struct Addressee {
    std::int32_t id = 0;
    std::string name;
};

Result<std::vector<Addressee>> addressees_of(LocalCore& core, const UserOptions& options) {
    std::vector<Addressee> found;
    if (!options.without_password) {
        const auto user = find_user(core, options.name);
        if (!user.has_value()) return user.error();
        found.push_back({user->identity.associate.id, user->identity.associate.name});
        return found;
    }
    const auto users = core.read([](Rows& rows) { return rows.associates(); });
    if (!users.has_value()) return users.error();
    for (const AssociateSummary& user : *users)
        if (lacks_password(user)) found.push_back({user.associate.id, user.associate.name});
    return found;
}

}  // namespace

// One after the other: who is refused keeps nobody else from a link.
Result<void> mail_links(CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open_with_mail(line, "user mail-link");
    if (!core.has_value()) return core.error();
    const auto addressees = addressees_of(**core, options);
    if (!addressees.has_value()) return addressees.error();
    std::size_t mailed = 0;
    for (const Addressee& to : *addressees) {
        const AssociateIdRequest request{to.id};
        const auto sent = run_local((*core)->agent().send_change_password_email((*core)->context(), request));
        const bool is_sent = sent.has_value() && (*sent)->success;
        std::cout << "associate " << to.id << ' ' << in_quotes(to.name) << ": "
                  << printable(sent.has_value() ? (*sent)->message.text : sent.error().public_text.english()) << '\n';
        mailed += is_sent ? 1 : 0;
    }
    if (mailed != addressees->size()) line.exit_code = exit_failed;
    if (options.without_password)
        std::cout << mailed << (mailed == 1 ? " link" : " links") << " mailed to " << addressees->size()
                  << " without a password\n";
    return {};
}

}  // namespace uag

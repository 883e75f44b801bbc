#include "core/agent/password_mail.hpp"

#include <array>

#include "core/base/datetime.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

struct MailText {
    std::string_view language;
    std::string_view subject;
    std::string_view text;   ///< {name}, {by}, {when}, {minutes} and {link} are filled in
};

// A name is shown by printable(): one with a line break in it could write lines of its own.
constexpr std::array mail_texts{
    MailText{
        "en", "Set a new password",
        "Hello,\n\n"
        "on {when} somebody signed in as \"{by}\" asked for a link with which a new password can be set for the user "
        "\"{name}\".\n\n"
        "Open this address within {minutes} minutes; it works once:\n\n{link}\n\n"
        "If you did not expect this mail, do nothing: your password stays as it is. Do not pass the address on. "
        "Tell your administrator if you get such mails again.\n"},
    MailText{
        "no", "Velg et nytt passord",
        "Hei,\n\n"
        "{when} ba noen som er logget på som «{by}», om en lenke for å velge et nytt passord for brukeren "
        "«{name}».\n\n"
        "Åpne denne adressen innen {minutes} minutter; den virker én gang:\n\n{link}\n\n"
        "Hvis du ikke ventet denne e-posten, trenger du ikke gjøre noe: passordet ditt forblir som det er. Ikke gi "
        "adressen videre. Si fra til administratoren din hvis du får flere slike e-poster.\n"},
    MailText{"sv", "Välj ett nytt lösenord",
             "Hej,\n\n"
             "{when} bad någon som är inloggad som \"{by}\" om en länk för att välja ett nytt lösenord för användaren "
             "\"{name}\".\n\n"
             "Öppna den här adressen inom {minutes} minuter; den fungerar en gång:\n\n{link}\n\n"
             "Om du inte väntade dig det här mejlet behöver du inte göra något: ditt lösenord förblir som det är. Ge "
             "inte adressen vidare. Säg till din administratör om du får fler sådana mejl.\n"},
    MailText{
        "da", "Vælg en ny adgangskode",
        "Hej,\n\n"
        "{when} bad nogen, der er logget på som \"{by}\", om et link til at vælge en ny adgangskode for brugeren "
        "\"{name}\".\n\n"
        "Åbn denne adresse inden for {minutes} minutter; den virker én gang:\n\n{link}\n\n"
        "Hvis du ikke ventede denne mail, skal du ikke gøre noget: din adgangskode forbliver, som den er. Giv ikke "
        "adressen videre. Sig det til din administrator, hvis du får flere af den slags mails.\n"},
    MailText{
        "de", "Neues Kennwort setzen",
        "Guten Tag,\n\n"
        "am {when} hat jemand, der als „{by}“ angemeldet ist, einen Link angefordert, mit dem für den Benutzer "
        "„{name}“ ein neues Kennwort gesetzt werden kann.\n\n"
        "Öffnen Sie diese Adresse innerhalb von {minutes} Minuten; sie funktioniert einmal:\n\n{link}\n\n"
        "Wenn Sie diese Mail nicht erwartet haben, brauchen Sie nichts zu tun: Ihr Kennwort bleibt, wie es ist. "
        "Geben Sie die Adresse nicht weiter. Wenden Sie sich an Ihren Administrator, wenn Sie weitere solche Mails "
        "bekommen.\n"},
    MailText{
        "nl", "Een nieuw wachtwoord instellen",
        "Hallo,\n\n"
        "op {when} heeft iemand die is aangemeld als \"{by}\" een link aangevraagd waarmee voor de gebruiker "
        "\"{name}\" een nieuw wachtwoord kan worden ingesteld.\n\n"
        "Open dit adres binnen {minutes} minuten; het werkt één keer:\n\n{link}\n\n"
        "Als u deze mail niet verwachtte, hoeft u niets te doen: uw wachtwoord blijft zoals het is. Geef het adres "
        "niet door. Neem contact op met uw beheerder als u meer van zulke mails krijgt.\n"},
    MailText{
        "fr", "Choisir un nouveau mot de passe",
        "Bonjour,\n\n"
        "le {when}, une personne connectée en tant que « {by} » a demandé un lien permettant de choisir un nouveau "
        "mot de passe pour l'utilisateur « {name} ».\n\n"
        "Ouvrez cette adresse dans les {minutes} minutes ; elle ne fonctionne qu'une fois :\n\n{link}\n\n"
        "Si vous n'attendiez pas ce message, ne faites rien : votre mot de passe reste inchangé. Ne transmettez pas "
        "cette adresse. Prévenez votre administrateur si vous recevez d'autres messages de ce genre.\n"},
};

const MailText* find_text(std::string_view language) {
    for (const MailText& text : mail_texts)
        if (text.language == language) return &text;
    return nullptr;
}

// "2026-01-01 09:30 UTC": every reader knows what is meant, wherever they are.
std::string minute_of(TimePoint when) {
    std::string text = format(to_datetime(when)).substr(0, 16);
    text[10] = ' ';
    return text + " UTC";
}

}  // namespace

bool has_password_mail(std::string_view language) { return find_text(language) != nullptr; }

MailMessage write_password_mail(std::string_view language, const PasswordMailFacts& facts) {
    const MailText* const found = find_text(language);
    const MailText& text = found != nullptr ? *found : mail_texts.front();
    const std::array<std::pair<std::string_view, std::string>, 5> values{
        {{"{name}", printable(facts.name)},
         {"{by}", printable(facts.asked_by)},
         {"{when}", minute_of(facts.when)},
         {"{minutes}", std::to_string(facts.life.count())},
         {"{link}", std::string(facts.link)}}};
    // Filled in one pass, so that a name of "{link}" stays a name; the room is there, so that no copy of the link is
    // left behind.
    std::string filled;
    filled.reserve(text.text.size() + facts.link.size() + 2 * (facts.name.size() + facts.asked_by.size()) + 64);
    std::string_view rest = text.text;
    while (!rest.empty()) {
        const std::size_t brace = std::min(rest.find('{'), rest.size());
        filled += rest.substr(0, brace);
        rest.remove_prefix(brace);
        for (const auto& [hole, value] : values) {
            if (!rest.starts_with(hole)) continue;
            filled += value;
            rest.remove_prefix(hole.size());
            break;
        }
    }
    MailMessage message;
    message.subject = text.subject;
    message.text = Secret(std::move(filled));
    return message;
}

}  // namespace uag

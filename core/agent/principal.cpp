// Log-in, what a principal looks like, and what the installation says of itself.
#include "core/agent/carriers_of.hpp"
#include "core/agent/log_in_answer.hpp"
#include "core/agent/user_agent.hpp"
#include "core/base/failures.hpp"
#include "core/security/ticket.hpp"

namespace uag {
namespace {

SoPrincipalCarrier principal_of(const Identity& identity) {
    const AssociateRecord& associate = identity.associate;
    const PersonRecord& person = identity.person;
    SoPrincipalCarrier principal;
    principal.user_type = associate.type;
    principal.associate = associate.name;
    principal.associate_id = associate.id;
    principal.is_person = person.id != 0;
    principal.person_id = person.id;
    principal.country_id = person.country_id;
    principal.home_country_id = person.home_country_id;
    principal.contact_id = person.contact_id;
    principal.group_id = identity.group.id;
    principal.business_id = person.business_id;
    principal.category_id = person.category_id;
    principal.role_id = identity.role.id;
    principal.role_name = identity.role.name;
    principal.role_description = identity.role.description;
    principal.role_type = identity.role.type;
    principal.licenses.presence = Presence::value;
    principal.full_name = full_name(person);
    principal.email_address = person.email;
    principal.function_rights.presence = Presence::value;
    for (const std::string& right : identity.functional_rights) principal.function_rights.items.emplace_back(right);
    principal.ej_user_id = associate.ej_user_id;
    principal.ej_user_status = EjUserStatus::status_none;
    principal.provided_credentials.presence = Presence::value;
    principal.secondary_groups = List<std::int32_t>(identity.secondary_groups);
    principal.database_context_identifier = "Default";
    principal.user_name = associate.user_name;
    return principal;
}

}  // namespace

Task<Result<AuthenticateResponse>> UserAgent::log_in(const Context& context, Result<std::optional<Proof>> proven) {
    if (!proven.has_value()) co_return proven.error();
    if (!proven->has_value()) co_return not_logged_in();
    Secret ticket = std::move((*proven)->ticket);
    if (ticket.empty()) {
        auto begun = co_await login_.begin_session(SessionKind::ticket, **proven, context.origin, context.operation);
        if (!begun.has_value()) co_return begun.error();
        if (!begun->has_value()) co_return not_logged_in();
        ticket = std::move(**begun);
    } else {
        AuditEvent event =
            audit_.event(AuditKind::login, context.operation, (*proven)->identity.associate.name, context.origin);
        event.actor_id = (*proven)->identity.associate.id;
        event.detail = "by a ticket, which goes on";
        audit_.count(std::move(event));
    }
    co_return logged_in(Box<SoPrincipalCarrier>(principal_of((*proven)->identity)), ticket);
}

Task<Result<AuthenticateResponse>> UserAgent::authenticate_implicit(const Context& context) {
    // There is no identity of the connection to use, so this is a log-in that proves nothing.
    co_return co_await log_in(context, std::optional<Proof>{});
}

Task<Result<AuthenticateResponse>> UserAgent::authenticate_username_password(
    const Context& context, const AuthenticateUsernamePasswordRequest& request) {
    auto proven =
        co_await login_.with_password(request.user_name.text, request.password.text, context.origin, context.operation);
    co_return co_await log_in(context, std::move(proven));
}

Task<Result<AuthenticateResponse>> UserAgent::authenticate_generic(const Context& context,
                                                                   const AuthenticateGenericRequest& request) {
    if (const String* ticket = generic_value(request, "Ticket")) {
        auto proven = co_await login_.with_session(SessionKind::ticket, ticket->text);
        co_return co_await log_in(context, std::move(proven));
    }
    if (const String* token = generic_value(request, "AccessToken")) {
        auto proven = co_await login_.with_session(SessionKind::access_token, token->text);
        co_return co_await log_in(context, std::move(proven));
    }
    const String* const given_name = generic_value(request, "UserName");
    const String* const given_password = generic_value(request, "Password");
    // Named: inside the co_await GCC 12 evaluates both sides of a conditional, and one of them is not there.
    const std::string_view user_name = given_name != nullptr ? std::string_view(given_name->text) : std::string_view();
    const std::string_view password =
        given_password != nullptr ? std::string_view(given_password->text) : std::string_view();
    auto proven = co_await login_.with_password(user_name, password, context.origin, context.operation);
    co_return co_await log_in(context, std::move(proven));
}

Task<Result<AuthenticateResponse>> UserAgent::authenticate_with_access_token(
    const Context& context, const AuthenticateWithAccessTokenRequest& request) {
    auto proven = co_await login_.with_session(SessionKind::access_token, request.access_token.text);
    co_return co_await log_in(context, std::move(proven));
}

Task<Result<Secret>> UserAgent::issue_token(const Context& context) {
    std::optional<Proof> proof;
    if (context.caller.session) {
        auto found = co_await login_.with_session(*context.caller.session);
        if (!found.has_value()) co_return found.error();
        proof = std::move(*found);
        if (!proof) co_return not_authenticated();
    } else {
        Result<Identity> identity = co_await caller_identity(context);
        if (!identity.has_value()) co_return identity.error();
        if (identity->password) identity->password->revision = context.caller.proven_revision;
        proof = Proof{std::move(*identity), context.caller.good_until};
    }
    Result<NewSession> token = co_await sessions_.issue(SessionKind::access_token, proof->identity,
                                                        std::string(context.origin.address), proof->good_until);
    if (!token.has_value()) co_return token.error();
    AuditEvent event = audit_.event(AuditKind::login, context);
    event.detail = token->ended == 0 ? "access token" : "access token; the one that was not used for longest ended";
    audit_.count(std::move(event));
    co_return std::move(token->text);
}

Task<Result<Secret>> UserAgent::get_access_token(const Context& context, const GetAccessTokenRequest& request) {
    const bool checked = !settings_.application_tokens.empty() && !request.app_token.blank();
    if (checked && !knows_token(settings_.application_tokens, request.app_token.text)) co_return not_authenticated();
    co_return co_await issue_token(context);
}

Task<Result<Secret>> UserAgent::current_token(const Context& context) { co_return co_await issue_token(context); }

Task<Result<Box<SoPrincipalCarrier>>> UserAgent::current_principal(const Context& context) {
    const Result<Identity> identity = co_await caller_identity(context);
    if (!identity.has_value()) co_return identity.error();
    co_return Box<SoPrincipalCarrier>(principal_of(*identity));
}

Task<Result<Box<Associate>>> UserAgent::current_associate(const Context& context) {
    const Result<Identity> identity = co_await caller_identity(context);
    if (!identity.has_value()) co_return identity.error();
    co_return Box<Associate>(associate_of(*identity));
}

Task<Result<GetSystemInfoResponse>> UserAgent::get_system_info(const Context&) {
    const InstallationSettings& installation = settings_.installation;
    LicenseInfo license;
    license.company_name = installation.company;
    license.serial_nr = installation.serial;
    license.owner_name = "SuperOffice";
    license.owner_description = "";
    license.license_url = "";
    license.license_version = "1";
    license.product_type = "";
    license.product_description = "";
    license.module_licenses.presence = Presence::value;
    license.signature = "";
    SignedPublicKey key;
    key.owner_name = "SuperOffice";
    key.signature = "";
    DSAParameters parameters;
    for (Bytes* part : {&parameters.g, &parameters.j, &parameters.p, &parameters.q, &parameters.seed, &parameters.y})
        part->presence = Presence::nil;
    key.key = Box<DSAParameters>(std::move(parameters));
    license.public_key = Box<SignedPublicKey>(std::move(key));

    SoSystemInfoCarrier system;
    system.license = Box<LicenseInfo>(std::move(license));
    system.warning_english = "";
    system.warning_resource = "";
    system.branch_name = "";
    system.build_label = "";
    system.assembly_version = installation.netserver_version;
    system.file_version = installation.netserver_version;
    system.description = "User Agent Gateway";
    system.build_type = NetServerBuildType::release;
    system.is_unicode = true;
    system.company_name = installation.company;
    system.database_type = "SQLite";
    system.database_minor = "";
    system.database_name = "";
    GetSystemInfoResponse response;
    response.system_info = Box<SoSystemInfoCarrier>(std::move(system));
    co_return response;
}

}  // namespace uag

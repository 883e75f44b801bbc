// Service accounts: a server and what it takes to log in there. Whoever saved one first owns it.
#include <array>

#include "core/agent/credentials.hpp"
#include "core/agent/fields.hpp"

namespace uag {
namespace {

constexpr std::int32_t max_port = 65535;

Error no_such_account() { return fail(errc::not_found, "There is no such service account."); }

bool is_owner(const ServiceAuthRecord& record, const Caller& caller) {
    return caller.associate_id != 0 && caller.associate_id == record.owner_id;
}

Result<ServiceAuthRecord> changeable(Change& change, std::int32_t id) {
    Rows& rows = change.rows;
    const Caller& caller = change.context.caller;
    Result<std::optional<ServiceAuthRecord>> stored = rows.service_auth(id);
    if (!stored.has_value()) return stored.error();
    if (!stored->has_value()) return no_such_account();
    if (!is_owner(**stored, caller) && !caller.rights.users)
        return fail(errc::access_denied, "You do not have the right to do this.");
    const Result<void> allowed = change.holding.may_take_over(rows, caller, (*stored)->owner_id);
    if (!allowed.has_value()) return allowed.error();
    return std::move(**stored);
}

// Where the stored password is sent, and as whose.
bool leads_elsewhere(const ServiceAuthRecord& record, const ServiceAuthRecord& before) {
    return record.server != before.server || record.port != before.port || record.user_name != before.user_name ||
           record.auth_type != before.auth_type;
}

Result<void> take_fields(const ServiceAuth& carrier, ServiceAuthRecord& record) {
    FieldErrors errors;
    record.server = errors.text("Server", carrier.server.text, max_text, true);
    record.port = carrier.port;
    record.auth_type = errors.text("AuthType", carrier.auth_type.text, max_text);
    record.user_name = errors.text("Username", carrier.username.text, max_text);
    errors.secret("Password", carrier.password.text, max_secret);
    if (carrier.port < 0 || carrier.port > max_port) errors.add("Port", "A port is a number from 0 to 65535.");
    return errors.result();
}

// A password that is not sent stays as it is stored; an empty one removes it.
Result<void> set_password(Rows& rows, SecretBox& box, const String& password, ServiceAuthRecord& record) {
    if (!password.has_value()) return {};
    record.sealed_password.clear();
    if (password.text.empty()) return {};
    Result<std::string> sealed = box.seal_for(rows, password.text, seal_identity(record));
    if (!sealed.has_value()) return sealed.error();
    record.sealed_password = std::move(*sealed);
    return {};
}

std::string new_seal_id(Random& random) {
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    return hex_encode(bytes);
}

std::string subject_of(std::int32_t id) { return "service account " + std::to_string(id); }

}  // namespace

Result<ServiceAuth> Credentials::service_auth_of(const ServiceAuthRecord& record, const Caller& caller) {
    ServiceAuth carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.service_auth_id = record.id;
    carrier.server = record.server;
    carrier.port = record.port;
    carrier.auth_type = record.auth_type;
    carrier.username = record.user_name;
    carrier.password.presence = Presence::nil;
    if (!is_owner(record, caller) && caller.type != UserType::system_associate) return carrier;
    if (record.sealed_password.empty()) {
        carrier.password = "";
        return carrier;
    }
    const Result<Secret> password = box_.open(record.sealed_password, seal_identity(record));
    if (!password.has_value()) return password.error();
    carrier.password = password->reveal();
    return carrier;
}

Task<Result<Box<ServiceAuth>>> Credentials::create_default_service_auth(const Context&) {
    ServiceAuth carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.server = "";
    carrier.auth_type = "";
    carrier.username = "";
    carrier.password = "";
    co_return Box<ServiceAuth>(std::move(carrier));
}

Task<Result<Box<ServiceAuth>>> Credentials::get_service_auth(const Context& context,
                                                             const ServiceAuthIdRequest& request) {
    auto look = [&](Rows& rows) -> Result<Box<ServiceAuth>> {
        const Result<std::optional<ServiceAuthRecord>> stored = rows.service_auth(request.service_auth_id);
        if (!stored.has_value()) return stored.error();
        if (!stored->has_value()) return Box<ServiceAuth>::nil();
        Result<ServiceAuth> carrier = service_auth_of(**stored, context.caller);
        if (!carrier.has_value()) return carrier.error();
        return Box<ServiceAuth>(std::move(*carrier));
    };
    co_return co_await read_rows(store_, look);
}

Task<Result<Box<ServiceAuth>>> Credentials::save_service_auth(const Context& context,
                                                              const SaveServiceAuthRequest& request) {
    if (!request.service_auth.has_value()) co_return wrong_argument("ServiceAuth", "A service account is needed.");
    const ServiceAuth& sent = *request.service_auth;
    auto work = [&](Change& change) -> Result<Box<ServiceAuth>> {
        ServiceAuthRecord record;
        record.owner_id = context.caller.associate_id;
        record.seal_id = new_seal_id(random_);
        const bool is_new = sent.service_auth_id == 0;
        if (!is_new) {
            Result<ServiceAuthRecord> stored = changeable(change, sent.service_auth_id);
            if (!stored.has_value()) return stored.error();
            record = std::move(*stored);
        }
        const ServiceAuthRecord before = record;
        Result<void> done = take_fields(sent, record);
        // The owner's password must not go where only somebody else wants it.
        if (!is_owner(record, context.caller) && leads_elsewhere(record, before)) record.sealed_password.clear();
        if (done.has_value()) done = set_password(change.rows, box_, sent.password, record);
        if (!done.has_value()) return done.error();
        if (is_new) {
            const Result<std::int32_t> owned = change.rows.service_auth_count(record.owner_id);
            if (!owned.has_value()) return owned.error();
            if (!has_room(*owned, change.quotas.service_accounts))
                return own_quota_reached("ServiceAuth", change.quotas.service_accounts);
            const Result<std::int32_t> id = change.rows.insert_service_auth(record, change.stamp);
            if (!id.has_value()) return id.error();
            record.id = *id;
        } else if (done = change.rows.update_service_auth(record, change.stamp); !done.has_value()) {
            return done.error();
        }
        change.done(record.id, subject_of(record.id), is_new ? "created" : "changed");
        Result<ServiceAuth> carrier = service_auth_of(record, context.caller);
        if (!carrier.has_value()) return carrier.error();
        return Box<ServiceAuth>(std::move(*carrier));
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Credentials::delete_service_auth(const Context& context, const ServiceAuthIdRequest& request) {
    auto work = [&](Change& change) -> Result<void> {
        const Result<ServiceAuthRecord> stored = changeable(change, request.service_auth_id);
        if (!stored.has_value()) return stored.error();
        const Result<bool> removed = change.rows.remove_service_auth(request.service_auth_id);
        if (!removed.has_value()) return removed.error();
        change.done(request.service_auth_id, subject_of(request.service_auth_id), "deleted");
        return {};
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag

// The rows of passwords, of credentials of other kinds, of links to a new password and of sealed secrets.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/records.hpp"
#include "core/store/secret_records.hpp"

namespace uag {

class PasswordRows {
public:
    virtual ~PasswordRows() = default;

    virtual Result<std::optional<PasswordRecord>> password(std::int32_t associate_id) = 0;
    /// Inserts or replaces every member but the revision, which becomes one that the associate's passwords never had.
    virtual Result<void> put_password(std::int32_t associate_id, const PasswordRecord& record, Stamp stamp) = 0;
    /// Another hash of the same password: its text alone, under the same revision.
    virtual Result<void> set_password_hash(std::int32_t associate_id, std::string_view phc) = 0;
    /// errc::not_found if there is no password.
    virtual Result<void> set_password_must_change(std::int32_t associate_id) = 0;
    /// False if there was none.
    virtual Result<bool> remove_password(std::int32_t associate_id) = 0;
    /// Adds `by` to the time at which those passwords expire that do.
    virtual Result<void> move_password_expiries(std::chrono::milliseconds by) = 0;
    /// What comparing with the stored hashes costs, as cost_text() has it, each text once.
    virtual Result<std::vector<std::string>> password_costs() = 0;

    /// Nothing until some were stored.
    virtual Result<std::optional<PasswordRules>> password_rules() = 0;
    virtual Result<void> put_password_rules(const PasswordRules& rules) = 0;
};

class LinkedCredentialRows {
public:
    virtual ~LinkedCredentialRows() = default;

    virtual Result<void> put_linked_credential(std::int32_t associate_id, const LinkedCredential& credential) = 0;
    /// False if there was none.
    virtual Result<bool> remove_linked_credential(std::int32_t associate_id, std::string_view type) = 0;
    /// Who has the credential of that type (without regard to ASCII case) and value (folded).
    virtual Result<std::optional<std::int32_t>> credential_owner(std::string_view type,
                                                                 std::string_view folded_value) = 0;
};

/// Links by which somebody without their password sets a new one: of the password that it replaces, and gone with it.
class LinkRows {
public:
    virtual ~LinkRows() = default;

    virtual Result<std::optional<PasswordLinkRecord>> password_link(const Digest& key) = 0;
    /// Replaces the associate's link, if there is one. errc::storage if the associate has no password.
    virtual Result<void> put_password_link(const PasswordLinkRecord& record) = 0;
    /// Of the associate, if there is one.
    virtual Result<void> remove_password_link(std::int32_t associate_id) = 0;
    /// When links were asked for on behalf of the associate after `since`, oldest first.
    virtual Result<std::vector<TimePoint>> link_requests(std::int32_t associate_id, TimePoint since) = 0;
    virtual Result<void> add_link_request(std::int32_t associate_id, TimePoint when) = 0;
    /// Removes links that expire at `now` or before, and requests up to `requests_until`.
    virtual Result<void> remove_old_links(TimePoint now, TimePoint requests_until) = 0;
    /// Adds `by` to the times of links and requests; of requests no two become one, and none is before 1970.
    virtual Result<void> move_links(std::chrono::milliseconds by) = 0;
};

/// Rows that hold what SecretBox has sealed.
class SecretRows {
public:
    virtual ~SecretRows() = default;

    /// In order of public value.
    virtual Result<std::vector<UntrustedRecord>> untrusted(std::int32_t associate_id, std::string_view type) = 0;
    /// Inserts or replaces by associate, type and public value.
    virtual Result<void> put_untrusted(const UntrustedRecord& record, Stamp stamp) = 0;
    virtual Result<bool> remove_untrusted(std::int32_t associate_id, std::string_view type,
                                          std::string_view public_value) = 0;
    /// Of all types.
    virtual Result<std::int32_t> untrusted_count(std::int32_t associate_id) = 0;

    virtual Result<std::optional<ServiceAuthRecord>> service_auth(std::int32_t id) = 0;
    virtual Result<std::int32_t> insert_service_auth(const ServiceAuthRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_service_auth(const ServiceAuthRecord& record, Stamp stamp) = 0;
    virtual Result<bool> remove_service_auth(std::int32_t id) = 0;
    virtual Result<std::int32_t> service_auth_count(std::int32_t owner_id) = 0;

    virtual Result<std::optional<ExternalTokenRecord>> external_token(const Digest& key) = 0;
    virtual Result<void> insert_external_token(const ExternalTokenRecord& record, Stamp stamp) = 0;
    /// Removes the associate's but the newest `most`, and whatever their age never the one with this key; how many.
    virtual Result<std::int32_t> trim_external_tokens(std::int32_t associate_id, std::int32_t most,
                                                      const Digest& kept) = 0;
    /// Removes those that were saved at `time` or before; how many.
    virtual Result<std::int32_t> remove_external_tokens_until(TimePoint time) = 0;
    /// Adds `by` to the times at which they were saved.
    virtual Result<void> move_external_tokens(std::chrono::milliseconds by) = 0;

    virtual Result<std::optional<ClientRegistration>> client_registration() = 0;
    /// There is one row at most.
    virtual Result<void> put_client_registration(const ClientRegistration& record, Stamp stamp) = 0;

    /// The value that shows whether a key is the right one; nothing in a database that has never sealed anything.
    virtual Result<std::optional<std::string>> key_check() = 0;
    virtual Result<void> put_key_check(std::string_view sealed) = 0;
    /// Calls `reseal(identity, sealed)` for every sealed value and stores what it returns.
    virtual Result<void> reseal_all(
        const std::function<Result<std::string>(const std::string& identity, const std::string& sealed)>& reseal) = 0;
};

}  // namespace uag

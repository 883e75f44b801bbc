// Credentials of other systems that an associate keeps here. Whoever administers users may replace and remove
// another's, but reads everything except the secret.
#include <algorithm>

#include "core/agent/credentials.hpp"
#include "core/agent/fields.hpp"
#include "core/base/failures.hpp"

namespace uag {
namespace {

// Clients in other time zones move the calendar's ends by hours; both ends, and "not sent", mean without
// limit.
bool is_beginning(const DateTime& time) { return time.ticks < DateTime::ticks_per_day; }
bool is_end(const DateTime& time) { return time.ticks > DateTime::max_ticks - DateTime::ticks_per_day; }

TimePoint from_of(const DateTime& time) { return is_beginning(time) ? to_time_point(DateTime{}) : to_time_point(time); }
TimePoint to_of(const DateTime& time) {
    return is_beginning(time) || is_end(time) ? TimePoint::max() : to_time_point(time);
}

DateTime shown_from(TimePoint time) { return time <= to_time_point(DateTime{}) ? DateTime{} : to_datetime(time); }
DateTime shown_to(TimePoint time) {
    return time == TimePoint::max() ? DateTime{DateTime::last_second_ticks} : to_datetime(time);
}

bool may_read_secret(const Caller& caller, std::int32_t owner_id) {
    return caller.associate_id == owner_id || caller.type == UserType::system_associate;
}

Result<std::string> existing_name(Rows& rows, std::int32_t id) {
    const Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value() || (*found)->identity.associate.deleted) return no_such_associate();
    return (*found)->identity.associate.name;
}

Result<UntrustedRecord> judged(std::int32_t associate_id, const String& type, const UntrustedCredentials& carrier) {
    FieldErrors errors;
    UntrustedRecord record;
    record.associate_id = associate_id;
    record.type = errors.text("Type", type.text, max_text, true);
    record.public_value = errors.text("PublicValue", carrier.public_value.text, max_text, true);
    record.comment = errors.text("Comment", carrier.comment.text, max_description);
    errors.secret("SecretValue", carrier.secret_value.text, max_secret);
    record.valid_from = from_of(carrier.valid_from);
    record.valid_to = to_of(carrier.valid_to);
    record.is_active = carrier.is_active;
    if (record.valid_to < record.valid_from) errors.add("ValidTo", "The end must not be before the beginning.");
    if (const Result<void> judgement = errors.result(); !judgement.has_value()) return judgement.error();
    return record;
}

// Null: there is none.
const UntrustedRecord* find_record(const std::vector<UntrustedRecord>& records, const std::string& public_value) {
    const auto same = std::ranges::find(records, public_value, &UntrustedRecord::public_value);
    return same == records.end() ? nullptr : &*same;
}

// A secret that is not sent stays as it is stored; an empty one removes it. Whoever may not read one must not find it by
// trying, either.
bool keeps_secret(const Caller& caller, const UntrustedRecord& stored, const String& secret, SecretBox& box) {
    if (!secret.has_value()) return true;
    if (!may_read_secret(caller, stored.associate_id)) return false;
    if (secret.text.empty() || stored.sealed_secret.empty()) return secret.text.empty() == stored.sealed_secret.empty();
    const Result<Secret> opened = box.open(stored.sealed_secret, seal_identity(stored));
    return opened.has_value() && opened->reveal() == secret.text;
}

bool is_as_stored(const UntrustedRecord& stored, const UntrustedRecord& sent) {
    return stored.valid_from == sent.valid_from && stored.valid_to == sent.valid_to &&
           stored.is_active == sent.is_active && stored.comment == sent.comment;
}

Result<void> set_secret(Rows& rows, SecretBox& box, const String& secret, const UntrustedRecord* stored,
                        UntrustedRecord& record) {
    if (!secret.has_value() && stored != nullptr) record.sealed_secret = stored->sealed_secret;
    if (secret.text.empty()) return {};
    Result<std::string> sealed = box.seal_for(rows, secret.text, seal_identity(record));
    if (!sealed.has_value()) return sealed.error();
    record.sealed_secret = std::move(*sealed);
    return {};
}

Result<UntrustedCredentials> carrier_of(const UntrustedRecord& record, bool with_secret, SecretBox& box) {
    UntrustedCredentials carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.valid_from = shown_from(record.valid_from);
    carrier.valid_to = shown_to(record.valid_to);
    carrier.comment = record.comment;
    carrier.public_value = record.public_value;
    carrier.is_active = record.is_active;
    carrier.secret_value.presence = Presence::nil;
    if (!with_secret) return carrier;
    if (record.sealed_secret.empty()) {
        carrier.secret_value = "";
        return carrier;
    }
    const Result<Secret> secret = box.open(record.sealed_secret, seal_identity(record));
    if (!secret.has_value()) return secret.error();
    carrier.secret_value = secret->reveal();
    return carrier;
}

}  // namespace

Task<Result<Box<UntrustedCredentials>>> Credentials::create_default_untrusted_credentials(const Context&) {
    UntrustedCredentials carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.valid_to = DateTime{DateTime::last_second_ticks};
    carrier.comment = "";
    carrier.secret_value = "";
    carrier.public_value = "";
    carrier.is_active = true;
    co_return Box<UntrustedCredentials>(std::move(carrier));
}

Task<Result<List<Box<UntrustedCredentials>>>> Credentials::get_untrusted_credentials(
    const Context& context, const GetUntrustedCredentialsRequest& request) {
    co_return co_await untrusted_of(context, context.caller.associate_id, request.type);
}

Task<Result<List<Box<UntrustedCredentials>>>> Credentials::get_untrusted_credentials_for_associate(
    const Context& context, const GetUntrustedCredentialsForAssociateRequest& request) {
    co_return co_await untrusted_of(context, request.associate_id, request.type);
}

Task<Result<void>> Credentials::save_untrusted_credentials(const Context& context,
                                                           const SaveUntrustedCredentialsRequest& request) {
    co_return co_await put_untrusted(context, context.caller.associate_id, request.type, request.credentials);
}

Task<Result<void>> Credentials::save_untrusted_credentials_for_associate(
    const Context& context, const SaveUntrustedCredentialsForAssociateRequest& request) {
    co_return co_await put_untrusted(context, request.associate_id, request.type, request.credentials);
}

Task<Result<void>> Credentials::remove_untrusted_credentials(const Context& context,
                                                             const RemoveUntrustedCredentialsRequest& request) {
    co_return co_await drop_untrusted(context, context.caller.associate_id, request.type, request.public_value);
}

Task<Result<void>> Credentials::remove_untrusted_credentials_for_associate(
    const Context& context, const RemoveUntrustedCredentialsForAssociateRequest& request) {
    co_return co_await drop_untrusted(context, request.associate_id, request.type, request.public_value);
}

Task<Result<List<Box<UntrustedCredentials>>>> Credentials::untrusted_of(const Context& context,
                                                                        std::int32_t associate_id, const String& type) {
    FieldErrors errors;
    const std::string kept = errors.text("Type", type.text, max_text);
    const bool with_secret = may_read_secret(context.caller, associate_id);
    using Carriers = List<Box<UntrustedCredentials>>;
    auto look = [&](Rows& rows) -> Result<Carriers> {
        Carriers carriers;
        carriers.presence = Presence::value;
        if (!errors.empty()) return carriers;
        const Result<std::vector<UntrustedRecord>> records = rows.untrusted(associate_id, kept);
        if (!records.has_value()) return records.error();
        for (const UntrustedRecord& record : *records) {
            Result<UntrustedCredentials> carrier = carrier_of(record, with_secret, box_);
            if (!carrier.has_value()) return carrier.error();
            carriers.items.emplace_back(std::move(*carrier));
        }
        return carriers;
    };
    co_return co_await read_rows(store_, look);
}

Task<Result<void>> Credentials::put_untrusted(const Context& context, std::int32_t associate_id, const String& type,
                                              const Box<UntrustedCredentials>& carrier) {
    if (!carrier.has_value()) co_return wrong_argument("Credentials", "Credentials are needed.");
    auto work = [&](Change& change) -> Result<void> {
        const Result<std::string> name = existing_name(change.rows, associate_id);
        if (!name.has_value()) return name.error();
        const Result<void> allowed = change.holding.may_take_over(change.rows, context.caller, associate_id);
        if (!allowed.has_value()) return allowed;
        Result<UntrustedRecord> record = judged(associate_id, type, *carrier);
        if (!record.has_value()) return record.error();
        const Result<std::vector<UntrustedRecord>> kept = change.rows.untrusted(associate_id, record->type);
        if (!kept.has_value()) return kept.error();
        const UntrustedRecord* const stored = find_record(*kept, record->public_value);
        if (stored != nullptr && is_as_stored(*stored, *record) &&
            keeps_secret(context.caller, *stored, carrier->secret_value, box_)) {
            change.nothing_new();
            return {};
        }
        Result<void> done = set_secret(change.rows, box_, carrier->secret_value, stored, *record);
        const Result<std::int32_t> before = change.rows.untrusted_count(associate_id);
        if (!before.has_value()) return before.error();
        if (done.has_value()) done = change.rows.put_untrusted(*record, change.stamp);
        if (!done.has_value()) return done.error();
        const Result<std::int32_t> after = change.rows.untrusted_count(associate_id);
        if (!after.has_value()) return after.error();
        // Replacing one needs no room.
        if (*after > *before && !has_room(*before, change.quotas.untrusted_credentials))
            return own_quota_reached("Credentials", change.quotas.untrusted_credentials);
        change.done(associate_id, associate_subject(*name), "untrusted credentials " + record->type + " saved");
        return {};
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<void>> Credentials::drop_untrusted(const Context& context, std::int32_t associate_id, const String& type,
                                               const String& public_value) {
    FieldErrors errors;
    const std::string kept_type = errors.text("Type", type.text, max_text);
    const std::string kept_value = errors.text("PublicValue", public_value.text, max_text);
    auto work = [&](Change& change) -> Result<void> {
        const Result<std::string> name = existing_name(change.rows, associate_id);
        if (!name.has_value()) return name.error();
        const Result<void> allowed = change.holding.may_take_over(change.rows, context.caller, associate_id);
        if (!allowed.has_value()) return allowed;
        Result<bool> removed = false;
        if (errors.empty()) removed = change.rows.remove_untrusted(associate_id, kept_type, kept_value);
        if (!removed.has_value()) return removed.error();
        if (!*removed) return fail(errc::not_found, "There are no such credentials.");
        change.done(associate_id, associate_subject(*name), "untrusted credentials " + kept_type + " removed");
        return {};
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag

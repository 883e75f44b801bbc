// A request of the WebAPI that becomes a call of the core: its parameters, what it says beside them, its
// answer.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/http/exchange.hpp"
#include "adapters/rest/archive_answer.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/rest/request_body.hpp"
#include "adapters/rest/resources.hpp"
#include "adapters/rest/settings.hpp"
#include "adapters/rest/time_zone_header.hpp"
#include "adapters/rest/user_patch.hpp"
#include "adapters/walk/selection.hpp"
#include "core/base/culture.hpp"
#include "core/base/language.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag::rest {

class RestCall final : public CallExchange, private Parameters {
public:
    /// The settings and the request's views must outlive it; the body is overwritten when it goes.
    RestCall(HttpRequest& request, const Operation& operation, const RestSettings& settings);

    /// The call is for a resource beside the agent; `segments` are the parts of the address that vary and
    /// `api` the address of `…/api`. Before the other readers, if at all.
    void set_resource(const RestResource& resource, std::span<const std::string_view, 3> segments, std::string api);
    /// If-Modified-Since and If-Unmodified-Since, where the resource takes them.
    void read_conditions(const HttpRequest& request);
    /// Error: errc::malformed or one of the format's limits.
    Result<void> read_body(const http::MediaType& media);
    Result<void> read_time_zone(std::string_view header, const TimeZone& base);
    /// The body, which has been read and is JSON or empty, is what is to be different. After read_time_zone().
    void set_patch(PatchForm form);
    /// `$select` has no effect on operations and results that know none.
    Result<void> read_selection();
    void set_credentials(Evidence evidence, std::string_view application_token);
    /// A page's script sent it.
    void set_from_page() { from_page_ = true; }

    Call& call() override { return call_; }
    std::size_t held_bytes() const override { return body_.held_bytes() + 2 * form_query_.capacity(); }
    std::string_view operation() const override;
    void answer(Outcome& outcome, HttpReply& reply) override;

private:
    bool shows(RestAnswer form) const { return resource_ != nullptr && resource_->form == form; }
    Result<void> decode(const Operation& operation, void* request) override;
    Result<void> decode_parameters(const Operation& operation, void* request);
    Result<void> decode_resource(void* request);
    Result<void> decode_archive(ArchiveRequest& request);
    void answer_archive(void* response, HttpReply& reply);
    std::string archive_address() const;
    std::string list_address() const;
    Result<void> decode_query(const FieldInfo& field, void* request) const;
    bool answer_condition(HttpReply& reply) const;
    void refuse_condition(HttpReply& reply) const;

    const RestSettings& settings_;
    RequestBody body_;
    std::optional<Selection> selection_;  // nothing: all of the result is wanted
    std::string_view query_;
    std::string_view path_;
    std::string_view accept_;
    Language language_;
    Culture culture_;
    ZoneChoice zones_;
    const RestResource* resource_ = nullptr;  // null: the agent's operation itself
    std::array<std::string_view, 3> segments_{};
    std::string api_;
    std::optional<TimePoint> modified_since_;
    Conditions conditions_;
    ArchiveForm archive_;      // of a user list
    std::string form_query_;   // its parameters, where a form has them
    std::string further_;      // those of another page
    std::optional<ResourcePatch> patch_;
    bool from_page_ = false;
    Call call_;
};

}  // namespace uag::rest

// What PATCH makes of a user: the body's difference, applied to the user as GET shows them.
#pragma once

#include "adapters/json/rapidjson.hpp"
#include "adapters/rest/data_format.hpp"
#include "adapters/walk/convert_times.hpp"
#include "core/call/call.hpp"

namespace uag::rest {

class ResourcePatch final : public UserPatch {
public:
    /// The body's tree outlives it.
    ResourcePatch(const json::Value& body, PatchForm form, const ZoneChoice& zones)
        : body_(body), form_(form), zones_(zones) {}

    /// Errors: those of json::apply_json_patch and json::decode_object.
    Result<void> apply(const User& stored, User& wanted) override;

private:
    const json::Value& body_;
    const PatchForm form_;
    const ZoneChoice zones_;
};

}  // namespace uag::rest

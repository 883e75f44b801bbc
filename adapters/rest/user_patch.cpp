#include "adapters/rest/user_patch.hpp"

#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/json/patch.hpp"
#include "core/contract/carriers.hpp"

namespace uag::rest {

Result<void> ResourcePatch::apply(const User& stored, User& wanted) {
    const TypeInfo& type = type_of<User>();
    User shown = stored;
    show_times(type, &shown, zones_);
    std::string text;
    json::encode_object(type, &shown, text);
    json::Tree document;
    document.ParseInsitu(text.data());
    const bool is_list = form_ == PatchForm::json_patch || (form_ == PatchForm::by_body && body_.IsArray());
    const auto apply = is_list ? json::apply_json_patch : json::apply_merge_patch;
    Result<void> done = apply(type, body_, document, document.GetAllocator());
    if (done.has_value()) done = json::decode_object(type, document, &wanted);
    if (done.has_value()) read_times(type, &wanted, zones_);
    return done;
}

}  // namespace uag::rest

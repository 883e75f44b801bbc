// $select: whatever it says, an answer stays an answer.
#include "adapters/walk/selection.hpp"

#include <string>
#include <utility>

#include "adapters/json/codec.hpp"
#include "adapters/json/guard.hpp"
#include "adapters/rest/xml_body.hpp"
#include "core/contract/carriers.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(selection) {
    static const uag::Box<uag::User> user = [] {
        uag::User made;
        made.user_group.emplace().id = 3;
        made.other_groups.presence = uag::Presence::value;
        made.other_groups.items.emplace_back(uag::UserGroup{});
        return uag::Box<uag::User>(std::move(made));
    }();
    const auto selection = uag::Selection::parse(bytes, uag::type_of<uag::User>());
    if (!selection.has_value()) {
        FUZZ_HOLDS(selection.error().code == uag::errc::malformed);
        return;
    }
    std::string json;
    uag::json::encode(uag::type_of<uag::User>(), &user, json, &*selection);
    uag::json::Body body;
    FUZZ_HOLDS(body.parse(json, {}).has_value());
    FUZZ_HOLDS(body.root().IsObject());
    std::string xml;
    uag::rest::encode_xml(uag::type_of<uag::User>(), &user, xml, &*selection);
    uag::rest::XmlBody document;
    FUZZ_HOLDS(document.parse(xml, {}, {}).has_value());
}

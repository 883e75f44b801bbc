// A body in XML to the WebAPI: every request type survives being read from it.
#include <string>

#include "adapters/rest/xml_body.hpp"
#include "core/agent/operations.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(xml_body) {
    std::string text(bytes);
    uag::rest::XmlBody body;
    if (!body.parse({text.data(), text.size()}, {}, {}).has_value()) return;
    for (const uag::Operation& operation : uag::operations(uag::Service::user)) {
        uag::Object request = uag::make_object(operation.request());
        const auto decoded = body.decode_object(operation.request(), request.get());
        if (!decoded.has_value()) FUZZ_HOLDS(decoded.error().code != uag::errc::internal);
    }
}

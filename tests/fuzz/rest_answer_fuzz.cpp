// The answer of another server's WebAPI, in JSON and XML: whatever comes, there is a result, and what was read is read
// again from what is written of it.
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "core/agent/operations.hpp"
#include "fuzz/client_results.hpp"

namespace {

using uag::client::CallResult;
using uag::rest::DataFormat;

CallResult read(const uag::Operation& operation, DataFormat format, unsigned status, std::string_view body,
                bool problems = false) {
    const std::string_view type =
        problems ? std::string_view("application/problem+json") : uag::rest::content_type(format);
    return uag::rest::read_answer(operation, {uag::rest::BodyFormat::json, format, problems},
                                  uag::fuzz::response(status, type, body));
}

std::string write(const uag::Operation& operation, const void* answer, DataFormat format) {
    const uag::FieldInfo& field = operation.response().fields.front();
    std::string body;
    const auto encode = uag::rest::is_xml(format) ? uag::rest::encode_xml : uag::json::encode;
    encode(field.type(), field.get(answer), body, nullptr);
    return body;
}

void round(const char* name, DataFormat format, std::string_view bytes) {
    const uag::Operation& operation = *uag::find_operation(uag::Service::user, name);
    const CallResult first = read(operation, format, 200, bytes);
    uag::fuzz::judge(first, bytes);
    if (first.kind != CallResult::Kind::success) return;
    const std::string written = write(operation, first.answer.get(), format);
    const CallResult second = read(operation, format, 200, written);
    FUZZ_HOLDS(second.kind == CallResult::Kind::success);
    FUZZ_HOLDS(second.findings.empty());
    FUZZ_HOLDS(write(operation, second.answer.get(), format) == written);
}

}  // namespace

FUZZ_TARGET(rest_answer) {
    for (const DataFormat format : {DataFormat::json, DataFormat::application_xml}) {
        for (const char* const name : {"GetUser", "GetUserInfoList", "GetCredentialTypes", "ChangeOwnPassword"})
            round(name, format, bytes);
        const uag::Operation& operation = *uag::find_operation(uag::Service::user, "GetUser");
        uag::fuzz::judge(read(operation, format, 400, bytes), bytes);
    }
    uag::fuzz::judge(read(*uag::find_operation(uag::Service::user, "GetUser"), DataFormat::json, 403, bytes, true),
                     bytes);
}

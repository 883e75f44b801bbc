// The answer of another server over SOAP: whatever comes, there is a result, and what was read is read again from what
// is written of it.
#include "adapters/soap/answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/agent/operations.hpp"
#include "fuzz/client_results.hpp"

namespace {

using uag::client::CallResult;

CallResult read(const uag::Operation& operation, const uag::soap::ClientFace& face, unsigned status,
                std::string_view type, std::string_view body) {
    return uag::soap::read_answer(operation, face, uag::fuzz::response(status, type, body));
}

void round(const uag::Operation& operation, const uag::soap::ClientFace& face, std::string_view bytes) {
    const std::string_view type = uag::soap::content_type(face.soap);
    const CallResult first = read(operation, face, 200, type, bytes);
    uag::fuzz::judge(first, bytes);
    if (first.kind != CallResult::Kind::success) return;
    uag::soap::AnswerFrame frame;
    frame.soap = face.soap;
    frame.version = face.version;
    frame.operation = &operation;
    uag::HttpReply reply;
    uag::soap::write_response(frame, first.answer.get(), reply);
    const CallResult second = read(operation, face, 200, type, reply.body);
    FUZZ_HOLDS(second.kind == CallResult::Kind::success);
    FUZZ_HOLDS(second.findings.empty());
    uag::HttpReply again;
    uag::soap::write_response(frame, second.answer.get(), again);
    FUZZ_HOLDS(again.body == reply.body);
}

}  // namespace

FUZZ_TARGET(soap_answer) {
    const uag::Operation& user = *uag::find_operation(uag::Service::user, "GetUser");
    const uag::Operation& list = *uag::find_operation(uag::Service::user, "GetUserInfoList");
    const uag::Operation& login = *uag::find_operation(uag::Service::so_principal, "AuthenticateUsernamePassword");
    round(user, {uag::Version::v88, uag::soap::SoapVersion::soap11}, bytes);
    round(user, {uag::Version::v84, uag::soap::SoapVersion::soap12}, bytes);
    round(list, {uag::Version::v88, uag::soap::SoapVersion::soap12}, bytes);
    round(login, {uag::Version::v84, uag::soap::SoapVersion::soap11}, bytes);
    uag::fuzz::judge(read(user, {}, 500, "text/xml", bytes), bytes);
}

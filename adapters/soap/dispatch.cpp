#include "adapters/soap/dispatch.hpp"

#include "adapters/http/query.hpp"

namespace uag::soap {
namespace {

constexpr std::size_t longest_action_echo = 300;

std::string_view unquote(std::string_view text) {
    text = trim_blanks(text);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

// Takes `part` off the front of `text`.
bool take(std::string_view& text, std::string_view part) {
    if (!text.starts_with(part)) return false;
    text.remove_prefix(part.size());
    return true;
}

bool is_action_of(std::string_view action, const SoapTarget& target, std::string_view operation) {
    return take(action, service_uri(target.version)) && take(action, "/") && take(action, name_of(target.service)) &&
           take(action, "/") && action == operation;
}

bool agrees(std::string_view action, const SoapTarget& target, std::string_view operation) {
    if (action.find('%') != std::string_view::npos) {
        const auto decoded = http::percent_decode(action);
        return decoded && is_action_of(unquote(*decoded), target, operation);
    }
    return is_action_of(unquote(action), target, operation);
}

Fault not_supported(std::string_view action) {
    return {
        FaultCode::action_not_supported,
        Message::verbatim("The message with Action '" + std::string(action.substr(0, longest_action_echo)) +
                          "' cannot be processed at the receiver, due to a ContractFilter mismatch at the "
                          "EndpointDispatcher. "
                          "This may be because of either a contract mismatch (mismatched Actions between sender and "
                          "receiver) "
                          "or a binding/security mismatch between the sender and the receiver. Check that sender and "
                          "receiver "
                          "have the same contract and the same binding (including security requirements, e.g. Message, "
                          "Transport, None)."),
        0,
        {},
        {},
        {}};
}

}  // namespace

std::string action_of(const SoapTarget& target, std::string_view operation) {
    std::string action(service_uri(target.version));
    action += '/';
    action += name_of(target.service);
    action += '/';
    action += operation;
    return action;
}

boost::system::result<const Operation*, Fault> dispatch(std::string_view element, const Namespaces& namespaces,
                                                        const SoapTarget& target, std::string_view soap_action,
                                                        std::string_view action) {
    const Name name = split(element);
    const bool is_ours = namespaces.of_element(name) == Space::service;
    const Operation* const operation = is_ours ? find_operation(target.service, name.local) : nullptr;
    const std::string_view sent = unquote(soap_action);
    if (operation == nullptr || !operation->in(target.version)) {
        if (!sent.empty()) return not_supported(sent);
        std::string meant(namespaces.uri(name.prefix));
        meant += '/';
        meant += name_of(target.service);
        meant += '/';
        meant += name.local;
        return not_supported(meant);
    }
    const bool differs = (!sent.empty() && !agrees(soap_action, target, operation->name)) ||
                         (!action.empty() && !agrees(action, target, operation->name));
    if (differs)
        return Fault{FaultCode::client, "The SOAP action names another operation than the SOAP Body.", 0, {}, {}, {}};
    return operation;
}

}  // namespace uag::soap

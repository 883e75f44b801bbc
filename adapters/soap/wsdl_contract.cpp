#include "adapters/soap/wsdl_contract.hpp"

#include <algorithm>

#include "adapters/soap/headers.hpp"

namespace uag::soap {

std::span<const FieldInfo> request_headers(Service service) {
    const std::span<const FieldInfo> all = type_of<RequestHeaders>().fields;
    return service == Service::so_principal ? all.first(1) : all;  // logging in needs no ticket
}

std::span<const FieldInfo> response_headers() { return type_of<ResponseHeaders>().fields; }

std::string response_element(const Operation& operation) {
    if (!operation.response_element.empty()) return std::string(operation.response_element);
    return std::string(operation.name) + "Response";
}

WsdlContract::WsdlContract(Service service, Version version) : service_(service), version_(version) {
    add_headers(request_headers(service));
    add_headers(response_headers());
    for (const Operation& operation : uag::operations(service)) {
        if (!operation.in(version)) continue;
        operations_.push_back(&operation);
        need_fields(operation.request().fields);
        need_fields(operation.response().fields);
        const bool is_shared = std::any_of(answers_.begin(), answers_.end(), [&](const Operation* other) {
            return response_element(*other) == response_element(operation);
        });
        if (!is_shared) answers_.push_back(&operation);
    }
}

void WsdlContract::need(const TypeInfo& type) {
    std::vector<const TypeInfo*>& known = types_[static_cast<std::size_t>(type.space)];
    if (std::find(known.begin(), known.end(), &type) != known.end()) return;
    known.push_back(&type);
    if (type.kind == Kind::object) need_fields(type.fields);
    if (type.kind == Kind::array) need(type.item());
    if (type.kind == Kind::dictionary) need_fields(type.item().fields);
}

void WsdlContract::need_fields(std::span<const FieldInfo> fields) {
    for (const FieldInfo& field : fields)
        if (field.in_soap(version_)) need(field.type());
}

void WsdlContract::add_headers(std::span<const FieldInfo> fields) {
    need_fields(fields);
    for (const FieldInfo& field : fields) {
        const bool is_known = std::any_of(headers_.begin(), headers_.end(),
                                          [&](const FieldInfo* other) { return other->name == field.name; });
        if (!is_known) headers_.push_back(&field);
    }
}

}  // namespace uag::soap

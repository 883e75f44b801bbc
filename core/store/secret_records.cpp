#include "core/store/secret_records.hpp"

namespace uag {

// Lengths first: no two rows share an identity whatever their texts hold.
std::string seal_identity(const UntrustedRecord& record) {
    return "untrusted/" + std::to_string(record.associate_id) + "/" + std::to_string(record.type.size()) + ":" +
           record.type + "/" + record.public_value;
}

std::string seal_identity(const ServiceAuthRecord& record) { return "service/" + record.seal_id; }

std::string seal_identity(const ExternalTokenRecord& record) {
    return "token/" + std::to_string(record.associate_id) + "/" + hex_encode(record.key);
}

std::string seal_identity(const ClientRegistration& record) { return "client/" + record.client_id; }

}  // namespace uag

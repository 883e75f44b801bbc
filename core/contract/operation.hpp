// What an operation is: name, version, who may call it, parameter and answer types, and what the WebAPI does differently.
// The rows stand with what does them (core/agent/operations).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/contract/type_info.hpp"

namespace uag {

enum class Service : std::uint8_t {
    user,
    so_principal,
    archive  ///< of the WebAPI only
};
std::string_view name_of(Service service);  ///< "User", "SoPrincipal", "Archive"

/// What paths, settings and commands call a generation.
struct Generation {
    std::string_view name;  ///< "Services84"
    Version version;
};
inline constexpr std::array<Generation, 5> generations{{{"Services84", Version::v84},
                                                        {"Services85", Version::v85},
                                                        {"Services86", Version::v86},
                                                        {"Services87", Version::v87},
                                                        {"Services88", Version::v88}}};

/// Who may call an operation; enforced by core/security/access, denied unless it says otherwise.
enum class Access : std::uint8_t {
    open,  ///< no credentials
    any,  ///< every authenticated associate
    self,  ///< about the caller's own associate; about others it needs `users`
    users,  ///< right to administer users
    externals,  ///< `users`, or the right to manage external users
    roles  ///< right to administer roles
};

/// What an operation does to what its server keeps.
enum class Effect : std::uint8_t {
    read,  ///< changes nothing and makes nothing, so whoever missed the answer can ask again
    write,  ///< makes or changes something; also a ticket
    destructive  ///< takes away what was there before
};

/// How the WebAPI carries the parameters.
enum class RestShape : std::uint8_t {
    object,  ///< a JSON object with a member a parameter
    query,  ///< one integer in the query string
    bare_body,  ///< the only parameter is the body itself
    none  ///< no parameters
};

/// Which associate a call is about, for Access::self.
struct Subject {
    enum class Kind : std::uint8_t { none, associate_id, associate_name, person_id, ej_user_id } kind = Kind::none;
    std::int32_t id = 0;
    std::string_view name;
};

struct Operation {
    std::string_view name;
    Service service = Service::user;
    Version since = oldest_version;
    Access access = Access::users;
    Effect effect = Effect::write;
    std::string_view summary;
    const TypeInfo& (*request)() = nullptr;
    const TypeInfo& (*response)() = nullptr;
    std::string_view response_element;  ///< empty: name + "Response"
    Subject (*subject)(const void* request) = nullptr;
    RestShape rest = RestShape::object;
    bool select = true;  ///< the WebAPI takes `$select`

    bool in(Version version) const { return since <= version; }
    /// Without a result: an empty response element in SOAP, 204 in the WebAPI.
    bool is_void() const { return response().fields.empty(); }
};

inline bool only_reads(const Operation& operation) { return operation.effect == Effect::read; }

}  // namespace uag

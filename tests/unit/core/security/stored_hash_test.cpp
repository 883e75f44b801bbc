// Of whatever kind a stored hash is, it is read in one place, and its cost counts.
#include "core/security/stored_hash.hpp"

#include <doctest/doctest.h>

using namespace uag;

namespace {

constexpr const char* ours = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$AAECAwQFBgcICQoLDA0ODw";
constexpr const char* foreign_bcrypt = "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

}  // namespace

TEST_CASE("ours and others' are read, and their costs written") {
    CHECK(std::holds_alternative<PhcHash>(*read_stored_hash(ours)));
    CHECK(std::holds_alternative<ForeignHash>(*read_stored_hash(foreign_bcrypt)));
    CHECK(cost_text(ours) == "argon2id m=19456,t=2,p=1");
    CHECK(cost_text(foreign_bcrypt) == "bcrypt 32");
    CHECK(cost_text("hunter2").empty());
    CHECK(cost_of(*read_stored_hash(ours)) == LoginCost{{19456, 2}, {}});
    LoginCost bcrypt;
    bcrypt.of(HashScheme::bcrypt).units = 32;
    CHECK(cost_of(*read_stored_hash(foreign_bcrypt)) == bcrypt);
    CHECK(read_stored_hash("$argon2id$v=16$x").error().public_text.english().starts_with("is no Argon2id hash"));
}

TEST_CASE("of every scheme the costliest counts, and nothing that cannot be read") {
    LoginCost most{{7168, 6}, {}};
    CHECK(costliest({"argon2id m=19456,t=1,p=1", "argon2id m=7168,t=5,p=1", "argon2id m=7168,t=6,p=1",
                     "argon2id m=99999,t=9,p=4", "argon2id ", "", "x", "m=19456,t=2,p=1"}) == most);
    most.of(HashScheme::bcrypt).units = 4096;
    most.of(HashScheme::scrypt) = {131072, 14, 8};
    CHECK(costliest({"bcrypt 1024", "argon2id m=7168,t=6,p=1", "bcrypt 4096", "scrypt 131072 14 8", "scrypt 1024 7 8",
                     "bcrypt 99999999"}) == most);
    CHECK(costliest({}) == LoginCost{});
    CHECK(LoginCost{}.argon2 == no_cost);
}

// The store's rows, as a transaction sees them: what the rules of core/security and core/agent read and write. Used on a
// thread of the store's, inside Store::read, list and write; nothing here waits for anything but the database.
//
// Every function may fail with errc::storage. Changes of a snapshot fail so, and so does what breaks a key: an id or a
// name in use, a reference to what is not there. Rules (names in use, the last administrator, who may, what ends with
// what) are not asked for here: they are the core's.
#pragma once

#include "core/store/access_rows.hpp"
#include "core/store/credential_rows.hpp"
#include "core/store/session_rows.hpp"
#include "core/store/user_rows.hpp"

namespace uag {

class Rows : public UserRows,
             public RoleRows,
             public GroupRows,
             public LicenseRows,
             public PasswordRows,
             public LinkedCredentialRows,
             public LinkRows,
             public SecretRows,
             public SessionRows,
             public FailureRows,
             public AuditRows {};

}  // namespace uag

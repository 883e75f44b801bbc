// The outer structure of a SOAP message: Envelope, Header, Body, and which header blocks are meant for us.
#pragma once

#include <boost/system/result.hpp>
#include <pugixml.hpp>

#include "adapters/soap/fault.hpp"
#include "adapters/soap/namespaces.hpp"

namespace uag::soap {

/// Where the parts of a message are.
struct Envelope {
    pugi::xml_node root;
    pugi::xml_node header;  ///< null if there is none
    pugi::xml_node body;
    pugi::xml_node operation;  ///< Body's only child
    bool has_others = false;   ///< children of Envelope beside Header and Body
    bool has_loose = false;    ///< headers of ours directly under Envelope, as the documentation shows them
};

/// The version of the envelope; enters the root's declarations. Faults: client (no SOAP message),
/// version_mismatch (another SOAP).
boost::system::result<SoapVersion, Fault> envelope_version(const pugi::xml_document& document, Namespaces& namespaces);

/// Finds the parts and checks their order: at most one Header, then exactly one Body with exactly one
/// qualified child, nothing after it (BP 1.1 R1011, R1014; R9980). Declarations of Envelope are entered into
/// `namespaces` and stay. Faults: client.
boost::system::result<Envelope, Fault> read_envelope(const pugi::xml_document& document, SoapVersion version,
                                                     Namespaces& namespaces);

/// Takes the header blocks that are not meant for us (actor, role) out of the tree and refuses one that we
/// must understand and do not (SOAP 1.1, 4.2.3; SOAP 1.2 part 1, 5.2.3). ApplicationToken, Credentials and
/// TimeZone of the service are always understood; others, with a namespace or without, are passed over. Faults:
/// must_understand, client.
boost::system::result<void, Fault> check_headers(Envelope& envelope, SoapVersion version, Namespaces& namespaces);

}  // namespace uag::soap

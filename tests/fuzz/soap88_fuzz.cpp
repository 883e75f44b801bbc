// A SOAP message of either version to Services88.
#include "fuzz/soap_exchange.hpp"

FUZZ_TARGET(soap88) {
    uag::fuzz::soap_exchange(bytes, uag::Version::v88, "text/xml; charset=utf-8");
    uag::fuzz::soap_exchange(bytes, uag::Version::v88, "application/soap+xml");
}

// A SOAP 1.1 message to Services84.
#include "fuzz/soap_exchange.hpp"

FUZZ_TARGET(soap84) { uag::fuzz::soap_exchange(bytes, uag::Version::v84, "text/xml; charset=utf-8"); }

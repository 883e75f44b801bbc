// What the service under test has logged.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/file_text.hpp"
#include "support/gateway_process.hpp"

namespace uag::test {

/// So far.
inline std::string log_of(const GatewayProcess& gateway) { return file_text(gateway.log_file()); }

/// In all: the service ends first, as it should.
inline std::string finished_log(GatewayProcess& gateway) {
    CHECK(gateway.terminate() == 0);
    return log_of(gateway);
}

}  // namespace uag::test

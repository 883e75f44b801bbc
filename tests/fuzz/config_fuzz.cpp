// Configuration files: read or refused with a place; what is printed reads as the same.
#include <sstream>
#include <string>

#include "fuzz/target.hpp"
#include "server/config/config.hpp"

FUZZ_TARGET(config) {
    const auto config = uag::parse_config(bytes, "fuzz.toml");
    if (!config.has_value()) {
        FUZZ_HOLDS(config.error().public_text.english().find("fuzz.toml") != std::string::npos);
        return;
    }
    const auto checked = uag::check_config(*config);
    if (!checked.has_value()) FUZZ_HOLDS(!checked.error().public_text.empty());
    std::ostringstream printed;
    uag::print_config(printed, *config, false);
    FUZZ_HOLDS(!printed.str().empty());
}

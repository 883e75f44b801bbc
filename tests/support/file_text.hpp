// A whole file as text: logs, mostly.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

namespace uag::test {

inline std::string file_text(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace uag::test

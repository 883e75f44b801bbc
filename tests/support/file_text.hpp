// A whole file as text: logs, mostly.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace uag::test {

/// Throws if there is no such file: what is not there holds no secret either.
inline std::string file_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("no file " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace uag::test

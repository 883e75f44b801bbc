// The string literals of a C++ source file, as xgettext would find them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace uag::test {

struct SourceText {
    std::string text;    ///< unescaped as far as \" \\ and \n go; adjacent literals are one
    std::string before;  ///< the last code in front of it without white space, at most 24 characters
};

/// Every ordinary literal outside comments and #include lines; raw strings are left out.
std::vector<SourceText> source_texts(std::string_view source);

/// The .cpp and .hpp files below the folders, sorted.
std::vector<std::filesystem::path> source_files(const std::vector<std::string>& folders);

/// The whole file; a test ends if it cannot be read.
std::string read_source(const std::filesystem::path& path);

}  // namespace uag::test

// Cases of hostile input as text files, so that a new one is a few lines and no code.
//
//   # a comment
//   case: a length and a transfer coding
//   expect: 400 close
//   send:
//   POST /api HTTP/1.1
//   Host: h
//   ---
//
// Lines between `send:` and `---` end with CR LF; one that ends with `\` has no line end. Escapes: `\\`, `\r`, `\n`,
// `\t`, `\0`, `\xHH`, and `\{text|N}` for N times text (which may hold escapes, but no other repetition).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace uag::test {

struct CorpusCase {
    std::string name;
    std::vector<std::pair<std::string, std::string>> notes;  ///< the other `key: value` lines, in order
    std::string bytes;                                       ///< what stands in `send:`
    std::string where;                                       ///< "file.txt:12"

    /// The values of all notes of that key.
    std::vector<std::string> all(std::string_view key) const;
    /// The only value of that key; empty if there is none.
    std::string one(std::string_view key) const;
};

/// All cases of a file. Throws std::runtime_error where the file is malformed or two cases have one name.
std::vector<CorpusCase> read_corpus(const std::filesystem::path& file);

/// The cases of all files `tests/{folder}/*.txt`, in the order of their names.
std::vector<CorpusCase> read_corpus_folder(std::string_view folder);

/// With escapes and repetitions resolved.
std::string unescape(std::string_view text);

}  // namespace uag::test

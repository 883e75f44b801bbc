// The file of `--secrets`: what the pseudonyms of a recording stand for.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "core/base/error.hpp"
#include "core/base/secret.hpp"

namespace uag::recording {

/// By pseudonym.
using KnownSecrets = std::map<std::string, Secret, std::less<>>;

/// `"secret:3f9a8c12d0e4" = "the password"`, a line each, or `= { file = "path" }`. The file and those that it names must
/// be closed to others. errc::invalid_argument with file, line and column; never a value.
Result<KnownSecrets> read_secrets(const std::string& path);

/// Writes such a file, line by line: what somebody who records wants to keep after all.
class SecretsWriter {
public:
    /// The file must not be there; nobody else can read it. The error is a sentence.
    static Result<std::unique_ptr<SecretsWriter>> begin(const std::string& path);
    ~SecretsWriter();
    SecretsWriter(const SecretsWriter&) = delete;
    SecretsWriter& operator=(const SecretsWriter&) = delete;

    /// Once each. False: it cannot be written, with errno.
    bool add(const std::string& pseudonym, std::string_view secret);

private:
    explicit SecretsWriter(int file) : file_(file) {}

    const int file_;
    std::set<std::string> written_;
};

}  // namespace uag::recording

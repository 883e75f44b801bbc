// Certificates made for one test.
#pragma once

#include <string>

#include "support/temp_dir.hpp"

namespace uag::test {

enum class CertificateKey { p256, rsa2048 };

/// A self-signed certificate for `name` and its key, as PEM files `NAME.crt` and `NAME.key` (mode 0600).
struct CertificateFiles {
    std::string certificate;
    std::string key;
};

/// `days`: how long it is good; negative: it has ended so long ago.
CertificateFiles make_certificate(const TempDir& folder, const std::string& name, int days = 90,
                                  CertificateKey kind = CertificateKey::p256);

/// Configuration: a listener with that certificate.
std::string tls_settings(const CertificateFiles& files);

}  // namespace uag::test

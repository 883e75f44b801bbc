#include "support/certificates.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <memory>
#include <stdexcept>

#include "support/openid_provider.hpp"

namespace uag::test {

CertificateFiles make_certificate(const TempDir& folder, const std::string& name, int days, CertificateKey kind) {
    const TestKey key = kind == CertificateKey::rsa2048 ? make_rsa_key() : make_p256_key();
    const std::unique_ptr<X509, decltype(&::X509_free)> certificate(::X509_new(), &::X509_free);
    constexpr long day = 86'400;
    ::X509_set_version(certificate.get(), X509_VERSION_3);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(certificate.get()), 1);
    ::X509_gmtime_adj(::X509_getm_notBefore(certificate.get()), -400 * day);
    ::X509_gmtime_adj(::X509_getm_notAfter(certificate.get()), days * day);
    ::X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* const subject = ::X509_get_subject_name(certificate.get());
    ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                                 -1, 0);
    ::X509_set_issuer_name(certificate.get(), subject);
    if (::X509_sign(certificate.get(), key.get(), ::EVP_sha256()) == 0) throw std::runtime_error("cannot sign");

    const std::unique_ptr<BIO, decltype(&::BIO_free)> bio(::BIO_new(::BIO_s_mem()), &::BIO_free);
    ::PEM_write_bio_X509(bio.get(), certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    CertificateFiles files;
    files.certificate = folder.write(name + ".crt", {data, static_cast<std::size_t>(size)});
    files.key = folder.write(name + ".key", private_pem(key.get()));
    ::chmod(files.key.c_str(), 0600);
    return files;
}

std::string tls_settings(const CertificateFiles& files) {
    return "[tls]\ncertificate = \"" + files.certificate + "\"\nkey = \"" + files.key + "\"\n";
}

}  // namespace uag::test

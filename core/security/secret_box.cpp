#include "core/security/secret_box.hpp"

#include <openssl/evp.h>

#include <array>
#include <limits>
#include <memory>
#include <span>

#include "core/base/encoding.hpp"

namespace uag {
namespace {

constexpr char format_version = 1;
constexpr std::size_t header_bytes = 5;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t gcm_tag_bytes = 16;
constexpr std::string_view check_identity = "key-check";
constexpr std::string_view check_text = "useragentd";

struct FreeCipher {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

std::string header_of(std::uint32_t number) {
    std::string header(1, format_version);
    for (int shift = 24; shift >= 0; shift -= 8) header += static_cast<char>(number >> shift & 0xFF);
    return header;
}

Error not_sealed(std::string why) {
    return fail(errc::internal, "The secret could not be stored.", "secret box: " + std::move(why));
}

// One text for every reason: whoever asks learns nothing about keys.
Error not_opened(std::string why) {
    return fail(errc::server, "A stored secret cannot be read.", "secret box: " + std::move(why));
}

// The header is authenticated too, so that a value cannot be made to name another key.
bool authenticate(EVP_CIPHER_CTX* cipher, std::string_view header, std::string_view identity) {
    int written = 0;
    for (const std::string_view part : {header, identity}) {
        const int size = static_cast<int>(part.size());
        if (EVP_CipherUpdate(cipher, nullptr, &written, octets(part), size) != 1) return false;
    }
    return true;
}

Cipher start(bool sealing, const Secret& key, std::string_view nonce, std::string_view header,
             std::string_view identity) {
    Cipher cipher(EVP_CIPHER_CTX_new());
    if (!cipher) return nullptr;
    const int direction = sealing ? 1 : 0;
    if (EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, octets(key.reveal()), octets(nonce), direction) !=
        1)
        return nullptr;
    if (!authenticate(cipher.get(), header, identity)) return nullptr;
    return cipher;
}

bool is_too_long(std::string_view text) {
    return text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) / 2;
}

}  // namespace

Result<void> KeyRing::add(std::uint32_t number, Secret key) {
    if (number == 0) return fail_in_english(errc::invalid_argument, "A key's number must not be 0.");
    if (key.reveal().size() != key_bytes)
        return fail_in_english(errc::invalid_argument, "Key " + std::to_string(number) + " has not 32 bytes.");
    if (!keys_.emplace(number, std::move(key)).second)
        return fail_in_english(errc::invalid_argument, "Key " + std::to_string(number) + " stands twice.");
    return {};
}

const Secret* KeyRing::find(std::uint32_t number) const {
    const auto at = keys_.find(number);
    return at == keys_.end() ? nullptr : &at->second;
}

std::uint32_t sealing_key(std::string_view sealed) {
    if (sealed.size() < header_bytes + nonce_bytes + gcm_tag_bytes || sealed.front() != format_version) return 0;
    std::uint32_t number = 0;
    for (const char c : sealed.substr(1, 4)) number = number << 8 | static_cast<unsigned char>(c);
    return number;
}

Result<std::string> SecretBox::seal(std::string_view plain, std::string_view identity) {
    return seal_with(newest_key(), plain, identity);
}

Result<std::string> SecretBox::seal_for(SecretRows& rows, std::string_view plain, std::string_view identity) {
    const Result<std::optional<std::string>> check = rows.key_check();
    if (!check.has_value()) return check.error();
    if (!check->has_value()) return seal(plain, identity);
    return seal_with(sealing_key(**check), plain, identity);
}

Result<std::string> SecretBox::seal_with(std::uint32_t number, std::string_view plain, std::string_view identity) {
    const std::optional<Secret> used = key(number);
    if (!used) return not_sealed("there is no key " + std::to_string(number));
    if (is_too_long(plain) || is_too_long(identity)) return not_sealed("too long");

    std::array<std::byte, nonce_bytes> nonce{};
    random_.fill(nonce);
    std::string sealed = header_of(number);
    sealed += as_text(nonce);
    const std::size_t begin = sealed.size();
    sealed.resize(begin + plain.size() + gcm_tag_bytes);
    char* const body = sealed.data() + begin;
    const Cipher cipher = start(true, *used, as_text(nonce), header_of(number), identity);
    int written = 0;
    const bool done =
        cipher &&
        EVP_CipherUpdate(cipher.get(), octets(body), &written, octets(plain), static_cast<int>(plain.size())) == 1 &&
        EVP_CipherFinal_ex(cipher.get(), octets(body) + plain.size(), &written) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, gcm_tag_bytes, body + plain.size()) == 1;
    if (!done) return not_sealed("encryption failed");
    return sealed;
}

Result<Secret> SecretBox::open(std::string_view sealed, std::string_view identity) {
    const std::uint32_t number = sealing_key(sealed);
    if (number == 0 || is_too_long(sealed) || is_too_long(identity)) return not_opened("not a sealed value");
    const std::optional<Secret> used = key(number);
    if (!used) return not_opened("there is no key " + std::to_string(number));

    const std::string_view header = sealed.substr(0, header_bytes);
    const std::string_view nonce = sealed.substr(header_bytes, nonce_bytes);
    std::string_view body = sealed.substr(header_bytes + nonce_bytes);
    std::string tag(body.substr(body.size() - gcm_tag_bytes));
    body.remove_suffix(gcm_tag_bytes);

    const Cipher cipher = start(false, *used, nonce, header, identity);
    std::string plain(body.size(), '\0');
    unsigned char rest[16];
    int written = 0;
    const bool opened = cipher &&
                        EVP_CipherUpdate(cipher.get(), octets(plain.data()), &written, octets(body),
                                         static_cast<int>(body.size())) == 1 &&
                        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, gcm_tag_bytes, tag.data()) == 1 &&
                        EVP_CipherFinal_ex(cipher.get(), rest, &written) == 1;
    Secret secret(std::move(plain));
    if (!opened) return not_opened("the value was changed or is bound to something else");
    return secret;
}

std::optional<Secret> SecretBox::known_key(std::uint32_t number) {
    const std::scoped_lock lock(mutex_);
    const Secret* const known = keys_.find(number);
    if (known == nullptr) return std::nullopt;
    return *known;
}

// Keys that are gone from the file stay known here: somebody may still read a snapshot that they sealed.
std::optional<Secret> SecretBox::key(std::uint32_t number) {
    if (number == 0) return std::nullopt;
    std::optional<Secret> known = known_key(number);
    if (known || !read_again_) return known;
    const Result<KeyRing> fresh = read_again_();
    if (!fresh.has_value()) return std::nullopt;
    {
        const std::scoped_lock lock(mutex_);
        for (const auto& [each, secret] : fresh->keys())
            if (keys_.find(each) == nullptr) static_cast<void>(keys_.add(each, secret));
    }
    return known_key(number);
}

std::uint32_t SecretBox::newest_key() {
    const std::scoped_lock lock(mutex_);
    return keys_.newest();
}

Result<std::string> make_key_check(SecretBox& box) { return box.seal(check_text, check_identity); }

Result<void> judge_key_check(SecretBox& box, std::string_view sealed) {
    const Result<Secret> opened = box.open(sealed, check_identity);
    if (!opened.has_value()) return opened.error();
    if (opened->reveal() != check_text) return not_opened("the check value says something else");
    return {};
}

}  // namespace uag

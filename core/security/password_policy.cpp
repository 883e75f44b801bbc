#include "core/security/password_policy.hpp"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/base/text.hpp"
#include "core/security/common_words.hpp"

namespace uag {
namespace {

// The C library's bits at which zxcvbn's scores 1 to 4 begin (10^3, 10^6, 10^8 and 10^10 guesses).
constexpr std::array<double, 4> score_bits{9.97, 19.93, 26.58, 33.22};

// Only so many characters are shown to zxcvbn: its time grows with about the fifth power of the length
// ("1212..." takes 7 ms at 32 characters and 1.7 s at 100), and 32 can be stronger than any score asks for.
constexpr std::size_t judged_characters = 32;
constexpr std::size_t most_own_words = 64;
constexpr std::size_t shortest_own_word = 3;

constexpr std::string_view lower_letters = "abcdefghjkmnpqrstuvwxyz";
constexpr std::string_view upper_letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view digits = "23456789";
constexpr std::string_view specials = "-+=*#%&?!@";
constexpr std::string_view readable = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
constexpr std::size_t generated_characters = 20;
constexpr double generated_bits = 100;
constexpr int generation_attempts = 100;

std::optional<PolicyRefusal> require(std::string_view rule, std::size_t found, std::int32_t wanted, MessageId one,
                                     MessagePattern<1> many) {
    if (wanted <= 0 || found >= static_cast<std::size_t>(wanted)) return std::nullopt;
    if (wanted == 1) return PolicyRefusal{std::string(rule), one};
    return PolicyRefusal{std::string(rule), sentence(many, {wanted})};
}

// zxcvbn knows bytes only. One byte for each character keeps repeats and lengths what they are; which byte
// stands for a character outside ASCII does not matter as long as it is always the same.
std::string one_byte_each(std::string_view text) {
    std::string out;
    out.reserve(judged_characters);
    while (!text.empty() && out.size() < judged_characters) {
        const char32_t c = take_code_point(text);
        out += static_cast<char>(c < 0x80 ? c : 0x80 + c % 0x80);
    }
    return out;
}

bool is_word_character(char c) { return is_ascii_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80; }

// The text as a whole and each word of it.
void add_words(std::vector<std::string>& words, std::string_view text) {
    const auto add = [&](std::string_view word) {
        if (words.size() < most_own_words && code_points(word) >= shortest_own_word)
            words.push_back(one_byte_each(word));
    };
    add(text);
    while (!text.empty()) {
        const auto begin = std::find_if(text.begin(), text.end(), is_word_character);
        const auto end = std::find_if_not(begin, text.end(), is_word_character);
        const auto offset = static_cast<std::size_t>(begin - text.begin());
        const auto length = static_cast<std::size_t>(end - begin);
        if (length != 0 && length != text.size()) add(text.substr(offset, length));
        text.remove_prefix(offset + length);
    }
}

std::vector<std::string> dictionary(std::span<const std::string> own_words) {
    std::vector<std::string> words;
    for (const std::string& own : own_words) {
        const std::optional<std::string> normal = to_nfc(own, max_name_code_points);
        if (!normal) continue;
        add_words(words, trim(*normal));
        // zxcvbn ignores case in ASCII only.
        const std::string folded = folded_name(*normal);
        if (folded != trim(*normal)) add_words(words, folded);
    }
    return words;
}

struct Strength {
    int score = 0;
    bool uses_own_words = false;
};

const std::vector<std::string>& known_words() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> made;
        for (const std::string_view word : common_words()) made.push_back(one_byte_each(word));
        return made;
    }();
    return words;
}

// Whether a part in which zxcvbn found a word that we gave it is one of the owner's, once or several times: in any case, and
// with what looks like a letter for it.
bool is_own_word(std::string_view part, std::span<const std::string> own_words) {
    return std::ranges::any_of(own_words, [&](const std::string& word) {
        if (word.empty() || part.empty() || part.size() % word.size() != 0) return false;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const char letter = ascii_lower(word[i % word.size()]);
            const bool looks_like_it = is_ascii_letter(letter) && !is_ascii_letter(part[i]);
            if (ascii_lower(part[i]) != letter && !looks_like_it) return false;
        }
        return true;
    });
}

Strength strength(std::string_view normal, std::span<const std::string> words) {
    std::vector<const char*> pointers;
    for (const std::string& word : words) pointers.push_back(word.c_str());
    for (const std::string& word : known_words()) pointers.push_back(word.c_str());
    pointers.push_back(nullptr);

    std::string judged = one_byte_each(normal);
    ZxcMatch_t* matches = nullptr;
    const double bits = ZxcvbnMatch(judged.c_str(), pointers.data(), &matches);
    Strength result;
    result.score = static_cast<int>(
        std::count_if(score_bits.begin(), score_bits.end(), [&](double least) { return bits >= least; }));
    for (const ZxcMatch_t* match = matches; match != nullptr; match = match->Next) {
        const int type = static_cast<int>(match->Type) & ~static_cast<int>(MULTIPLE_MATCH);
        if (type != USER_MATCH && type != USER_LEET_MATCH) continue;
        const auto begin = static_cast<std::size_t>(match->Begin);
        const std::string_view part = std::string_view(judged).substr(begin, static_cast<std::size_t>(match->Length));
        if (is_own_word(part, words)) result.uses_own_words = true;
    }
    ZxcvbnFreeInfo(matches);
    wipe(judged);
    return result;
}

std::optional<PolicyRefusal> judge_strength(std::string_view normal, const PolicySettings& settings,
                                            std::span<const std::string> own_words) {
    const std::vector<std::string> words = dictionary(own_words);
    const Strength found = strength(normal, words);
    if (found.score >= std::min(settings.min_score, 4)) return std::nullopt;
    if (found.uses_own_words) {
        return PolicyRefusal{"Strength",
                             "The password is too easy to guess, because a name or address of its owner is "
                             "a part of it. Use words that have nothing to do with them."};
    }
    return PolicyRefusal{"Strength",
                         "The password is too easy to guess. Make it longer, for example with three or four words that "
                         "have nothing to do with each other."};
}

std::size_t at_least_zero(std::int32_t value) { return value > 0 ? static_cast<std::size_t>(value) : 0; }

// Random bytes, a block at a time, wiped when they go.
class Draw {
public:
    explicit Draw(Random& random) : random_(random) {}
    Draw(const Draw&) = delete;
    Draw& operator=(const Draw&) = delete;
    ~Draw() { wipe(block_.data(), block_.size()); }

    /// 0..below-1, each as likely as any other: bytes that would favour the small ones are thrown away. 1 <=
    /// below <= 256
    std::size_t below(std::size_t below) {
        const std::size_t fair = 256 - 256 % below;
        for (;;) {
            const std::size_t value = next();
            if (value < fair) return value % below;
        }
    }

private:
    std::size_t next() {
        if (used_ == block_.size()) {
            random_.fill(block_);
            used_ = 0;
        }
        return std::to_integer<std::size_t>(block_[used_++]);
    }

    Random& random_;
    std::array<std::byte, 64> block_{};
    std::size_t used_ = 64;
};

struct Part {
    std::string_view alphabet;
    std::size_t count;
};

// The classes the rules ask for, and as many of the whole alphabet as length and entropy need beside them.
// Where the classes stand adds entropy that is not counted.
std::vector<Part> recipe(const PasswordRules& rules) {
    std::vector<Part> parts{{digits, at_least_zero(rules.min_numbers)},
                            {lower_letters, at_least_zero(rules.min_lowercase)},
                            {upper_letters, at_least_zero(rules.min_uppercase)},
                            {specials, at_least_zero(rules.min_special)}};
    const std::size_t length = std::max(generated_characters, at_least_zero(rules.min_characters));
    std::size_t asked = 0;
    double bits = 0;
    for (const Part& part : parts) {
        asked += part.count;
        bits += static_cast<double>(part.count) * std::log2(static_cast<double>(part.alphabet.size()));
    }
    const double missing = std::max(0.0, generated_bits - bits) / std::log2(static_cast<double>(readable.size()));
    const std::size_t rest = std::max(length - std::min(length, asked), static_cast<std::size_t>(std::ceil(missing)));
    if (asked + rest > max_password_code_points) throw std::runtime_error("the password rules ask for too much");
    parts.push_back({readable, rest});
    return parts;
}

Secret generate_once(Draw& draw, std::span<const Part> parts) {
    std::string text;
    text.reserve(max_password_code_points);
    for (const Part& part : parts)
        for (std::size_t i = 0; i < part.count; ++i) text += part.alphabet[draw.below(part.alphabet.size())];
    // Fisher and Yates: every order is as likely as any other.
    for (std::size_t left = text.size(); left > 1; --left) std::swap(text[left - 1], text[draw.below(left)]);
    return Secret(std::move(text));
}

}  // namespace

std::vector<std::string> own_words(const AssociateRecord& associate, const PersonRecord& person) {
    std::vector<std::string> words{associate.name,     associate.user_name, person.first_name,
                                   person.middle_name, person.last_name,    person.email};
    std::erase(words, "");
    return words;
}

std::optional<PolicyRefusal> judge_password(std::string_view password, const PasswordRules& rules,
                                            const PolicySettings& settings, std::span<const std::string> own_words) {
    const auto too_long = [] {
        return PolicyRefusal{"MaxCharacters",
                             sentence("The password may have at most {0} characters.", {max_password_code_points})};
    };
    if (!may_fit(password, max_password_code_points)) return too_long();
    if (!is_utf8(password)) return PolicyRefusal{"Characters", "The password is not well-formed Unicode text."};
    // Basic (RFC 7617) and XML cannot carry them: such a password could be set and never used.
    if (has_control(password))
        return PolicyRefusal{"Characters", "The password may not contain control characters such as a tab."};
    const std::optional<Secret> normal = password_for_hashing(password);
    if (!normal) return too_long();
    const std::string_view text = normal->reveal();
    // Nobody may have an empty password, whatever the rules say.
    const std::int32_t least = std::max(rules.min_characters, 1);
    const CharacterCounts counts = count_characters(text);
    for (const auto& refusal : {
             require("MinCharacters", code_points(text), least, "The password needs at least 1 character.",
                     "The password needs at least {0} characters."),
             require("MinNumbers", counts.digits, rules.min_numbers, "The password needs at least 1 digit.",
                     "The password needs at least {0} digits."),
             require("MinLowercase", counts.lower, rules.min_lowercase,
                     "The password needs at least 1 lower-case letter.",
                     "The password needs at least {0} lower-case letters."),
             require("MinUppercase", counts.upper, rules.min_uppercase,
                     "The password needs at least 1 upper-case letter.",
                     "The password needs at least {0} upper-case letters."),
             require("MinSpecial", counts.special, rules.min_special,
                     "The password needs at least 1 special character (neither letter nor digit).",
                     "The password needs at least {0} special characters (neither letter nor digit)."),
         })
        if (refusal) return refusal;
    return judge_strength(text, settings, own_words);
}

std::optional<Secret> password_for_hashing(std::string_view password) {
    if (!may_fit(password, max_password_code_points)) return std::nullopt;
    if (password.find('\0') != std::string_view::npos) return std::nullopt;
    std::optional<std::string> normal = to_nfc(password, max_password_code_points);
    if (!normal) return std::nullopt;
    Secret secret(std::move(*normal));
    wipe(*normal);
    if (code_points(secret.reveal()) > max_password_code_points) return std::nullopt;
    return secret;
}

Secret generate_password(Random& random, const PasswordRules& rules, const PolicySettings& settings) {
    const std::vector<Part> parts = recipe(rules);
    Draw draw(random);
    for (int attempt = 0; attempt < generation_attempts; ++attempt) {
        Secret password = generate_once(draw, parts);
        if (!judge_password(password.reveal(), rules, settings, {})) return password;
    }
    throw std::runtime_error("no generated password is within the policy");
}

}  // namespace uag

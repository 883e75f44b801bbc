#include "core/security/hash_scheme.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "core/security/hash_scheme_compute.hpp"
#include "core/security/hash_scheme_text.hpp"

namespace uag {
namespace {

using Costs = std::vector<SchemeCost>;

constexpr std::uint64_t least_rounds = 1000;  // of SHA-crypt

Costs any_number(std::uint64_t missing, const SchemeCost&) { return {SchemeCost{missing}}; }

Costs rounds_from_least(std::uint64_t missing, const SchemeCost&) {
    return missing < least_rounds ? Costs{} : Costs{SchemeCost{missing}};
}

// Powers of two from 2^4 on, bcrypt's least cost.
Costs powers_of_two(std::uint64_t missing, const SchemeCost&) {
    Costs pieces;
    for (int bit = 63 - std::countl_zero(missing); bit >= 4; --bit)
        if ((missing >> bit & 1) != 0) pieces.push_back({std::uint64_t{1} << bit});
    return pieces;
}

// As the costliest is shaped, in more or fewer lanes; the rest with ever smaller N.
Costs as_shaped(std::uint64_t missing, const SchemeCost& whole) {
    Costs pieces;
    for (std::uint32_t log2_n = whole.log2_n; log2_n >= 1; --log2_n) {
        const std::uint64_t lane = std::uint64_t{whole.block} << log2_n;
        const std::uint64_t part = missing - missing % lane;
        if (part != 0) pieces.push_back({part, log2_n, whole.block});
        missing -= part;
    }
    return pieces;
}

struct SchemeRow {
    HashScheme scheme;
    std::string_view name;
    std::array<std::string_view, 3> prefixes;
    std::string_view form;     // for who wrote something else
    std::uint64_t most_units;  // about a second of a core, for a password of usual length; of scrypt 256 MiB
    std::string_view limit;    // the same in words
    bool (*read)(std::string_view prefix, std::string_view rest, ForeignHash& hash);
    std::string (*compute)(const ForeignHash& hash, std::string_view password);
    Costs (*pieces)(std::uint64_t missing, const SchemeCost& whole);
};

constexpr std::string_view pbkdf2_form =
    "(behind the name $i=ITERATIONS$SALT$HASH, or $ITERATIONS$SALT$HASH as passlib has it)";
constexpr std::string_view salted_form = "(base64 of the digest and at most 64 bytes of salt)";

constexpr std::array<SchemeRow, hash_schemes> scheme_table{{
    {HashScheme::bcrypt,
     "bcrypt",
     {"$2b$", "$2a$", "$2y$"},
     "($2b$COST$, 22 characters of salt, 31 of hash)",
     1U << 14,
     "a cost of 14",
     hash_text::read_bcrypt,
     hash_compute::crypt_tag,
     powers_of_two},
    {HashScheme::scrypt,
     "scrypt",
     {"$scrypt$", "$7$"},
     "($scrypt$ln=N,r=N,p=N$SALT$HASH, or crypt's $7$)",
     1U << 21,
     "2^ln * r * p of 2097152, which is 256 MiB",
     hash_text::read_scrypt,
     hash_compute::scrypt_tag,
     as_shaped},
    {HashScheme::pbkdf2_sha1,
     "pbkdf2-sha1",
     {"$pbkdf2$", "$pbkdf2-sha1$"},
     pbkdf2_form,
     1'500'000,
     "1500000 iterations",
     hash_text::read_pbkdf2,
     hash_compute::pbkdf2_tag,
     any_number},
    {HashScheme::pbkdf2_sha256,
     "pbkdf2-sha256",
     {"$pbkdf2-sha256$"},
     pbkdf2_form,
     1'000'000,
     "1000000 iterations",
     hash_text::read_pbkdf2,
     hash_compute::pbkdf2_tag,
     any_number},
    {HashScheme::pbkdf2_sha512,
     "pbkdf2-sha512",
     {"$pbkdf2-sha512$"},
     pbkdf2_form,
     500'000,
     "500000 iterations",
     hash_text::read_pbkdf2,
     hash_compute::pbkdf2_tag,
     any_number},
    {HashScheme::sha256crypt,
     "sha256crypt",
     {"$5$"},
     "($5$rounds=ROUNDS$SALT$HASH, or without the rounds)",
     1'000'000,
     "1000000 rounds",
     hash_text::read_sha_crypt,
     hash_compute::crypt_tag,
     rounds_from_least},
    {HashScheme::sha512crypt,
     "sha512crypt",
     {"$6$"},
     "($6$rounds=ROUNDS$SALT$HASH, or without the rounds)",
     1'000'000,
     "1000000 rounds",
     hash_text::read_sha_crypt,
     hash_compute::crypt_tag,
     rounds_from_least},
    {HashScheme::salted_sha1,
     "{SSHA}",
     {"{SSHA}"},
     salted_form,
     1,
     "one digest",
     hash_text::read_salted,
     hash_compute::salted_tag,
     any_number},
    {HashScheme::salted_sha256,
     "{SSHA256}",
     {"{SSHA256}"},
     salted_form,
     1,
     "one digest",
     hash_text::read_salted,
     hash_compute::salted_tag,
     any_number},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < scheme_table.size(); ++i)
        if (static_cast<std::size_t>(scheme_table[i].scheme) != i) return false;
    return true;
}
static_assert(in_order());

const SchemeRow& row_of(HashScheme scheme) { return scheme_table[static_cast<std::size_t>(scheme)]; }

// Directories write a scheme's name in braces, in any case (RFC 2307).
bool begins_with(std::string_view text, std::string_view prefix) {
    return prefix.starts_with('{') ? ascii_iequals(text.substr(0, prefix.size()), prefix) : text.starts_with(prefix);
}

struct Found {
    const SchemeRow* row = nullptr;
    std::string_view prefix;
};

Found find_row(std::string_view text) {
    for (const SchemeRow& row : scheme_table)
        for (const std::string_view prefix : row.prefixes)
            if (!prefix.empty() && begins_with(text, prefix)) return {&row, prefix};
    return {};
}

Error refuse_hash(std::string words) { return fail_in_english(errc::invalid_argument, std::move(words)); }

Error of_no_scheme(std::string_view text) {
    for (const std::string_view unsalted : {"{SHA}", "{SHA256}", "{SHA384}", "{SHA512}", "{MD5}"})
        if (begins_with(text, unsalted))
            return refuse_hash(
                "has no salt, so that whoever sees it can look the password up; leave it out, or set a "
                "password");
    if (begins_with(text, "{CRYPT}")) return refuse_hash("is to be what stands behind {CRYPT}");
    return refuse_hash("is no hash that this service checks: " + scheme_names());
}

std::uint64_t round_up(std::uint64_t units) {
    const int surplus = 59 - std::countl_zero(units);
    if (surplus <= 0) return units;
    const std::uint64_t step = std::uint64_t{1} << surplus;
    return (units + step - 1) / step * step;
}

constexpr std::size_t longest_foreign_hash = 512;

}  // namespace

std::string_view name_of(HashScheme scheme) { return row_of(scheme).name; }

std::string scheme_names() {
    std::string names("argon2id");
    for (std::size_t i = 0; i < scheme_table.size(); ++i) {
        names += i + 1 < scheme_table.size() ? ", " : " or ";
        names += scheme_table[i].name;
    }
    return names;
}

Result<ForeignHash> read_foreign_hash(std::string_view text) {
    const auto [row, prefix] = find_row(text);
    if (row == nullptr) return of_no_scheme(text);
    ForeignHash hash;
    hash.scheme = row->scheme;
    if (text.size() > longest_foreign_hash || !row->read(prefix, text.substr(prefix.size()), hash))
        return refuse_hash("is no " + std::string(row->name) + " hash " + std::string(row->form));
    if (hash.cost.units > row->most_units)
        return refuse_hash("costs more than this service spends on a log-in; of " + std::string(row->name) +
                           " that is at most " + std::string(row->limit));
    return hash;
}

bool matches(const ForeignHash& hash, std::string_view password) {
    return equal_constant_time(row_of(hash.scheme).compute(hash, password), hash.tag);
}

void spend(HashScheme scheme, const SchemeCost& cost, std::string_view password) {
    const ForeignHash nobody{scheme, cost, {}, {}};
    static_cast<void>(row_of(scheme).compute(nobody, password));
}

std::vector<SchemeCost> makeup_for(HashScheme scheme, const SchemeCost& spent, const SchemeCost& whole) {
    if (spent.units >= whole.units) return {};
    return row_of(scheme).pieces(whole.units - spent.units, whole);
}

std::string scheme_cost_text(const ForeignHash& hash) {
    std::string text(name_of(hash.scheme));
    text += ' ' + std::to_string(round_up(hash.cost.units));
    if (hash.cost.block != 0) text += ' ' + std::to_string(hash.cost.log2_n) + ' ' + std::to_string(hash.cost.block);
    return text;
}

std::optional<NamedCost> read_scheme_cost(std::string_view text) {
    const auto row = std::ranges::find(scheme_table, text.substr(0, text.find(' ')), &SchemeRow::name);
    if (row == scheme_table.end()) return std::nullopt;
    text.remove_prefix(row->name.size());
    const auto number = [&text](auto& value) {
        if (!text.starts_with(' ')) return false;
        const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value);
        if (error != std::errc{}) return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        return true;
    };
    NamedCost named{row->scheme, {}};
    SchemeCost& cost = named.cost;
    if (!number(cost.units) || cost.units == 0 || cost.units > round_up(row->most_units)) return std::nullopt;
    if (row->scheme == HashScheme::scrypt) {
        if (!number(cost.log2_n) || !number(cost.block)) return std::nullopt;
        if (cost.log2_n < 1 || cost.log2_n > 24 || cost.block < 1 || cost.block > cost.units) return std::nullopt;
        if (cost.units < std::uint64_t{cost.block} << cost.log2_n) return std::nullopt;
    }
    if (!text.empty()) return std::nullopt;
    return named;
}

}  // namespace uag

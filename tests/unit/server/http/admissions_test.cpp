// Who may connect: in all, and from one address, of which an IPv6 /64 is one.
#include "server/http/admissions.hpp"

#include <doctest/doctest.h>

#include <string>

#include "adapters/http/trusted_proxies.hpp"
#include "core/security/throttle.hpp"

using namespace uag;
using namespace uag::http;

namespace {

Peer peer_at(const std::string& address, bool is_proxy = false) {
    Peer peer;
    peer.address = plain_address(boost::asio::ip::make_address(address));
    peer.text = peer.address.to_string();
    peer.source = throttle_source(peer.text);
    peer.is_proxy = is_proxy;
    return peer;
}

}  // namespace

TEST_CASE("the addresses of an IPv6 /64 are one, and so are an IPv4 address and its mapped form") {
    Limits limits;
    limits.connections_per_address = 2;
    Admissions admissions;
    CHECK_FALSE(admissions.enter(peer_at("2001:db8:1:2::1"), limits));
    CHECK_FALSE(admissions.enter(peer_at("2001:db8:1:2:ffff::1"), limits));
    CHECK(admissions.enter(peer_at("2001:db8:1:2:3:4:5:6"), limits) == Cause::too_many_of_one);
    CHECK_FALSE(admissions.enter(peer_at("2001:db8:1:3::1"), limits));
    CHECK_FALSE(admissions.enter(peer_at("192.0.2.1"), limits));
    CHECK_FALSE(admissions.enter(peer_at("::ffff:192.0.2.1"), limits));
    CHECK(admissions.enter(peer_at("192.0.2.1"), limits) == Cause::too_many_of_one);
    CHECK(admissions.total() == 5);
    admissions.leave(peer_at("2001:db8:1:2::1"), false);
    CHECK_FALSE(admissions.enter(peer_at("2001:db8:1:2::9"), limits));
}

TEST_CASE("a trusted proxy's connections count in all only, and some to spare come in to displace others") {
    Limits limits;
    limits.connections = 4;
    limits.connections_per_address = 1;
    Admissions admissions;
    const Peer proxy = peer_at("2001:db8::1", true);
    for (int i = 0; i < 4; ++i) CHECK_FALSE(admissions.enter(proxy, limits));
    CHECK_FALSE(admissions.is_over(limits));
    for (std::size_t i = 0; i < Admissions::spare; ++i) {
        CHECK_FALSE(admissions.enter(proxy, limits));
        CHECK(admissions.is_over(limits));
        CHECK(admissions.claim_displacement(limits));
        CHECK_FALSE(admissions.claim_displacement(limits));
        admissions.give_back_claim();
        CHECK(admissions.claim_displacement(limits));
        CHECK_FALSE(admissions.is_over(limits));
    }
    CHECK(admissions.enter(proxy, limits) == Cause::too_many);
    admissions.leave(proxy, true);
    CHECK_FALSE(admissions.is_over(limits));
    CHECK_FALSE(admissions.enter(proxy, limits));
    CHECK(admissions.is_over(limits));
}

// The hash pool: who waits, who goes first, who is turned away, and where everybody goes on.
#include "server/hashing/hash_pool.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "support/run_task.hpp"
#include "support/seeded_random.hpp"

using namespace uag;
namespace asio = boost::asio;

namespace {

// Every hash waits at a gate; the order in which they came through is kept.
class GatedHasher final : public PasswordHasher {
public:
    Result<std::string> hash(std::string_view password) override {
        pass(password);
        if (password == "throw") throw std::runtime_error("no memory");
        if (password == "error") return fail(errc::internal, "Internal error.", "argon2: it failed");
        return "hash of " + std::string(password);
    }
    Verdict verify(std::string_view phc, std::string_view password, const LoginCost&) override {
        pass(password);
        if (password == "throw") throw std::runtime_error("no memory");
        return Verdict{phc == password, phc.empty()};
    }
    void verify_nothing(std::string_view password, const LoginCost&) override { pass(password); }

    void open() {
        const std::scoped_lock lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    void wait_until_entered(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return entered_.size() >= count; });
    }
    std::vector<std::string> order() {
        const std::scoped_lock lock(mutex_);
        return entered_;
    }
    int nice() {
        const std::scoped_lock lock(mutex_);
        return nice_;
    }

private:
    void pass(std::string_view password) {
        std::unique_lock lock(mutex_);
        entered_.emplace_back(password);
        nice_ = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    std::vector<std::string> entered_;
    int nice_ = 0;
};

// One waiting hash and what came of it.
struct Waiter {
    std::optional<Result<std::string>> answer;
    std::thread::id went_on;
};

Task<void> wait_for_hash(PasswordWork& pool, std::string password, HashClaim claim, Waiter& waiter) {
    Secret secret(std::move(password));
    Result<std::string> result = co_await pool.hash(std::move(secret), std::move(claim));
    waiter.went_on = std::this_thread::get_id();
    waiter.answer.emplace(std::move(result));
}

// Passes the gate under its name, as a hash does under its password.
Task<void> wait_for_judgement(PasswordWork& pool, GatedHasher& hasher, std::string name, HashClaim claim,
                              Waiter& waiter) {
    std::function<void()> work = [&hasher, name] { static_cast<void>(hasher.hash(name)); };
    const Result<void> done = co_await pool.judge(std::move(work), std::move(claim));
    waiter.went_on = std::this_thread::get_id();
    if (done.has_value())
        waiter.answer.emplace(name);
    else
        waiter.answer.emplace(done.error());
}

void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

void start(asio::io_context& io, PasswordWork& pool, std::string password, HashClaim claim, Waiter& waiter) {
    asio::co_spawn(io.get_executor(), wait_for_hash(pool, std::move(password), std::move(claim), waiter), rethrow);
}

// Runs what can run at once: everybody who was started is in the queue, or has their refusal.
void settle(asio::io_context& io) {
    io.restart();
    io.poll();
}

bool is_refused(const Waiter& waiter) {
    return waiter.answer && !waiter.answer->has_value() && waiter.answer->error().code == errc::overloaded;
}

constexpr HashPriority holder = HashPriority::ticket_holder;
constexpr HashPriority anonymous = HashPriority::anonymous;
constexpr HashPriority judgement = HashPriority::judgement;

// A pool of one worker that is busy until open() is called; then the jobs come out one by one in their order.
class BusyPool {
public:
    explicit BusyPool(std::size_t queue) : pool_(hasher_, {1, queue}) {
        start(io_, pool_, "running", anonymous, running_);
        settle(io_);
        hasher_.wait_until_entered(1);
    }

    ~BusyPool() { hasher_.open(); }

    Waiter& add(std::string password, HashClaim claim) {
        Waiter& waiter = waiters_.emplace_back();
        start(io_, pool_, std::move(password), std::move(claim), waiter);
        settle(io_);
        return waiter;
    }
    Waiter& add_judgement(std::string name, std::string source) {
        Waiter& waiter = waiters_.emplace_back();
        auto task =
            wait_for_judgement(pool_, hasher_, std::move(name), HashClaim(judgement, std::move(source)), waiter);
        asio::co_spawn(io_.get_executor(), std::move(task), rethrow);
        settle(io_);
        return waiter;
    }
    Waiter& add(std::string password, std::string source, std::int32_t failures = 0) {
        return add(std::move(password), HashClaim(anonymous, std::move(source), failures));
    }

    /// Who was hashed, in order, without the first that kept the worker busy.
    std::vector<std::string> order() {
        hasher_.open();
        io_.restart();
        io_.run();
        std::vector<std::string> all = hasher_.order();
        all.erase(all.begin());
        return all;
    }
    /// How many have been turned away, and how many have no answer yet beside the one that runs.
    std::size_t refused() const {
        return count([](const Waiter& waiter) { return is_refused(waiter); });
    }
    std::size_t waiting() const {
        return count([](const Waiter& waiter) { return !waiter.answer; });
    }
    bool runs() const { return !running_.answer; }

private:
    template <class Is> std::size_t count(Is is) const {
        return static_cast<std::size_t>(std::count_if(waiters_.begin(), waiters_.end(), is));
    }

    GatedHasher hasher_;
    asio::io_context io_{1};
    std::deque<Waiter> waiters_;
    Waiter running_;
    HashPool pool_;
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("answers come back as they are") {
    GatedHasher hasher;
    hasher.open();
    HashPool pool(hasher, {2, 8});
    CHECK(*test::run_task(pool.hash(Secret(std::string("a")), anonymous)) == "hash of a");
    CHECK(test::run_task(pool.verify("b", Secret(std::string("b")), anonymous))->matches);
    const Result<Verdict> other = test::run_task(pool.verify("", Secret(std::string("b")), holder));
    CHECK_FALSE(other->matches);
    CHECK(other->needs_rehash);
    CHECK(test::run_task(pool.verify_nothing(Secret(std::string("c")), anonymous)).has_value());
    CHECK(hasher.order() == std::vector<std::string>{"a", "b", "b", "c"});
}

TEST_CASE("a hash that fails is an error, and the worker lives on") {
    GatedHasher hasher;
    hasher.open();
    HashPool pool(hasher, {1, 8});
    for (const char* const password : {"throw", "error"}) {
        const auto result = test::run_task(pool.hash(Secret(std::string(password)), anonymous));
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == errc::internal);
        CHECK(result.error().public_text.english() == "Internal error.");
        CHECK_FALSE(result.error().detail.empty());
    }
    CHECK_FALSE(test::run_task(pool.verify("x", Secret(std::string("throw")), holder)).has_value());
    CHECK(test::run_task(pool.hash(Secret(std::string("a")), anonymous)).has_value());
}

TEST_CASE("nothing is hashed before it is awaited") {
    GatedHasher hasher;
    hasher.open();
    {
        HashPool pool(hasher, {1, 8});
        const auto never = pool.hash(Secret(std::string("a")), anonymous);
    }
    CHECK(hasher.order().empty());
}

TEST_CASE("workers are nice and work side by side") {
    GatedHasher hasher;
    const int own = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
    HashPool pool(hasher, {3, 8});
    CHECK(pool.workers() == 3);
    asio::io_context io(1);
    std::vector<Waiter> waiters(3);
    for (Waiter& waiter : waiters) start(io, pool, "a", anonymous, waiter);
    settle(io);
    hasher.wait_until_entered(3);
    for (const Waiter& waiter : waiters) CHECK_FALSE(waiter.answer.has_value());
    CHECK(hasher.nice() == 19);
    CHECK(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())) == own);
    hasher.open();
    io.restart();
    io.run();
    for (const Waiter& waiter : waiters) CHECK(waiter.answer->has_value());
}

TEST_CASE("no number of workers means one a core") {
    GatedHasher hasher;
    const HashPool pool(hasher, {});
    CHECK(pool.workers() >= 1);
}

TEST_CASE("each coroutine goes on on its own I/O thread") {
    GatedHasher hasher;
    HashPool pool(hasher, {2, 64});
    constexpr int threads = 3;
    std::vector<Waiter> waiters(threads * 4);
    std::vector<std::thread::id> ids(threads);
    std::latch queued(threads);
    std::vector<std::thread> io_threads;
    for (int i = 0; i < threads; ++i) {
        const auto run = [&, i] {
            const auto number = static_cast<std::size_t>(i);
            ids[number] = std::this_thread::get_id();
            asio::io_context io(1);
            for (std::size_t k = 0; k < 4; ++k) start(io, pool, "a", anonymous, waiters[number * 4 + k]);
            io.poll();
            queued.count_down();
            io.run();  // must not end while somebody waits
        };
        io_threads.emplace_back(run);
    }
    queued.wait();
    hasher.open();
    for (std::thread& thread : io_threads) thread.join();
    for (std::size_t i = 0; i < waiters.size(); ++i) {
        REQUIRE(waiters[i].answer.has_value());
        CHECK(waiters[i].answer->has_value());
        CHECK(waiters[i].went_on == ids[i / 4]);
    }
}

TEST_CASE("judgements of passwords have places of their own, and take turns with changes") {
    BusyPool pool(2);
    for (const char* const name : {"log-in 1", "log-in 2"}) pool.add(name, name);
    for (const char* const name : {"change 1", "change 2"}) pool.add(name, HashClaim(holder, name));
    for (const char* const name : {"judged 1", "judged 2"}) CHECK_FALSE(is_refused(pool.add_judgement(name, "1")));
    CHECK(is_refused(pool.add_judgement("judged 3", "1")));
    CHECK(is_refused(pool.add("change 3", HashClaim(holder, "change 1"))));
    // Somebody else's takes the place of the one who asked twice.
    CHECK_FALSE(is_refused(pool.add_judgement("judged 4", "2")));
    CHECK(pool.refused() == 3);
    CHECK(pool.order() == Names{"judged 1", "change 1", "judged 4", "log-in 1", "change 2", "log-in 2"});
}

TEST_CASE("a full queue answers at once, and neither kind takes the other's places") {
    for (const HashPriority kind : {holder, anonymous}) {
        CAPTURE(kind == holder);
        const HashPriority other = kind == holder ? anonymous : holder;
        BusyPool pool(8);
        // One source with all it can send: what an ordinary user does who loops a change of their password.
        for (int i = 0; i < 8; ++i) CHECK_FALSE(pool.add("flood", HashClaim(kind, "17")).answer.has_value());
        Waiter& late = pool.add("late", HashClaim(kind, "17"));
        REQUIRE(is_refused(late));
        CHECK(late.answer->error().retry_after >= std::chrono::seconds{1});
        CHECK(late.went_on == std::this_thread::get_id());
        CHECK(pool.waiting() == 8);
        CHECK(pool.runs());
        CHECK(pool.refused() == 1);
        // Nor does it keep out others of its kind.
        CHECK_FALSE(pool.add("same kind", HashClaim(kind, "18")).answer.has_value());
        CHECK(pool.refused() == 2);
        for (int i = 0; i < 8; ++i) CHECK_FALSE(pool.add("other kind", HashClaim(other, "17")).answer.has_value());
        CHECK(pool.waiting() == 16);
        CHECK(pool.refused() == 2);
        CHECK(pool.order().size() == 16);
        CHECK_FALSE(pool.runs());
        CHECK(pool.waiting() == 0);
    }
}

TEST_CASE("ticket holders go first, every fourth place is for the others") {
    GatedHasher hasher;
    HashPool pool(hasher, {1, 64});
    asio::io_context io(1);
    std::vector<Waiter> waiters(20);
    std::size_t next = 0;
    start(io, pool, "running", anonymous, waiters[next++]);
    settle(io);
    hasher.wait_until_entered(1);
    for (int i = 0; i < 5; ++i) start(io, pool, "a" + std::to_string(i), anonymous, waiters[next++]);
    settle(io);
    for (int i = 0; i < 8; ++i) start(io, pool, "h" + std::to_string(i), holder, waiters[next++]);
    settle(io);
    hasher.open();
    io.restart();
    io.run();
    CHECK(hasher.order() == std::vector<std::string>{"running", "h0", "h1", "h2", "a0", "h3", "h4", "h5", "a1", "h6",
                                                     "h7", "a2", "a3", "a4"});
}

TEST_CASE("sources take turns, and failures of a source are rounds to wait") {
    BusyPool pool(64);
    pool.add("bad", "x", 2);
    for (const char* const job : {"a0", "a1", "a2", "a3"}) pool.add(job, "a");
    pool.add("b0", "b");
    pool.add("known", HashClaim(anonymous, "k", 0, true));
    CHECK(pool.order() == Names{"known", "a0", "b0", "a1", "bad", "a2", "a3"});
}

TEST_CASE("whoever makes room is told so at once") {
    BusyPool pool(2);
    pool.add("a0", "a");
    Waiter& a1 = pool.add("a1", "a");
    Waiter& b0 = pool.add("b0", "b");
    REQUIRE(is_refused(a1));
    CHECK(a1.answer->error().retry_after >= std::chrono::seconds{1});
    CHECK_FALSE(b0.answer.has_value());
    CHECK(pool.waiting() == 2);
    CHECK(pool.refused() == 1);
    CHECK(pool.order() == Names{"a0", "b0"});
}

TEST_CASE("hundreds of sources with a failure each do not keep one without out") {
    BusyPool pool(64);
    std::size_t refused = 0;
    for (int round = 0; round < 3; ++round)
        for (int i = 0; i < 250; ++i)
            refused += is_refused(pool.add("flood", "10.0.0." + std::to_string(i), 1)) ? 1 : 0;
    CHECK(refused == 3 * 250 - 64);
    Waiter& fresh = pool.add("fresh", "192.0.2.1");
    CHECK_FALSE(fresh.answer.has_value());
    CHECK(pool.order().front() == "fresh");
    CHECK(fresh.answer->has_value());
}

TEST_CASE("a known source gets in beside any number of strangers, with one job") {
    BusyPool pool(6);
    for (int i = 0; i < 6; ++i) pool.add("s" + std::to_string(i), "s" + std::to_string(i));
    CHECK(is_refused(pool.add("stranger", "t")));
    const HashClaim known(anonymous, "k", 0, true);
    CHECK_FALSE(pool.add("known", known).answer.has_value());
    CHECK(is_refused(pool.add("known again", known)));
    CHECK(pool.order() == Names{"known", "s0", "s1", "s2", "s3", "s4"});
}

TEST_CASE("a pool that goes answers whom it lets down and ends what runs") {
    GatedHasher hasher;
    auto pool = std::make_unique<HashPool>(hasher, HashPoolSettings{1, 8});
    asio::io_context io(1);
    Waiter running;
    std::vector<Waiter> waiting(3);
    start(io, *pool, "running", anonymous, running);
    settle(io);
    hasher.wait_until_entered(1);
    start(io, *pool, "a", anonymous, waiting[0]);
    start(io, *pool, "h", holder, waiting[1]);
    start(io, *pool, "a", anonymous, waiting[2]);
    settle(io);

    std::thread goes([&] { pool.reset(); });
    io.restart();
    while (!waiting[0].answer || !waiting[1].answer || !waiting[2].answer) io.run_one();
    CHECK_FALSE(running.answer.has_value());
    for (const Waiter& waiter : waiting) {
        CHECK(is_refused(waiter));
        CHECK(waiter.answer->error().retry_after >= std::chrono::seconds{1});
    }
    hasher.open();
    goes.join();
    io.run();
    CHECK(running.answer->has_value());
    CHECK(hasher.order() == std::vector<std::string>{"running"});
}

TEST_CASE("an answer for an io_context that no longer runs harms nobody") {
    GatedHasher hasher;
    HashPool pool(hasher, {1, 8});
    Waiter waiter;
    {
        asio::io_context io(1);
        start(io, pool, "a", anonymous, waiter);
        settle(io);
        hasher.wait_until_entered(1);
        hasher.open();
        Waiter other;  // when this one is answered, the first one's answer was handed over
        asio::io_context second(1);
        start(second, pool, "b", anonymous, other);
        second.run();
    }
    CHECK_FALSE(waiter.answer.has_value());
}

TEST_CASE("with the real hasher") {
    test::SeededRandom random;
    const auto hasher = make_argon2_hasher({7168, 5}, random);
    HashPool pool(*hasher, {2, 8});
    const Result<std::string> phc = test::run_task(pool.hash(Secret(std::string("quiet-lantern-41")), anonymous));
    REQUIRE(phc.has_value());
    CHECK(test::run_task(pool.verify(*phc, Secret(std::string("quiet-lantern-41")), holder))->matches);
    CHECK_FALSE(test::run_task(pool.verify(*phc, Secret(std::string("quiet-lantern-42")), holder))->matches);
    const auto stronger = make_argon2_hasher({9216, 5}, random);
    HashPool stronger_pool(*stronger, {1, 8});
    const auto verdict = test::run_task(stronger_pool.verify(*phc, Secret(std::string("quiet-lantern-41")), holder));
    CHECK(verdict->matches);
    CHECK(verdict->needs_rehash);
}

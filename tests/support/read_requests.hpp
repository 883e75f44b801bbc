// What a reader of requests makes of bytes that come in pieces, in a form that can be compared.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/request_reader.hpp"

namespace uag::test {

/// What the bytes came to, once: a request, a refusal, or what is still waited for at their end.
struct Reading {
    enum class End : std::uint8_t { complete, refused, waits_idle, waits_head, waits_body };
    End end = End::waits_idle;
    unsigned status = 0;
    std::string problem{};
    std::string method{};
    std::string path{};
    std::string query{};
    std::string host{};
    bool keep_alive = false;
    bool http10 = false;
    std::vector<std::pair<std::string, std::string>> fields{};
    std::string body{};

    bool operator==(const Reading&) const = default;
};

/// A reader that is fed, and what it has made of it so far.
class Feeder {
public:
    explicit Feeder(const http::Limits& limits)
        : limits_(limits), budget_(limits.memory_bytes), reader_(limits_, budget_) {
        reader_.begin();
    }

    /// More bytes come. False: they are not read any more.
    bool feed(std::string_view bytes) {
        while (!refused_ && !bytes.empty()) {
            const std::span<char> room = reader_.room();
            const std::size_t size = std::min(room.size(), bytes.size());
            std::memcpy(room.data(), bytes.data(), size);
            reader_.commit(size);
            bytes.remove_prefix(size);
            read();
        }
        return !refused_;
    }

    /// Each request that came whole or was refused, and at the end what is waited for.
    std::vector<Reading> readings() const {
        std::vector<Reading> all = readings_;
        if (refused_) return all;
        Reading last;
        last.end = reader_.phase() == http::RequestReader::Phase::idle   ? Reading::End::waits_idle
                   : reader_.phase() == http::RequestReader::Phase::head ? Reading::End::waits_head
                                                                         : Reading::End::waits_body;
        all.push_back(std::move(last));
        return all;
    }

    /// Those that came whole or were refused.
    const std::vector<Reading>& read_so_far() const { return readings_; }
    http::RequestReader& reader() { return reader_; }
    const http::MemoryBudget& budget() const { return budget_; }
    /// How often 100 Continue was to be said.
    int continues() const { return continues_; }
    /// Most that waited unread while more had to come.
    std::size_t most_unread() const { return most_unread_; }
    /// What is left of requests that were forgotten: bytes that are not zero where they stood.
    std::size_t left_behind() const { return left_behind_; }

private:
    using Step = http::RequestReader::Step;

    void read() {
        while (true) {
            const Step step = reader_.read();
            if (step == Step::need_more) break;
            if (step == Step::say_continue) {
                ++continues_;
                continue;
            }
            note(step == Step::complete ? Reading::End::complete : Reading::End::refused);
            refused_ = step == Step::refused;
            if (refused_) return;
            forget();
            reader_.begin();
        }
        most_unread_ = std::max(most_unread_, reader_.unread_bytes());
    }

    void note(Reading::End end) {
        const http::Framing& framing = reader_.framing();
        Reading reading;
        reading.end = end;
        reading.status = framing.status;
        reading.problem = framing.problem;
        reading.path = framing.path;
        if (end == Reading::End::complete) {
            reading.method = framing.method;
            reading.query = framing.query;
            reading.host = framing.host;
            reading.keep_alive = framing.keep_alive;
            reading.http10 = framing.http10;
            for (const auto& [name, value] : reader_.fields()) reading.fields.emplace_back(name, value);
            reading.body = reader_.body();
        }
        readings_.push_back(std::move(reading));
    }

    // What is small stays where it was for the next request, and can be looked at.
    void forget() {
        const char* const head = reader_.framing().method.data();
        const http::HeaderFields& fields = reader_.fields();
        const std::string_view last = fields.empty() ? reader_.framing().method : fields.back().first;
        const auto head_size = static_cast<std::size_t>(last.data() + last.size() - head);
        const char* const body = reader_.body().data();
        const bool stays = reader_.body().capacity() <= http::HeldMemory::own;
        const std::size_t body_size = stays ? reader_.body().size() : 0;
        const bool head_stays = limits_.head.header_bytes <= http::HeldMemory::own;
        reader_.forget();
        if (head_stays) left_behind_ += not_zero({head, head_size});
        left_behind_ += not_zero({body, body_size});
        if (reader_.unread_bytes() == 0) left_behind_ += not_zero({reader_.room().data(), reader_.room().size()});
    }

    static std::size_t not_zero(std::string_view bytes) {
        return bytes.size() - static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
    }

    const http::Limits limits_;
    http::MemoryBudget budget_;
    http::RequestReader reader_;
    std::vector<Reading> readings_;
    bool refused_ = false;
    int continues_ = 0;
    std::size_t most_unread_ = 0;
    std::size_t left_behind_ = 0;
};

/// The bytes in pieces: `next_size(at)` is how many come together from there on, one at least.
template <class NextSize>
std::vector<Reading> read_in_pieces(std::string_view bytes, const http::Limits& limits, NextSize next_size) {
    Feeder feeder(limits);
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view piece = bytes.substr(at, next_size(at));
        if (!feeder.feed(piece)) break;
        at += piece.size();
    }
    return feeder.readings();
}

inline std::vector<Reading> read_whole(std::string_view bytes, const http::Limits& limits) {
    return read_in_pieces(bytes, limits, [&](std::size_t) { return bytes.size(); });
}

inline std::vector<Reading> read_by_bytes(std::string_view bytes, const http::Limits& limits) {
    return read_in_pieces(bytes, limits, [](std::size_t) { return std::size_t{1}; });
}

}  // namespace uag::test

// A listening and a connected TCP socket for threads of their own: each wait ends at a time, or when it is told to.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"

namespace uag::recording {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A file descriptor that is closed when it goes.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    int get() const noexcept { return fd_; }

private:
    int fd_;
};

/// A bell that any thread rings, also a signal's handler: who waits for it wakes up.
class Bell {
public:
    Bell();
    void ring() const noexcept;
    /// Takes one ring; false: there is none.
    bool take() const noexcept;
    int get() const noexcept { return fd_.get(); }

private:
    Descriptor fd_;
};

/// Listens at an IP address; `port` becomes the one chosen. The error is a sentence.
Result<Descriptor> listen_at(const std::string& address, std::uint16_t& port);

enum class Waited : std::uint8_t { ready, told, too_long };

class Connection {
public:
    explicit Connection(Descriptor socket);

    /// Until bytes can be read or the client is gone; `told`: a bell rings.
    Waited wait(SteadyTime until, std::span<const int> bells) const;
    /// What has come, without a wait; 0: the client has closed, or the connection is broken; nothing: nothing after all.
    std::optional<std::size_t> read(std::span<char> room) const;
    /// All of it; false: the client is gone or does not take it in time.
    bool write(std::string_view bytes, SteadyTime until) const;
    /// Closes so that what was written arrives, also where the client still sends.
    void linger(SteadyTime until) const;

private:
    Descriptor socket_;
};

}  // namespace uag::recording

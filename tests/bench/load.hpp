// A closed loop of keep-alive connections on one thread: each sends the same request again as soon as it is answered.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace uag::bench {

/// Server and load each have a core of their own: whoever shares one is measured waiting for the other.
inline constexpr unsigned server_core = 0;
inline constexpr unsigned load_core = 1;

struct Figures {
    double requests_per_second = 0;
    double p50_us = 0;
    double p99_us = 0;
    std::size_t failed = 0;      ///< answers whose status was not 200
};

/// Runs `connections` loops for `time`. Requests are taken in turn from `requests`.
Figures run_load(std::uint16_t port, const std::vector<std::string>& requests, unsigned connections,
                 std::chrono::milliseconds time);

double median(std::vector<double> values);

/// A connection to the service on this machine. Throws std::runtime_error if there is none to have.
int connect_to(std::uint16_t port);
/// Takes the first whole answer out of what was received, and its status; false if there is none yet.
bool take_answer(std::string& received, int& status);

/// Binds the calling thread to this core; nothing happens where there is only one.
void pin_to(unsigned core);
/// The same for every thread that the process has now.
void pin_process(int pid, unsigned core);
/// The most memory that the process had resident.
long peak_kib(int pid);

}  // namespace uag::bench

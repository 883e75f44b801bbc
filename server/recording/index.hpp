// What a recording says of itself: `recording.json`, and a line of `index.ndjson` for each exchange, which is written
// once its files are there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"

namespace uag::recording {

inline constexpr std::int32_t recording_format = 1;
inline constexpr std::string_view manifest_name = "recording.json";
inline constexpr std::string_view index_name = "index.ndjson";
inline constexpr std::uint32_t most_exchanges = 1'000'000;

/// "000017.request.http"
enum class Part : std::uint8_t { request, answer, decoded };
std::string file_name(std::uint32_t number, Part part);
/// The number and the part of such a name; nothing for another.
struct FileName {
    std::uint32_t number = 0;
    Part part = Part::request;
};
std::optional<FileName> read_file_name(std::string_view name);

struct Manifest {
    std::string program;  ///< "useragentd 1.0.0"
    std::string target;   ///< its address, masked
    TimePoint began{};
    std::optional<TimePoint> ended;  ///< nothing: it runs, or was cut off
    std::size_t exchanges = 0;       ///< that are kept, once it has ended
    std::size_t lost = 0;            ///< that are not, for lack of room
};
std::string text_of(const Manifest& manifest);
/// Errors: a phrase that goes on after the file's name.
Result<Manifest> read_manifest(std::string text);

struct IndexLine {
    std::uint32_t number = 0;
    std::uint32_t connection = 0;   ///< of the client, counted from 1
    TimePoint began{};              ///< when the request had come
    std::int64_t took_us = 0;       ///< until the answer had
    std::size_t request_bytes = 0;  ///< of the file; 0: there is none
    std::size_t answer_bytes = 0;
    unsigned status = 0;            ///< of the answer; 0: none
    bool own_answer = false;        ///< the recorder's own: the target has not answered
    std::string protocol;
    std::string operation;          ///< empty: unknown
    std::vector<std::string> notes;  ///< what could not be read or kept, a phrase each
};
/// With its line end.
std::string text_of(const IndexLine& line);
Result<IndexLine> read_index_line(std::string text);

/// "2026-11-30T06:01:02.123Z"
std::string text_of(TimePoint time);

}  // namespace uag::recording

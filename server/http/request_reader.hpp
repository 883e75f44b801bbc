// Reads requests out of bytes: no socket, no clock. Whoever has the connection gives it bytes and asks what they came to,
// which is the same however they are cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/chunked_body.hpp"
#include "server/http/framing.hpp"
#include "server/http/limits.hpp"
#include "server/http/line_scan.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/read_buffer.hpp"
#include "server/http/refusal.hpp"

namespace uag::http {

/// One request at a time; those that came together wait in its buffer, of which there is at most Limits::head.header_bytes
/// and what room() offers. A body takes of the budget as it comes, see HeldMemory.
class RequestReader {
public:
    /// What becomes of a request whose framing is good: `sent` is for somebody else, who gets path, repeated fields and
    /// the body's coding as they came.
    enum class As : std::uint8_t { read, sent };
    /// What the next bytes are waited for as.
    enum class Phase : std::uint8_t {
        idle,  ///< nothing of a request has come
        head,  ///< some of it has
        body  ///< a good head has
    };
    enum class Step : std::uint8_t {
        need_more,
        say_continue,  ///< once, when a body that waits for it is wanted: answer 100, then go on (RFC 9110 10.1.1)
        refused,  ///< with framing().status and framing().problem; nothing else is to be read
        complete
    };

    /// Both outlive this.
    RequestReader(const Limits& limits, MemoryBudget& budget, As as = As::read);
    ~RequestReader() { forget(); }
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    /// Where bytes that come go, see ReadBuffer::room().
    std::span<char> room() { return unread_.room(); }
    /// So many have come.
    void commit(std::size_t size);
    /// What of them has not been read: later requests, or the rest of one that was refused.
    std::size_t unread_bytes() const { return unread_.size(); }
    void drop_unread() { unread_.consume(unread_.size()); }

    /// What the bytes so far come to. After refused or complete: only once begin() was called.
    Step read();
    Phase phase() const { return phase_; }
    /// For a reason that is not in the bytes: the time it took.
    void refuse(Refusal why);

    /// Of the request that was read or refused; views into this, until it is forgotten. A refused head tells path, content
    /// type, accept and origin as far as they were read; the content type of one that was cut at its mistake is the only
    /// thing that depends on what came with it.
    const Framing& framing() const { return framing_; }
    /// In order, the lines of a list joined; without the Content-Encoding that was undone.
    const HeaderFields& fields() const { return fields_; }
    /// As long as it says, decompressed (inflate.hpp).
    std::string& body() { return body_; }

    /// Wipes the request and gives its memory back. Before the next, and as soon as its bytes are not needed.
    void forget();
    /// forget(), and the next request is read.
    void begin();

private:
    Step read_head();
    Step read_body();
    std::size_t decided_size(std::string_view text);
    void begin_body();
    Refusal take_body();
    bool has_body() const;
    Refusal undo_coding();
    void use_plain_path();
    Step refused(Refusal why);

    const Limits& limits_;
    const As as_;
    ReadBuffer unread_;
    Phase phase_ = Phase::idle;
    LineScan lines_;
    std::string head_;  // what framing_ and fields_ look into; the buffer's copy is consumed
    Framing framing_;
    std::string path_;  // framing_.path, where the target has empty segments
    HeaderFields fields_;
    std::vector<std::string> joined_;  // values of fields_ that came in several lines
    std::string body_;
    HeldMemory body_memory_;
    std::size_t body_size_ = 0;  // as announced, of a body that is not in chunks
    std::unique_ptr<ChunkedBody> chunks_;
    bool said_continue_ = false;
};

}  // namespace uag::http

// An exchange whose answer is known when it is made: a refusal, a file, a page that needs no core.
#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>

#include "adapters/http/exchange.hpp"
#include "core/base/secret.hpp"

namespace uag {

class ReadyExchange final : public Exchange {
public:
    /// `operation` must outlive the exchange; `body`, the request's, too: read or not it may hold passwords,
    /// and is overwritten when the exchange goes.
    explicit ReadyExchange(std::string_view operation = {}, std::span<char> body = {})
        : operation_(operation), body_(body) {}
    ReadyExchange(const ReadyExchange&) = delete;
    ReadyExchange& operator=(const ReadyExchange&) = delete;
    ~ReadyExchange() override { wipe(body_.data(), body_.size()); }

    /// To be filled by whoever makes the exchange.
    HttpReply& reply() { return reply_; }

    Call* call() override { return nullptr; }
    std::string_view operation() const override { return operation_; }
    void answer(Outcome*, HttpReply& reply) override {
        reply.status = reply_.status;
        reply.content_type = reply_.content_type;
        reply.may_compress = reply_.may_compress;
        std::move(reply_.headers.begin(), reply_.headers.end(), std::back_inserter(reply.headers));
        reply.body += reply_.body;
        reply.file = reply_.file;
    }

private:
    std::string_view operation_;
    std::span<char> body_;
    HttpReply reply_;
};

}  // namespace uag

// One request for a page that asks the core: what every such exchange does, whichever page it is for. The
// page says what it shows in serve(), and what it shows of an error in show_error().
#pragma once

#include <string_view>
#include <vector>

#include "adapters/http/exchange.hpp"
#include "core/base/error.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {

class PageVisit : public PageExchange {
public:
    PageVisit(const PageVisit&) = delete;
    PageVisit& operator=(const PageVisit&) = delete;
    /// Wipes the request's body: it may hold a password.
    ~PageVisit() override;

    /// The fields of a form, and what the core makes of them.
    std::size_t held_bytes() const final { return 2 * request_.body.size(); }
    std::string_view operation() const final { return action_; }
    void answer(HttpReply& reply) final;
    /// serve(); an exception is logged and shown as errc::internal.
    Task<void> run() final;

protected:
    /// `action` names what a POST does, for log and audit: a text of the program.
    PageVisit(const HttpRequest& request, std::string_view action);

    /// Writes the reply.
    virtual Task<void> serve() = 0;
    virtual void show_error(const Error& error) = 0;

    /// Adds Retry-After where the error's status has one.
    void ask_to_wait(const Error& error);

    static std::vector<Notice> problem(Message text, std::string_view field = {});
    /// The core's own words, or ours where it has none.
    static std::vector<Notice> problem(const Error& error, std::string_view field = {});

    Language language() const { return language_; }

    /// Whether the browser says that a page of another site sends this. Not every browser says it, nor over
    /// plain HTTP: a form needs its token too.
    bool is_cross_site() const;
    static constexpr MessageId stale_form = "This form was too old, or did not come from this page. Please try again.";

    HttpRequest request_;
    HttpReply reply_;

private:
    const std::string_view action_;
    const Language language_;
};

}  // namespace uag::ui

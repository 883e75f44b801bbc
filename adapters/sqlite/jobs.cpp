#include "adapters/sqlite/jobs.hpp"

namespace uag::sqlite {

Error error_of_exception(std::string what) {
    return fail(errc::storage, "The database cannot answer now.", std::move(what));
}

void refuse_for_place(Job& job) {
    Error error = fail(errc::overloaded, "The service is busy; try again in a moment.", "the database queue is full");
    error.retry_after = std::chrono::seconds{1};
    refuse(job, std::move(error));
}

}  // namespace uag::sqlite

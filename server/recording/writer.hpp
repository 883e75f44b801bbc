// Writes a recording: each exchange as text files in a folder, masked, with what was decoded beside it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/compare/pseudonyms.hpp"
#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "server/recording/index.hpp"
#include "server/recording/secrets_file.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

/// An exchange that is over. What it points at needs to live during the call only.
struct Finished {
    std::uint32_t number = 0;      ///< of next_number()
    std::uint32_t connection = 0;
    TimePoint began{};
    std::chrono::microseconds took{0};
    const client::Request* request = nullptr;  ///< null: none came whole
    const client::Response* answer = nullptr;  ///< null: there was none
    bool own_answer = false;
    std::vector<std::string> notes{};  ///< phrases
};

class Writer {
public:
    struct Settings {
        std::string folder;
        std::string program;
        std::string target;  ///< its address
        Secret key;          ///< of the pseudonyms; not empty
        SecretsWriter* secrets = nullptr;  ///< null: what pseudonyms stand for is forgotten; outlives the writer
        std::function<void(const std::string& sentence)> tell;  ///< what an operator should know now; from any thread
    };

    /// Makes the folder, which must not be there or be empty, and the file that says what it is. Errors are sentences.
    static Result<std::unique_ptr<Writer>> begin(Settings settings, const Clock& clock);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// In the order in which requests come; 0: there are no more numbers. From any thread.
    std::uint32_t next_number();

    /// From any thread, one after the other: memory is that of one exchange. One for which there is no room leaves
    /// nothing behind and is counted; the first is told.
    void keep(const Finished& exchange);

    /// Says in the folder that this was all; no exchange comes any more. Errors as above.
    Result<void> finish();

    /// Something that an operator should know now, as Settings::tell.
    void tell(const std::string& sentence) const { settings_.tell(sentence); }

    std::size_t kept() const noexcept { return kept_; }
    std::size_t lost() const noexcept { return lost_; }

private:
    Writer(Settings settings, const Clock& clock);
    std::string keep_files(const Finished& exchange, IndexLine& line);
    std::string keep_secrets(const TypedRequest& request);
    std::string append_line(const std::string& line);
    Result<void> write_manifest();
    std::string path_of(std::string_view name) const;

    const Settings settings_;
    const Clock& clock_;
    compare::Pseudonyms pseudonyms_;
    Manifest manifest_;
    std::mutex mutex_;
    int index_ = -1;
    std::atomic<std::uint32_t> last_number_{0};
    std::size_t kept_ = 0;
    std::size_t lost_ = 0;
};

}  // namespace uag::recording

// The log: one readable line a request, whatever the values hold, in both formats.
#include "server/log/log.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <rapidjson/document.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "server/http/request_log.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using uag::test::TempDir;

namespace {

/// Standard error as a pipe, until the end of the test.
class StandardError {
public:
    StandardError() : before_(::dup(STDERR_FILENO)) {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        read_ = ends[0];
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[1]);
    }
    ~StandardError() {
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
        ::close(read_);
    }
    /// Waits for it.
    std::string line() {
        std::string text;
        for (char c = 0; ::read(read_, &c, 1) == 1 && c != '\n';) text += c;
        return text;
    }

private:
    const int before_;
    int read_ = -1;
};

/// A log file that is removed at the end of the test.
class LogFile {
public:
    explicit LogFile(LogFormat format, LogLevel level = LogLevel::info) {
        char name[] = "/tmp/uag-log-XXXXXX";
        ::close(::mkstemp(name));
        settings.path = name;
        settings.format = format;
        settings.level = level;
        REQUIRE(start_log(settings).has_value());
    }
    ~LogFile() {
        stop_log();
        std::remove(settings.path.c_str());
    }
    /// Stops the log and reads what it wrote.
    std::vector<std::string> lines() {
        stop_log();
        std::ifstream file(settings.path);
        std::vector<std::string> all;
        for (std::string line; std::getline(file, line);) all.push_back(line);
        return all;
    }

private:
    LogSettings settings;
};

RequestLog sample_log() {
    RequestLog request;
    request.id = "01HV";
    request.peer = "127.0.0.1";
    request.protocol = Protocol::soap12;
    request.service = "User";
    request.version = 88;
    request.operation = "SetPassword";
    request.status = 200;
    request.took = std::chrono::microseconds(1234);
    request.associate_id = 7;
    return request;
}

rapidjson::Document parsed_line(const std::string& line) {
    rapidjson::Document document;
    document.Parse<rapidjson::kParseValidateEncodingFlag>(line.c_str());
    REQUIRE_FALSE(document.HasParseError());
    return document;
}

}  // namespace

TEST_CASE("a request is one JSON object with typed values") {
    LogFile file(LogFormat::json);
    log_request(sample_log());
    const auto lines = file.lines();
    REQUIRE(lines.size() == 1);
    const auto line = parsed_line(lines[0]);
    const std::string time = line["time"].GetString();
    CHECK(time.size() == 24);
    CHECK(time.back() == 'Z');
    CHECK(std::string(line["event"].GetString()) == "request");
    CHECK(std::string(line["protocol"].GetString()) == "soap1.2");
    CHECK(line["version"].GetInt() == 88);
    CHECK(line["status"].GetInt() == 200);
    CHECK(line["us"].GetInt() == 1234);
    CHECK(line["associate"].GetInt() == 7);
    CHECK_FALSE(line.HasMember("detail"));
}

TEST_CASE("a request that failed here is logged at a level of its own, which tells it from what callers did") {
    LogFile file(LogFormat::json, LogLevel::warn);
    const auto tell = [](Error error) {
        const Outcome outcome{std::move(error), 7};
        http::log_exchange(sample_log(), nullptr, &outcome, {});
    };
    tell(fail(errc::internal, {}, "broken"));
    tell(fail_in_english(errc::overloaded, "Busy."));
    tell(fail_in_english(errc::access_denied, "No."));
    RequestLog refused = sample_log();
    for (const unsigned status : {503U, 400U, 200U}) {
        refused.status = status;
        http::log_exchange(refused, nullptr, nullptr, "refused");
    }
    const auto lines = file.lines();
    REQUIRE(lines.size() == 3);
    CHECK(std::string(parsed_line(lines[0])["level"].GetString()) == "error");
    CHECK(std::string(parsed_line(lines[0])["detail"].GetString()) == "broken");
    CHECK(std::string(parsed_line(lines[1])["level"].GetString()) == "warn");
    CHECK(parsed_line(lines[2])["status"].GetInt() == 503);
}

TEST_CASE("no value can end its line or its quotes") {
    const std::string nasty = "a\"b\\c\r\nd\te\x01\x7f=";
    SUBCASE("json") {
        LogFile file(LogFormat::json);
        log_event(LogLevel::warn, "odd", {{"value", nasty}, {"count", -5}});
        const auto lines = file.lines();
        REQUIRE(lines.size() == 1);
        CHECK(std::string(parsed_line(lines[0])["value"].GetString()) == nasty);
        CHECK(parsed_line(lines[0])["count"].GetInt() == -5);
    }
    SUBCASE("text") {
        LogFile file(LogFormat::text);
        log_event(LogLevel::warn, "odd", {{"value", nasty}, {"plain", "word"}, {"empty", ""}});
        const auto lines = file.lines();
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].ends_with(R"( warn odd value="a\"b\\c\u000d\u000ad\u0009e\u0001\u007f=" plain=word empty="")"));
    }
}

TEST_CASE("bytes that are no UTF-8 still give readable JSON, and UTF-8 stays as it is") {
    LogFile file(LogFormat::json);
    log_event(LogLevel::info, "odd", {{"bad", "x\xff\xc0y"}, {"good", "blåbær"}});
    const auto lines = file.lines();
    REQUIRE(lines.size() == 1);
    const auto line = parsed_line(lines[0]);
    CHECK(std::string(line["bad"].GetString()) == "x\u00ff\u00c0y");
    CHECK(std::string(line["good"].GetString()) == "blåbær");
}

TEST_CASE("what steers a terminal or is not seen is escaped in both formats") {
    const std::string nasty = "a\u009B\u0085\u2028\u2029\u061C\u202E\u2066\uFEFF\U000E0041\u00FF\xFF";
    for (const LogFormat format : {LogFormat::json, LogFormat::text}) {
        CAPTURE(format == LogFormat::json);
        LogFile file(format);
        log_event(LogLevel::warn, "odd", {{"value", nasty}});
        const auto lines = file.lines();
        REQUIRE(lines.size() == 1);
        const std::string expected = R"("a\u009b\u0085\u2028\u2029\u061c\u202e\u2066\ufeff\udb40\udc41)"
                                     "\u00FF"
                                     R"(\u00ff")";
        CHECK(lines[0].find(expected) != std::string::npos);
    }
}

TEST_CASE("lines below the level are left out") {
    LogFile file(LogFormat::text, LogLevel::warn);
    log_request(sample_log());
    log_event(LogLevel::info, "quiet");
    log_event(LogLevel::error, "loud");
    const auto lines = file.lines();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].ends_with(" error loud"));
}

TEST_CASE("every line of a busy moment is written, in order") {
    LogFile file(LogFormat::json);
    for (int i = 0; i < 2000; ++i) log_event(LogLevel::info, "n", {{"i", std::int64_t{i}}});
    const auto lines = file.lines();
    REQUIRE(lines.size() == 2000);
    CHECK(parsed_line(lines[1999])["i"].GetInt() == 1999);
}

TEST_CASE("a log file that cannot be opened is told by name") {
    LogSettings settings;
    settings.path = "/no/such/folder/x.log";
    const auto started = start_log(settings);
    REQUIRE_FALSE(started.has_value());
    CHECK(started.error().public_text.english().find("/no/such/folder/x.log") != std::string::npos);
}

TEST_CASE("lines that a full disk does not take are told of on standard error, once, and counted") {
    StandardError standard_error;
    LogSettings settings;
    settings.path = "/dev/full";
    REQUIRE(start_log(settings).has_value());
    log_event(LogLevel::info, "first");
    CHECK(standard_error.line() == "useragentd: the log cannot be written, lines are lost: No space left on device");
    log_event(LogLevel::info, "second");
    log_event(LogLevel::info, "third");
    stop_log();
    CHECK(standard_error.line() == "useragentd: lines that the log lost: 3");
}

TEST_CASE("when the disk takes lines again, the log says how many it lost") {
    StandardError standard_error;
    LogFile log(LogFormat::json);
    const auto before_signal = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit full{5, before.rlim_max};  // in the middle of a line
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &full) == 0);
    log_event(LogLevel::info, "first");
    const std::string told = standard_error.line();
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, before_signal);
    CHECK(told == "useragentd: the log cannot be written, lines are lost: File too large");
    log_event(LogLevel::info, "second");
    CHECK(standard_error.line() == "useragentd: the log is written again; lines lost: 1");
    const std::vector<std::string> lines = log.lines();
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].size() == 5);
    CHECK(lines[1].find("\"event\":\"log_lines_lost\",\"dropped_lines\":1") != std::string::npos);
    CHECK(lines[2].find("second") != std::string::npos);
}

TEST_CASE("the log ends although nobody reads what it writes") {
    const TempDir folder;
    LogSettings settings;
    settings.path = folder.file("pipe");
    REQUIRE(::mkfifo(settings.path.c_str(), 0600) == 0);
    const int reader = ::open(settings.path.c_str(), O_RDWR | O_CLOEXEC);  // and never reads
    StandardError standard_error;
    REQUIRE(start_log(settings).has_value());
    const std::string text(1000, 'x');
    for (int i = 0; i < 200; ++i) log_event(LogLevel::info, "told", {{"what", std::string_view(text)}});
    stop_log();
    CHECK(standard_error.line().starts_with("useragentd: the log cannot be written, lines are lost: "));
    CHECK(standard_error.line().starts_with("useragentd: lines that the log lost: "));
    ::close(reader);
}

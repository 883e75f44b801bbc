// A recording on disk: what is written is read, without its secrets, and whatever has become of the files.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "adapters/rest/client_request.hpp"
#include "adapters/soap/client_request.hpp"
#include "core/agent/operations.hpp"
#include "server/recording/masked.hpp"
#include "server/recording/message_text.hpp"
#include "server/recording/reader.hpp"
#include "server/recording/typed.hpp"
#include "server/recording/writer.hpp"
#include "support/client_messages.hpp"
#include "support/file_text.hpp"
#include "support/manual_clock.hpp"
#include "support/planted.hpp"
#include "support/recorder_process.hpp"
#include "support/sample_values.hpp"
#include "support/temp_dir.hpp"

namespace uag::recording {
namespace {

using test::TempDir;

constexpr std::string_view canary_text = "Canary-4711-do not keep";
constexpr std::string_view ticket_text = "7T:CanaryTicket0123456789abcdef";

client::Request message(std::string method, std::string path, client::Fields fields, std::string body) {
    client::Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.fields = std::move(fields);
    request.body = std::move(body);
    return request;
}

std::unique_ptr<Writer> begin_in(const std::string& folder, const Clock& clock,
                                 std::vector<std::string>* told = nullptr) {
    auto writer = Writer::begin({folder, "useragentd of a test", "https://host.example/base",
                                 Secret(std::string_view("the key of a test")), nullptr,
                                 [told](const std::string& sentence) {
                                     if (told != nullptr) told->push_back(sentence);
                                 }},
                                clock);
    REQUIRE_MESSAGE(writer.has_value(), writer.error().public_text.english());
    return std::move(*writer);
}

void keep(Writer& writer, const client::Request& request, const client::Response& answer) {
    Finished finished;
    finished.number = writer.next_number();
    finished.connection = 1;
    finished.request = &request;
    finished.answer = &answer;
    writer.keep(finished);
}

Reader open_in(const std::string& folder) {
    auto reader = Reader::open(folder);
    REQUIRE_MESSAGE(reader.has_value(), reader.error().public_text.english());
    return std::move(*reader);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) (all += line) += '\n';
    return all;
}

const Operation& get_user() { return *find_operation(Service::user, "GetUser"); }

client::Request over_rest(const Operation& operation, const void* object, std::string_view ticket = ticket_text) {
    client::Sender sender;
    sender.evidence.kind = Evidence::Kind::ticket;
    sender.evidence.secret = Secret(ticket);
    auto written = rest::write_request(operation, object, {}, sender);
    REQUIRE(written.has_value());
    return std::move(*written);
}

}  // namespace

TEST_CASE("recording: a message is a text file and back") {
    const client::Request request = message("POST", "api/v1/x?y=z", {{"Host", "a:1"}, {"X-Empty", ""}}, "{\r\n\n}");
    const std::string text = text_of(request);
    CHECK(text == "POST /api/v1/x?y=z HTTP/1.1\r\nHost: a:1\r\nX-Empty: \r\n\r\n{\r\n\n}");
    const auto back = read_request_text(text);
    REQUIRE(back.has_value());
    CHECK(back->method == "POST");
    CHECK(back->path == "api/v1/x?y=z");
    CHECK(back->fields == request.fields);
    CHECK(back->body == request.body);

    const client::Response answer = test::response_of(404, "text/plain", "nothing");
    const auto answered = read_answer_text(text_of(answer));
    REQUIRE(answered.has_value());
    CHECK(answered->status == 404);
    CHECK(answered->fields == answer.fields);
    CHECK(answered->body == "nothing");
    // As an editor leaves it.
    const auto edited = read_request_text("GET /a HTTP/1.1\nHost: b\n\n");
    REQUIRE(edited.has_value());
    CHECK(edited->field("host") == "b");
}

TEST_CASE("recording: what is no message says why") {
    for (const std::string_view broken :
         {"", "GET", "GET /a HTTP/1.1\r\n", "GET /a HTTP/1.1\r\nHost: b\r\n", "GET a HTTP/1.1\r\n\r\n",
          "GET /a HTTP/1.1\r\nno field\r\n\r\n", "\r\n\r\n", " /a HTTP/1.1\r\n\r\n"}) {
        CAPTURE(broken);
        REQUIRE(!read_request_text(broken).has_value());
        CHECK(!read_request_text(broken).error().public_text.english().empty());
    }
    for (const std::string_view broken :
         {"", "HTTP/1.1", "HTTP/1.1 x\r\n\r\n", "HTTP/1.1 200 OK\r\nHo", "FTP 200\r\n\r\n"})
        CHECK(!read_answer_text(broken).has_value());
}

TEST_CASE("recording: every operation is read as the call that it is, in every face") {
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& operation : operations(service)) {
            for (const test::PlantedBody& planted :
                 test::planted_bodies(operation, canary_text, "name", 7, ticket_text)) {
                CAPTURE(planted.path);
                CAPTURE(planted.content_type);
                const TypedRequest typed = read_typed(
                    message("POST", planted.path.substr(1), {{"Content-Type", planted.content_type}}, planted.body));
                CHECK(typed.operation == &operation);
                CHECK_MESSAGE(typed.request != nullptr, typed.unread);
                CHECK(typed.face.is_rest() == !planted.soap);
            }
        }
    }
}

TEST_CASE("recording: no secret of any operation is in the folder, and what is kept can still be read") {
    const TempDir dir;
    const test::ManualClock clock;
    const auto writer = begin_in(dir.file("r"), clock);
    std::vector<const Operation*> kept;
    for (const Service service : {Service::user, Service::so_principal}) {
        for (const Operation& operation : operations(service)) {
            for (const test::PlantedBody& planted :
                 test::planted_bodies(operation, canary_text, "name", 7, ticket_text)) {
                client::Response answer = test::response_of(200, planted.content_type, planted.body);
                answer.fields.emplace_back("Set-Cookie", "session=" + std::string(canary_text) + "; HttpOnly");
                keep(*writer,
                     message("POST", planted.path.substr(1) + "?token=" + std::string(ticket_text),
                             {{"Content-Type", planted.content_type},
                              {"Authorization", "SOTicket " + std::string(ticket_text)},
                              {"SO-AppToken", std::string(canary_text)}},
                             planted.body),
                     answer);
                kept.push_back(&operation);
            }
        }
    }
    REQUIRE(writer->finish().has_value());
    CHECK(writer->lost() == 0);
    const std::string all = test::all_texts_in(dir.file("r"));
    for (const std::string_view piece : {"Canary-4711", "do not keep", "CanaryTicket", "Q2FuYXJ5", "q2FuYXJ5"})
        CHECK_MESSAGE(all.find(piece) == std::string::npos, piece);
    CHECK(all.find("secret:") != std::string::npos);

    Reader reader = open_in(dir.file("r"));
    CHECK(reader.size() == kept.size());
    CHECK(joined(reader.notes()).empty());
    for (const Operation* const operation : kept) {
        const auto recorded = reader.next();
        REQUIRE(recorded.has_value());
        REQUIRE(recorded->request.has_value());
        const TypedRequest typed = read_typed(*recorded->request);
        CAPTURE(operation->name);
        CHECK(typed.operation == operation);
        CHECK_MESSAGE(typed.request != nullptr, typed.unread);
        const std::string_view shown = typed.sender.evidence.secret.reveal();
        if (typed.sender.evidence.kind != Evidence::Kind::none) CHECK(compare::is_pseudonym(shown));
    }
    CHECK(!reader.next().has_value());
}

TEST_CASE("recording: the user of Basic credentials stays, the password is the pseudonym that it has everywhere") {
    const TempDir dir;
    const test::ManualClock clock;
    const auto writer = begin_in(dir.file("r"), clock);
    const std::string password = "Canary-4711-do not keep";
    keep(
        *writer,
        message("POST", "api/v1/Agents/User/SetPassword",
                {{"Content-Type", "application/json"}, {"Authorization", "Basic " + base64_encode("ADM0:" + password)}},
                R"({"AssociateId":2,"Password":")" + password + "\"}"),
        test::response_of(204, "", ""));
    Reader reader = open_in(dir.file("r"));
    const auto recorded = reader.next();
    REQUIRE(recorded.has_value());
    const TypedRequest typed = read_typed(*recorded->request);
    CHECK(typed.sender.evidence.kind == Evidence::Kind::basic);
    CHECK(typed.sender.evidence.user_name == "ADM0");
    const std::string pseudonym(typed.sender.evidence.secret.reveal());
    CHECK(compare::is_pseudonym(pseudonym));
    CHECK(recorded->request->body.find(pseudonym) != std::string::npos);
    CHECK(joined(reader.notes()).find("has no end") != std::string::npos);
}

TEST_CASE(
    "recording: a packed body is kept unpacked; one that cannot be unpacked is not kept, for who could mask it?") {
    const TempDir dir;
    const test::ManualClock clock;
    const auto writer = begin_in(dir.file("r"), clock);
    client::Response answer = test::response_of(200, "application/json", "brotli with Canary-4711");
    answer.fields.emplace_back("Content-Encoding", "br");
    keep(*writer, message("GET", "api/v1/User/currentPrincipal", {}, ""), answer);
    Reader reader = open_in(dir.file("r"));
    const auto recorded = reader.next();
    REQUIRE(recorded.has_value());
    REQUIRE(recorded->answer.has_value());
    CHECK(recorded->answer->body.empty());
    CHECK(joined(recorded->notes).find("Content-Encoding 'br'") != std::string::npos);
}

TEST_CASE("recording: what is in UTF-16 is kept in UTF-8, and is read") {
    const TempDir dir;
    const test::ManualClock clock;
    const auto writer = begin_in(dir.file("r"), clock);
    std::string wide;
    for (const char c : std::string_view(R"({"Name":"tje0"})")) (wide += c) += '\0';
    keep(*writer,
         message("POST", "api/v1/Agents/User/GetUserFromName", {{"Content-Type", "application/json; charset=utf-16le"}},
                 wide),
         test::response_of(401, "application/json", "{}"));
    Reader reader = open_in(dir.file("r"));
    const auto recorded = reader.next();
    REQUIRE(recorded.has_value());
    CHECK(recorded->request->body == R"({"Name":"tje0"})");
    const TypedRequest typed = read_typed(*recorded->request);
    CHECK_MESSAGE(typed.request != nullptr, typed.unread);
}

TEST_CASE("recording: an unknown operation and a broken answer are kept, and said") {
    const TempDir dir;
    const test::ManualClock clock;
    const auto writer = begin_in(dir.file("r"), clock);
    keep(*writer,
         message("POST", "api/v1/Agents/Appointment/SaveAppointment", {{"Content-Type", "application/json"}},
                 R"({"Password":"Canary-4711"})"),
         test::response_of(200, "application/json", "{}"));
    Object request = make_object(get_user().request());
    keep(*writer, over_rest(get_user(), request.get()), test::response_of(200, "text/html", "<html><p>Sorry"));
    CHECK(writer->finish().has_value());
    Reader reader = open_in(dir.file("r"));
    const auto unknown = reader.next();
    REQUIRE(unknown.has_value());
    REQUIRE(unknown->request.has_value());
    CHECK(unknown->request->body.find("Canary") == std::string::npos);
    CHECK(joined(unknown->notes).find("the request") != std::string::npos);
    const auto broken = reader.next();
    REQUIRE(broken.has_value());
    CHECK(joined(broken->notes) == "the answer is none of this contract\n");
    CHECK(broken->answer->body == "<html><p>Sorry");
}

TEST_CASE("recording: a reader says what is broken and goes on") {
    const TempDir dir;
    const test::ManualClock clock;
    const std::string folder = dir.file("r");
    {
        const auto writer = begin_in(folder, clock);
        Object request = make_object(get_user().request());
        for (int i = 0; i < 6; ++i)
            keep(*writer, over_rest(get_user(), request.get()), test::response_of(200, "application/json", "{}"));
    }
    const auto cut = [&](std::string_view name, std::size_t left) {
        std::filesystem::resize_file(folder + '/' + std::string(name), left);
    };
    cut("000001.request.http", 20);   // within its first line
    cut("000002.answer.http", std::filesystem::file_size(folder + "/000002.answer.http") - 1);  // within its body
    std::filesystem::remove(folder + "/000003.answer.http");
    std::ofstream(folder + "/000004.answer.http", std::ios::trunc) << "\x01\x02 no message\n";
    std::ofstream(folder + "/notes.txt") << "of somebody's own";
    std::string index = test::file_text(folder + "/index.ndjson");
    index.resize(index.size() - 10);  // the last line
    std::ofstream(folder + "/index.ndjson", std::ios::trunc) << "{broken\n" << index;

    Reader reader = open_in(folder);
    CHECK(reader.size() == 6);
    CHECK(joined(reader.notes()).find("index.ndjson:1 has a line that is no JSON object") != std::string::npos);
    CHECK(joined(reader.notes()).find("index.ndjson:7 ends within a line") != std::string::npos);
    std::vector<Recorded> all;
    while (auto recorded = reader.next()) all.push_back(std::move(*recorded));
    REQUIRE(all.size() == 6);
    CHECK(!all[0].request.has_value());
    CHECK(joined(all[0].notes).find("000001.request.http is cut short: 20 bytes") != std::string::npos);
    CHECK(all[1].answer.has_value());
    CHECK(joined(all[1].notes).find("000002.answer.http is cut short") != std::string::npos);
    CHECK(!all[2].answer.has_value());
    CHECK(joined(all[2].notes).find("000003.answer.http cannot be read") != std::string::npos);
    CHECK(!all[3].answer.has_value());
    CHECK(joined(all[3].notes).find("does not begin with a status line") != std::string::npos);
    CHECK(joined(all[4].notes).empty());
    CHECK(all[5].answer.has_value());
    CHECK(joined(all[5].notes).find("is not in the index") != std::string::npos);
}

TEST_CASE(
    "recording: links, pipes, devices and what is too long are refused by name, and neither followed nor waited for") {
    const TempDir dir;
    const test::ManualClock clock;
    const std::string folder = dir.file("r");
    {
        const auto writer = begin_in(folder, clock);
        Object request = make_object(get_user().request());
        for (int i = 0; i < 5; ++i)
            keep(*writer, over_rest(get_user(), request.get()), test::response_of(200, "application/json", "{}"));
        CHECK(writer->finish().has_value());
    }
    const auto at = [&](std::string_view name) { return folder + '/' + std::string(name); };
    const std::string outside = dir.file("outside");
    std::filesystem::copy_file(at("000001.request.http"), outside);
    for (const std::string_view name :
         {"000001.request.http", "000002.answer.http", "000003.answer.http", "000004.request.http"})
        std::filesystem::remove(at(name));
    std::filesystem::create_symlink(outside, at("000001.request.http"));
    REQUIRE(::mkfifo(at("000002.answer.http").c_str(), 0600) == 0);
    std::filesystem::create_symlink("/dev/zero", at("000003.answer.http"));
    std::filesystem::create_directory(at("000004.request.http"));
    std::filesystem::resize_file(at("000005.answer.http"), longest_recorded_file + 1);

    Reader reader = open_in(folder);
    std::vector<std::string> notes;
    while (auto recorded = reader.next()) notes.push_back(joined(recorded->notes));
    REQUIRE(notes.size() == 5);
    CHECK(notes[0] == "000001.request.http is not read: it is a symbolic link\n");
    CHECK(notes[1] == "000002.answer.http is not read: it is no regular file\n");
    CHECK(notes[2] == "000003.answer.http is not read: it is a symbolic link\n");
    CHECK(notes[3] == "000004.request.http is not read: it is no regular file\n");
    CHECK(notes[4] ==
          "000005.answer.http is not read: it has " + std::to_string(longest_recorded_file + 1) + " bytes\n");

    const auto replaced = [&](std::string_view name, auto make) {
        std::filesystem::rename(at(name), at("aside"));
        make(at(name));
        const auto opened = Reader::open(folder);
        const std::string told = opened.has_value() ? joined(opened->notes()) : opened.error().public_text.english();
        std::filesystem::remove(at(name));
        std::filesystem::rename(at("aside"), at(name));
        return told;
    };
    const auto link = [](const std::string& path) { std::filesystem::create_symlink("/dev/zero", path); };
    const auto pipe = [](const std::string& path) { REQUIRE(::mkfifo(path.c_str(), 0600) == 0); };
    const auto endless = [](const std::string& path) {
        std::ofstream(path) << "{}";
        std::filesystem::resize_file(path, std::uintmax_t{3} << 30);
    };
    for (const auto& [name, rest] : {std::pair("recording.json", "holds no recording: recording.json is not read: it"),
                                     std::pair("index.ndjson", "index.ndjson is not read: it")}) {
        CAPTURE(name);
        CHECK(replaced(name, link).find(std::string(rest) + " is a symbolic link") != std::string::npos);
        CHECK(replaced(name, pipe).find(std::string(rest) + " is no regular file") != std::string::npos);
        CHECK(replaced(name, endless).find(std::string(rest) + " has 3221225472 bytes") != std::string::npos);
    }
    // A line without an end is told and not kept.
    std::ofstream(at("index.ndjson"), std::ios::app) << std::string(300'000, 'x') << '\n';
    CHECK(joined(open_in(folder).notes()).find("index.ndjson:6 has a line that is too long") != std::string::npos);
}

TEST_CASE("recording: a folder that is none, holds something else, or another format is refused with its name") {
    const TempDir dir;
    const auto refusal = [&](const std::string& folder) {
        const auto reader = Reader::open(folder);
        REQUIRE(!reader.has_value());
        return reader.error().public_text.english();
    };
    CHECK(refusal(dir.file("none")) == dir.file("none") + ": is no folder.");
    CHECK(refusal(dir.path().string()).find("holds no recording") != std::string::npos);
    dir.write("recording.json", R"({"format":2})");
    CHECK(refusal(dir.path().string()).find("is of format 2; this program reads format 1") != std::string::npos);
    dir.write("recording.json", "[");
    CHECK(refusal(dir.path().string()).find("is no JSON object") != std::string::npos);

    const test::ManualClock clock;
    const auto writer =
        Writer::begin({dir.path().string(), "p", "http://a", Secret(std::string_view("k")), nullptr, {}}, clock);
    REQUIRE(!writer.has_value());
    CHECK(writer.error().public_text.english().find("is not empty") != std::string::npos);
}

}  // namespace uag::recording

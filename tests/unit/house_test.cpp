// The house: rooms include what their targets link, never in a circle; no file grows beyond what one can read.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/source_texts.hpp"

namespace {

namespace fs = std::filesystem;
using uag::test::read_source;
using uag::test::source_files;
using Rooms = std::map<std::string, std::set<std::string>>;

const std::vector<std::string> buildings{"core", "adapters", "server"};

// "core/base/text.hpp": "core_base", as the target is called; empty for what stands in no room.
std::string room_of(const std::string& path) {
    const std::size_t first = path.find('/');
    const std::size_t second = first == std::string::npos ? first : path.find('/', first + 1);
    if (second == std::string::npos) return {};
    return path.substr(0, first) + "_" + path.substr(first + 1, second - first - 1);
}

bool is_room(const std::string& word) {
    return std::ranges::any_of(buildings, [&](const std::string& name) { return word.starts_with(name + "_"); });
}

// What each room's target names behind USES.
Rooms linked_rooms() {
    Rooms rooms;
    static const std::regex call(R"(uag_room\((\S+)\s*([^)]*)\))");
    for (const std::string& building : buildings) {
        const std::string text = read_source(building + "/CMakeLists.txt");
        for (auto at = std::sregex_iterator(text.begin(), text.end(), call); at != std::sregex_iterator(); ++at) {
            const std::string room = room_of((*at)[1].str() + "/");
            REQUIRE(rooms.find(room) == rooms.end());
            std::istringstream words((*at)[2].str());
            std::set<std::string>& uses = rooms[room];
            for (std::string word; words >> word;)
                if (is_room(word)) uses.insert(word);
        }
    }
    return rooms;
}

// With the rooms of their rooms, as the build hands them on. A circle is a room that reaches itself.
Rooms reachable(const Rooms& direct) {
    Rooms all = direct;
    for (std::size_t round = 0; round < direct.size(); ++round)
        for (auto& [room, uses] : all) {
            const std::set<std::string> now = uses;
            for (const std::string& used : now) {
                REQUIRE_MESSAGE(all.contains(used), room << " links " << used << ", which is no room");
                uses.insert(all[used].begin(), all[used].end());
            }
        }
    return all;
}

std::vector<std::string> includes_of(const fs::path& path) {
    static const std::regex include(R"(^#include "((?:core|adapters|server)/[^"]+)\")");
    std::vector<std::string> found;
    std::istringstream text(read_source(path));
    for (std::string line; std::getline(text, line);)
        if (std::smatch match; std::regex_search(line, match, include)) found.push_back(match[1]);
    return found;
}

}  // namespace

TEST_CASE("every folder is a room, no room reaches itself, and none includes what its target does not link") {
    const Rooms direct = linked_rooms();
    const Rooms rooms = reachable(direct);
    for (const auto& [room, uses] : rooms) CHECK_MESSAGE(!uses.contains(room), room << " reaches itself");

    std::set<std::string> lived_in;
    for (const fs::path& path : source_files(buildings)) {
        const std::string file = path.generic_string();
        const std::string room = room_of(file);
        if (file == "server/main.cpp") continue;
        CHECK_MESSAGE(rooms.contains(room), file << " stands in no room");
        if (!rooms.contains(room)) continue;
        lived_in.insert(room);
        for (const std::string& included : includes_of(path)) {
            CHECK_MESSAGE(fs::exists(included), file << " includes " << included);
            const std::string other = room_of(included);
            CHECK_MESSAGE((other == room || rooms.at(room).contains(other)), file << " includes " << included);
        }
    }
    CHECK(lived_in.size() == rooms.size());
}

TEST_CASE("a room that is linked is included by somebody of the room that links it, or by who gets it from there") {
    const Rooms direct = linked_rooms();
    const Rooms rooms = reachable(direct);
    Rooms included;
    for (const fs::path& path : source_files(buildings))
        for (const std::string& other : includes_of(path))
            included[room_of(path.generic_string())].insert(room_of(other));
    for (const auto& [room, uses] : direct)
        for (const std::string& used : uses) {
            std::set<std::string> handed_on = rooms.at(used);
            handed_on.insert(used);
            const bool is_used = std::ranges::any_of(
                included[room], [&](const std::string& other) { return handed_on.contains(other); });
            CHECK_MESSAGE(is_used, room << " links " << used << " for nothing");
        }
}

TEST_CASE("a unit test stands in the folder of what it tests") {
    const fs::path root = "tests/unit";
    std::size_t found = 0;
    for (const fs::path& path : source_files({root.string()})) {
        const fs::path folder = fs::relative(path.parent_path(), root);
        if (path.filename() == "house_test.cpp") continue;
        CHECK_MESSAGE(fs::is_directory(folder), path << " has no room to test");
        CHECK_MESSAGE(room_of((folder / "").generic_string()) != "", path << " stands outside of every room");
        ++found;
    }
    CHECK(found > 90);
}

TEST_CASE("no file is longer than 500 lines but tables") {
    const std::set<std::string> tables{"core/contract/carriers.hpp", "core/contract/requests.cpp"};
    constexpr std::ptrdiff_t longest = 500;
    for (const fs::path& path : source_files({"core", "adapters", "server", "tests"})) {
        const std::string text = read_source(path);
        const auto lines = std::count(text.begin(), text.end(), '\n');
        if (tables.contains(path.generic_string())) {
            CHECK_MESSAGE(lines > longest, path << " is no exception any more");
            continue;
        }
        CHECK_MESSAGE(lines <= longest, path << " has " << lines << " lines");
    }
}

// One rule, one place: what only that place can do without, nobody else may have.
TEST_CASE("what is promised to stand once stands once") {
    struct Once {
        std::string what;
        std::vector<std::string> signs;  // any of these texts in a source
        std::set<std::string> places;    // files, or folders with a slash behind
    };
    const std::vector<Once> promises{
        {"reads TOML", {"toml::parse("}, {"server/config/toml_file.cpp"}},
        {"has the words for types of users", {R"("internal", )"}, {"server/config/words.hpp"}},
        {"has the words for log levels", {R"("debug", )"}, {"server/log/log_line.hpp"}},
        {"has the phrases of HTTP statuses", {R"("Not Found")"}, {"adapters/http/status.cpp"}},
        {"knows that HEAD is a GET", {R"("HEAD")"}, {"adapters/http/method.cpp"}},
        {"says how an error looks", {R"("ArgumentException")", R"("SoSentryException")"}, {"adapters/http/errors.cpp"}},
        {"says when to come back", {R"(emplace_back("Retry-After")"}, {"adapters/http/retry_after.hpp"}},
        {"parses media types", {R"("charset")"}, {"adapters/http/media_type.cpp"}},
        {"writes HTTP dates", {"%S GMT"}, {"adapters/http/http_date.cpp"}},
        {"has an alphabet of base64", {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"}, {"core/base/encoding.cpp"}},
        {"hands work to another thread", {"executor_work_guard"}, {"core/base/hand_over.hpp"}},
        {"includes Beast", {"boost/beast/"}, {"server/http/chunked_body.cpp", "server/http/beast.cpp"}},
        {"looks up the words of messages", {"message_texts("}, {"core/messages/"}},
        {"compares or wipes secrets", {"CRYPTO_memcmp", "OPENSSL_cleanse"}, {"core/base/secret.cpp"}},
        {"calls libcrypt", {"crypt_rn("}, {"core/security/hash_scheme_compute.cpp"}},
        {"calls Argon2", {"argon2id_ctx("}, {"core/security/password_hasher.cpp"}},
        {"calls SQLite", {"sqlite3_"}, {"adapters/sqlite/", "server/commands/commands_version.cpp"}},
        {"writes rows of passwords",
         {"rows.put_password(", "rows.set_password_must_change(", "rows.remove_password("},
         {"core/agent/passwords.cpp"}},
        {"stores another hash of a password", {"rows.set_password_hash("}, {"core/security/login.cpp"}},
        {"begins sessions", {"rows.insert_session("}, {"core/security/stored_sessions.cpp"}},
        {"stores audit events", {"rows.insert_event("}, {"core/security/audit.cpp"}},
        {"stores failed log-ins", {"rows.put_failure("}, {"core/security/stored_failures.cpp"}},
        {"changes persons", {"rows.update_person("}, {"core/agent/users_save.cpp", "core/agent/users_end.cpp"}},
        {"makes associates", {"rows.insert_associate("}, {"core/agent/users_save.cpp", "core/agent/seeding.cpp"}},
        {"knows which operations a protocol has", {"Service::archive && operation.in("}, {"adapters/compare/face.cpp"}},
        {"writes a text to a descriptor",
         {"= ::write("},
         {"adapters/files/write_whole.cpp", "server/log/log_writer.cpp", "server/recording/socket.cpp"}},
        {"pairs the texts of a person",
         {"&PersonRecord::kana_first_name, &Person::kanafname"},
         {"core/agent/user_texts.hpp"}},
        {"says that a log-in succeeds", {"authentication_succeeded = true"}, {"core/agent/log_in_answer.cpp"}},
        {"asks by name and password", {"parameters.password = "}, {"adapters/remote/password_log_in.cpp"}},
        {"calls curl", {"curl_easy_"}, {"adapters/outbound/", "adapters/mail/", "adapters/openid/"}},
    };
    std::map<std::string, std::string> texts;
    for (const fs::path& path : source_files(buildings)) texts[path.generic_string()] = read_source(path);
    for (const Once& once : promises) {
        std::size_t found = 0;
        for (const auto& [file, text] : texts) {
            const auto stands = [&](const std::string& sign) { return text.find(sign) != std::string::npos; };
            if (!std::ranges::any_of(once.signs, stands)) continue;
            const bool is_place = std::ranges::any_of(once.places, [&](const std::string& place) {
                return file == place || (place.ends_with('/') && file.starts_with(place));
            });
            CHECK_MESSAGE(is_place, file << " " << once.what << " too");
            found += is_place ? 1 : 0;
        }
        CHECK_MESSAGE(found > 0, "nobody " << once.what);
    }
}

// Who reads a source can look up what it names.
TEST_CASE("pages that sources name are here, and tests say what they test instead of the number of a rule") {
    std::set<std::string> pages{"README.md"};
    for (const char* const folder : {".github", "server/docs"})
        for (const auto& entry : fs::directory_iterator(folder)) pages.insert(entry.path().filename().string());
    static const std::regex page(R"([A-Za-z][A-Za-z_-]*\.md\b)");
    static const std::regex number(R"x(TEST_CASE[A-Z_]*\("([A-Z][0-9]{1,2}|[0-9]+\.[0-9x]+)\b)x");
    for (const fs::path& path : source_files({"core", "adapters", "server", "tests"})) {
        std::istringstream text(read_source(path));
        for (std::string line; std::getline(text, line);) {
            const std::size_t comment = line.find("//");
            std::smatch match;
            if (comment != std::string::npos && line.find(".md", comment) != std::string::npos &&
                std::regex_search(line, match, page))
                CHECK_MESSAGE(pages.contains(match.str()), path << ": " << line);
            if (line.starts_with("TEST_CASE")) CHECK_MESSAGE(!std::regex_search(line, number), path << ": " << line);
        }
    }
}

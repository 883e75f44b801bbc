// The command line in a test: run it, read what it prints, log in beside it.
#pragma once

#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/base/encoding.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

namespace uag::test {

inline constexpr const char* good_password = "quiet-lantern-41\n";

struct Run {
    int code = 0;
    std::string output;  ///< standard output and error
};

inline Run run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    Run result;
    result.code = run_tool(arguments, &result.output, input);
    return result;
}

/// Whether each line is an error of the program's.
inline bool is_refusal(const Run& run, std::size_t lines = 1) {
    std::size_t found = 0;
    for (std::size_t at = 0; at < run.output.size(); at = run.output.find('\n', at) + 1, ++found)
        if (run.output.compare(at, 12, "useragentd: ") != 0 || run.output.find('\n', at) == std::string::npos)
            return false;
    return run.code == 1 && found == lines;
}

/// A database of its own, with the demo associates or with nothing but what is built in.
class Database {
public:
    explicit Database(bool demo) {
        if (!demo) return;
        const Run seeded = (*this)({"seed", "samples/demo.toml"});
        INFO(seeded.output);
        REQUIRE(seeded.code == 0);
    }

    Run operator()(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.end(), {"--db", dir_.file("users.db")});
        return run(arguments, input);
    }
    /// What a command prints with `--json`.
    rapidjson::Document json(std::vector<std::string> arguments) const {
        arguments.emplace_back("--json");
        const Run printed = (*this)(arguments);
        INFO(printed.output);
        REQUIRE(printed.code == 0);
        rapidjson::Document document;
        document.Parse(printed.output.c_str());
        REQUIRE_FALSE(document.HasParseError());
        return document;
    }

private:
    TempDir dir_;
};

inline std::string text_of(const rapidjson::Value& object, const char* member) {
    REQUIRE(object.IsObject());
    const auto found = object.FindMember(member);
    return found != object.MemberEnd() && found->value.IsString() ? found->value.GetString() : "";
}

/// The texts of an array, or the names of the objects in it.
inline std::vector<std::string> texts_of(const rapidjson::Value& array) {
    std::vector<std::string> texts;
    REQUIRE(array.IsArray());
    for (const rapidjson::Value& each : array.GetArray())
        texts.push_back(each.IsObject() ? text_of(each, "name") : each.IsString() ? each.GetString() : "");
    return texts;
}

/// The status of a request that only somebody who can log in gets through.
inline int status_of_login(std::uint16_t port, const std::string& name, const std::string& password) {
    const std::string credentials = base64_encode(name + ':' + password);
    return converse(port, get("/api/v1/User/currentPrincipal", "Authorization: Basic " + credentials + "\r\n")).status;
}

}  // namespace uag::test

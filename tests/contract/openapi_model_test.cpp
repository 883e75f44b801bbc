// The document says what the golden model says: paths, parameters, media types, results, and the members of
// every schema in order. The golden file of the agent equals the model of the public description of the WebAPI, and
// that of the resources where both speak (compared with tests/clients/openapi/compare.py, which writes the same
// lines). UAG_WRITE_GOLDEN=1 writes them anew.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "contract/openapi_reader.hpp"

using namespace uag;
using namespace uag::test;

namespace {

struct GoldenModel {
    const char* file;
    std::vector<std::string> prefixes;   // of its paths
};
const std::vector<GoldenModel> golden_models{
    {"tests/contract/golden/openapi.model.txt", {"/api/v1/Agents/User/"}},
    {"tests/contract/golden/openapi.resources.model.txt",
     {"/api/v1/User", "/api/v1/Role", "/api/v1/Presence", "/api/v1/TimeZone"}}};

class Model {
public:
    Model(const json::Value& document, const std::vector<std::string>& prefixes)
        : document_(document), prefixes_(prefixes) {}

    std::vector<std::string> lines() {
        std::map<std::string, const json::Value*> paths;
        for (const auto& path : (*member(document_, "paths")).GetObject())
            if (std::any_of(prefixes_.begin(), prefixes_.end(),
                            [&](const std::string& prefix) { return text_of(path.name).starts_with(prefix); }))
                paths.emplace(text_of(path.name), &path.value);
        for (const auto& [path, item] : paths)
            for (const auto& method : item->GetObject()) add_operation(path, text_of(method.name), method.value);
        add_schemas();
        return std::move(lines_);
    }

private:
    std::string type_of(const json::Value& schema) {
        if (const json::Value* const reference = member(schema, "$ref")) {
            const json::Value& target = resolved(document_, schema);
            if (text_of(*member(target, "type")) != "object") return type_of(target);
            const std::string_view whole = text_of(*reference);
            std::string name(whole.substr(whole.rfind('/') + 1));
            schemas_.emplace(name, &target);
            return name;
        }
        std::string type(text_of(*member(schema, "type")));
        if (const json::Value* const words = member(schema, "enum")) {
            std::string list;
            for (const json::Value& word : words->GetArray()) (list += list.empty() ? "" : "|") += text_of(word);
            return "enum(" + list + ")";
        }
        if (type == "array") return "array<" + type_of(*member(schema, "items")) + ">";
        const json::Value* const below = member(schema, "additionalProperties");
        if (type == "object") return below == nullptr ? type : "map<" + type_of(*below) + ">";
        if (const json::Value* const format = member(schema, "format")) (type += '/') += text_of(*format);
        return type;
    }

    void add_operation(const std::string& path, std::string_view method, const json::Value& operation) {
        std::string head;
        for (const char c : method) head += static_cast<char>(c - 'a' + 'A');
        ((head += ' ') += path) += ' ';
        head += text_of(*member(operation, "operationId"));
        for (const json::Value& tag : member(operation, "tags")->GetArray()) (head += ' ') += text_of(tag);
        lines_.push_back(head);
        for (const json::Value& parameter : member(operation, "parameters")->GetArray())
            add_parameter(resolved(document_, parameter));
        if (const json::Value* const body = member(operation, "requestBody")) {
            const json::Value& content = *member(*body, "content");
            lines_.push_back("  body " + type_of_all(content) + required_word(*body));
            lines_.push_back("  consumes" + names_of(content));
        }
        for (const auto& answer : member(operation, "responses")->GetObject()) {
            if (!text_of(answer.name).starts_with('2')) continue;
            std::string line = "  " + std::string(text_of(answer.name));
            const json::Value* const content = member(answer.value, "content");
            if (content != nullptr) line += " " + type_of_all(*content);
            lines_.push_back(line);
            if (content != nullptr) lines_.push_back("  produces" + names_of(*content));
        }
    }

    void add_parameter(const json::Value& parameter) {
        std::string line = "  ";
        line += text_of(*member(parameter, "in"));
        (line += ' ') += text_of(*member(parameter, "name"));
        (line += ' ') += type_of(*member(parameter, "schema"));
        lines_.push_back(line + required_word(parameter));
    }

    static std::string required_word(const json::Value& node) {
        const json::Value* const required = member(node, "required");
        return required != nullptr && required->GetBool() ? " required" : "";
    }

    std::string type_of_all(const json::Value& content) {
        std::set<std::string> types;
        for (const auto& media : content.GetObject()) types.insert(type_of(*member(media.value, "schema")));
        std::string joined;
        for (const std::string& type : types) (joined += joined.empty() ? "" : "|") += type;
        return joined;
    }

    static std::string names_of(const json::Value& content) {
        std::string names;
        for (const auto& media : content.GetObject()) (names += ' ') += text_of(media.name);
        return names;
    }

    void add_schemas() {
        std::map<std::string, std::vector<std::string>> members;
        while (members.size() < schemas_.size()) {
            const auto reached = schemas_;  // naming a member's type may reach further schemas
            for (const auto& [name, schema] : reached) {
                if (members.contains(name)) continue;
                std::vector<std::string>& rows = members[name];
                for (const auto& property : member(*schema, "properties")->GetObject())
                    rows.push_back("  " + std::string(text_of(property.name)) + " " + type_of(property.value));
            }
        }
        for (const auto& [name, rows] : members) {
            lines_.push_back("schema " + name);
            lines_.insert(lines_.end(), rows.begin(), rows.end());
        }
    }

    const json::Value& document_;
    const std::vector<std::string>& prefixes_;
    std::map<std::string, const json::Value*> schemas_;
    std::vector<std::string> lines_;
};

std::vector<std::string> read_lines(const char* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("the document's models are the golden ones") {
    const json::Tree document = read_openapi();
    for (const GoldenModel& one : golden_models) {
        CAPTURE(one.file);
        const std::vector<std::string> model = Model(document, one.prefixes).lines();
        if (std::getenv("UAG_WRITE_GOLDEN") != nullptr) {
            std::ofstream file(one.file);
            for (const std::string& line : model) file << line << '\n';
        }
        const std::vector<std::string> golden = read_lines(one.file);
        REQUIRE_MESSAGE(!golden.empty(), one.file << " is read from the project's folder");
        const auto [ours, theirs] = std::mismatch(model.begin(), model.end(), golden.begin(), golden.end());
        INFO("line " << ours - model.begin() + 1);
        CHECK_MESSAGE(ours == model.end(), "the document has: " << (ours == model.end() ? "" : *ours));
        CHECK_MESSAGE(theirs == golden.end(), "the golden file has: " << (theirs == golden.end() ? "" : *theirs));
    }
}

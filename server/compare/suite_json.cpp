#include "server/compare/suite_json.hpp"

#include <algorithm>
#include <sstream>

#include "adapters/json/writer.hpp"

namespace uag::compare {
namespace {

constexpr int deepest_table = 16;

template <class Time> std::string iso_text(const Time& time) {
    std::ostringstream out;
    out << time;
    return out.str();
}

class JsonWriting {
public:
    JsonWriting(PlacedJson& out, TomlProblem& problem) : out_(out), problem_(problem) { out_.text.clear(); }

    void table(const toml::table& table, const std::string& path, int depth,
               const std::function<bool(std::string_view)>& wanted) {
        out_.text += '{';
        bool is_first = true;
        for (const auto& [key, node] : table) {
            if (wanted && !wanted(key.str())) continue;
            if (!is_first) out_.text += ',';
            is_first = false;
            json::append_string(out_.text, key.str());
            out_.text += ':';
            const std::string below = (path.empty() ? path : path + '.') + std::string(key.str());
            out_.places[below] = key.source();
            value(node, below, depth);
        }
        out_.text += '}';
    }

private:
    void value(const toml::node& node, const std::string& path, int depth) {
        if (depth > deepest_table) return refuse(node, path, "is nested too deeply");
        if (const toml::table* const below = node.as_table()) return table(*below, path, depth + 1, {});
        if (const toml::array* const items = node.as_array()) return array(*items, path, depth);
        if (const auto text = node.value_exact<std::string>()) return json::append_string(out_.text, *text);
        if (const auto number = node.value_exact<std::int64_t>()) return json::append_integer(out_.text, *number);
        if (const auto flag = node.value_exact<bool>()) {
            out_.text += *flag ? "true" : "false";
            return;
        }
        if (const auto* const moment = node.as_date_time())
            return json::append_string(out_.text, iso_text(moment->get()));
        if (const auto* const day = node.as_date()) return json::append_string(out_.text, iso_text(day->get()));
        refuse(node, path, "must be a text, a whole number, true or false, a date, a table or an array");
    }

    void array(const toml::array& items, const std::string& path, int depth) {
        out_.text += '[';
        std::size_t index = 0;
        for (const toml::node& item : items) {
            if (index > 0) out_.text += ',';
            const std::string below = path + '[' + std::to_string(index++) + ']';
            out_.places[below] = item.source();
            value(item, below, depth + 1);
        }
        out_.text += ']';
    }

    void refuse(const toml::node& node, const std::string& path, std::string_view what) {
        problem_.report(node.source(), path, what);
        out_.text += "null";
    }

    PlacedJson& out_;
    TomlProblem& problem_;
};

}  // namespace

const toml::source_region& PlacedJson::place_of(std::string_view path) const {
    while (true) {
        if (const auto found = places.find(path); found != places.end()) return found->second;
        const std::size_t end = path.find_last_of(".[");
        path = path.substr(0, end == std::string_view::npos ? 0 : end);
    }
}

PlacedJson to_json(const toml::node& with, TomlProblem& problem, const std::function<bool(std::string_view)>& wanted) {
    PlacedJson out;
    out.places[""] = with.source();
    if (const toml::table* const table = with.as_table())
        JsonWriting(out, problem).table(*table, {}, 0, wanted);
    else if (const auto text = with.value_exact<std::string>(); text && !wanted)
        out.text = *text;
    else
        problem.report(with.source(), "with", wanted ? "must be a table" : "must be a table, or JSON in quotes");
    return out;
}

}  // namespace uag::compare

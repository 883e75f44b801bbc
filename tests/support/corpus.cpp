#include "support/corpus.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <stdexcept>

namespace uag::test {
namespace {

unsigned number_of(std::string_view digits, int base) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || end != digits.data() + digits.size() || digits.empty())
        throw std::runtime_error("no number: '" + std::string(digits) + "'");
    return value;
}

class CorpusReader {
public:
    explicit CorpusReader(const std::filesystem::path& file) : name_(file.filename().string()), in_(file) {
        if (!in_) throw std::runtime_error("cannot read " + file.string());
    }

    std::vector<CorpusCase> read() {
        while (next()) {
            if (line_.empty() || line_.starts_with('#')) continue;
            read_note();
        }
        finish();
        return std::move(cases_);
    }

private:
    bool next() {
        ++number_;
        return static_cast<bool>(std::getline(in_, line_));
    }

    [[noreturn]] void refuse(const std::string& why) const {
        throw std::runtime_error(name_ + ":" + std::to_string(number_) + ": " + why);
    }

    void read_note() {
        const std::size_t colon = line_.find(':');
        if (colon == std::string::npos) refuse("neither a note nor a comment");
        const std::string key = line_.substr(0, colon);
        const std::size_t start = line_.find_first_not_of(' ', colon + 1);
        std::string value = start == std::string::npos ? std::string() : line_.substr(start);
        if (key == "case") {
            finish();
            if (!names_.insert(value).second) refuse("a case of this name stands above");
            cases_.push_back({std::move(value), {}, {}, name_ + ":" + std::to_string(number_)});
            sent_ = false;
            return;
        }
        if (cases_.empty()) refuse("a note before the first case");
        if (key == "send") return read_bytes();
        cases_.back().notes.emplace_back(key, std::move(value));
    }

    void read_bytes() {
        sent_ = true;
        while (next()) {
            if (line_ == "---") return;
            const std::size_t last = line_.find_last_not_of('\\');
            const std::size_t slashes = line_.size() - (last == std::string::npos ? 0 : last + 1);
            const bool open = slashes % 2 == 1;
            if (open) line_.pop_back();
            cases_.back().bytes += unescape(line_);
            if (!open) cases_.back().bytes += "\r\n";
        }
        refuse("`---` is missing");
    }

    void finish() const {
        if (!cases_.empty() && !sent_) refuse("the case before has no `send:`");
    }

    std::string name_;
    std::ifstream in_;
    std::string line_;
    int number_ = 0;
    bool sent_ = true;
    std::set<std::string> names_;
    std::vector<CorpusCase> cases_;
};

}  // namespace

std::vector<std::string> CorpusCase::all(std::string_view key) const {
    std::vector<std::string> values;
    for (const auto& [note, value] : notes)
        if (note == key) values.push_back(value);
    return values;
}

std::string CorpusCase::one(std::string_view key) const {
    const std::vector<std::string> values = all(key);
    if (values.size() > 1) throw std::runtime_error(where + ": '" + std::string(key) + "' stands twice");
    return values.empty() ? std::string() : values.front();
}

std::string unescape(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text.front() != '\\') {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        if (text.size() < 2) throw std::runtime_error("a lonely backslash");
        const char kind = text[1];
        text.remove_prefix(2);
        switch (kind) {
            case '\\': out += '\\'; break;
            case 'r': out += '\r'; break;
            case 'n': out += '\n'; break;
            case 't': out += '\t'; break;
            case '0': out += '\0'; break;
            case 'x':
                out += static_cast<char>(number_of(text.substr(0, 2), 16));
                text.remove_prefix(2);
                break;
            case '{': {
                const std::size_t end = text.find('}');
                const std::size_t bar = text.rfind('|', end);
                if (end == std::string_view::npos || bar == std::string_view::npos)
                    throw std::runtime_error("a repetition without end or count");
                const std::string once = unescape(text.substr(0, bar));
                for (unsigned left = number_of(text.substr(bar + 1, end - bar - 1), 10); left != 0; --left) out += once;
                text.remove_prefix(end + 1);
                break;
            }
            default: throw std::runtime_error("an unknown escape: \\" + std::string(1, kind));
        }
    }
    return out;
}

std::vector<CorpusCase> read_corpus(const std::filesystem::path& file) { return CorpusReader(file).read(); }

std::vector<CorpusCase> read_corpus_folder(std::string_view folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path("tests") / folder))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<CorpusCase> cases;
    for (const auto& file : files) {
        std::vector<CorpusCase> more = read_corpus(file);
        std::move(more.begin(), more.end(), std::back_inserter(cases));
    }
    return cases;
}

}  // namespace uag::test

#include "support/source_texts.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace uag::test {
namespace {

class Scanner {
public:
    explicit Scanner(std::string_view source) : rest_(source) {}

    std::vector<SourceText> run() {
        while (!rest_.empty()) step();
        return std::move(found_);
    }

private:
    void step() {
        if (rest_.starts_with("//") || (at_line_start_ && rest_.starts_with('#'))) return skip_to("\n", false);
        if (rest_.starts_with("/*")) return skip_to("*/", true);
        if (rest_.starts_with("R\"")) return raw();
        if (rest_.front() == '"') return literal();
        if (rest_.front() == '\'' && !(is_word(last()) && last() != 'L')) return character();
        code(rest_.front());
        rest_.remove_prefix(1);
    }

    static bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
    char last() const { return before_.empty() ? ' ' : before_.back(); }

    void code(char c) {
        at_line_start_ = c == '\n';
        if (std::isspace(static_cast<unsigned char>(c)) != 0) return;
        adjacent_ = false;
        before_ += c;
        if (before_.size() > 24) before_.erase(0, 1);
    }
    void skip_to(std::string_view end, bool with_end) {
        const std::size_t at = std::min(rest_.find(end), rest_.size());
        rest_.remove_prefix(std::min(rest_.size(), at + (with_end ? end.size() : 0)));
    }
    void raw() {
        const std::size_t open = rest_.find('(');
        const std::string close = ")" + std::string(rest_.substr(2, open - 2)) + "\"";
        code('"');
        skip_to(close, true);
    }
    void character() {
        std::size_t end = 1;
        while (end < rest_.size() && rest_[end] != '\'') end += rest_[end] == '\\' ? 2 : 1;
        rest_.remove_prefix(std::min(rest_.size(), end + 1));
        code('\'');
    }
    void literal() {
        std::string text;
        std::size_t at = 1;
        for (; at < rest_.size() && rest_[at] != '"'; ++at) {
            if (rest_[at] == '\\') ++at;
            const bool line = rest_[at] == 'n' && rest_[at - 1] == '\\';
            text += line ? '\n' : rest_[at];
        }
        rest_.remove_prefix(std::min(rest_.size(), at + 1));
        if (adjacent_ && !found_.empty())
            found_.back().text += text;
        else
            found_.push_back({std::move(text), before_});
        adjacent_ = true;
    }

    std::string_view rest_;
    std::vector<SourceText> found_;
    std::string before_;
    bool adjacent_ = false;
    bool at_line_start_ = true;
};

}  // namespace

std::vector<SourceText> source_texts(std::string_view source) { return Scanner(source).run(); }

std::vector<std::filesystem::path> source_files(const std::vector<std::string>& folders) {
    std::vector<std::filesystem::path> files;
    for (const std::string& folder : folders)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string read_source(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace uag::test

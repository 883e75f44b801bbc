// Looks for the lines of a head, of a chunk's head or of trailers in what has come of them, so that nothing depends on how
// the bytes are cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace uag::http {

class LineScan {
public:
    enum class Found : std::uint8_t {
        nothing,  ///< no further line has come whole
        line,  ///< it ends at end()
        empty_line,  ///< likewise
        bare_lf  ///< RFC 9112 2.2: some take LF alone for the end of a line, we for a mistake. It stands before end()
    };

    /// Lines begin at `from` in the text.
    void restart(std::size_t from = 0) {
        line_ = end_ = from;
        looked_ = from;
    }

    /// The next line of the text, which is as it was in the last call or longer.
    Found next(std::string_view text) {
        const std::size_t at = text.find('\n', looked_);
        if (at == std::string_view::npos) {
            looked_ = text.size();
            return Found::nothing;
        }
        line_ = end_;
        end_ = looked_ = at + 1;
        if (at == line_ || text[at - 1] != '\r') return Found::bare_lf;
        return at == line_ + 1 ? Found::empty_line : Found::line;
    }

    /// Where the line that was found last begins, and where it ends: behind its LF.
    std::size_t begin() const { return line_; }
    std::size_t end() const { return end_; }

private:
    std::size_t line_ = 0;
    std::size_t end_ = 0;
    std::size_t looked_ = 0;  // there is no LF behind the last line before here
};

}  // namespace uag::http

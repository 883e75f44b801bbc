// Where the members of a message's body stand in its text, XML or JSON, however broken or cut it is: for a report that
// marks them in the raw text and lays it out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace uag::compare {

/// An element of XML, a member or item of JSON. Numbers are bytes of the text.
struct OutlineNode {
    std::string name{};          ///< local name or key; of items and of JSON's root empty
    std::size_t begin = 0;       ///< of the start tag, or of the key
    std::size_t end = 0;         ///< behind the end tag, or behind the value
    std::size_t head_end = 0;    ///< behind the start tag, or behind the key and what opens the value
    std::size_t tail = 0;        ///< of the end tag or closing bracket; `end` where there is none
    std::size_t parent = 0;      ///< of nodes(); the root is its own
    std::size_t depth = 0;       ///< 0: the root
    std::vector<std::size_t> children{};
};

/// More nodes than that are not looked for.
inline constexpr std::size_t most_outline_nodes = 20'000;

class BodyOutline {
public:
    /// `body` outlives it. Linear in the body.
    explicit BodyOutline(std::string_view body);

    bool is_xml() const noexcept { return is_xml_; }
    /// The first is the root; empty: neither XML nor JSON.
    const std::vector<OutlineNode>& nodes() const noexcept { return nodes_; }

    struct Found {
        const OutlineNode* node = nullptr;  ///< null: nothing of it is here
        bool is_whole = false;              ///< false: the last of the path that is here
    };
    /// Where a path of a comparison leads, `GetUser.OtherGroups[2].Id`, `$fault.code`, `$findings.GetUserResponse.Id`.
    Found find(std::string_view path) const;

private:
    void read_xml();
    void read_json();
    std::size_t add(std::size_t parent, std::string name, std::size_t begin);
    std::string text_of(const OutlineNode& node) const;
    const OutlineNode* named(const OutlineNode& parent, std::string_view name) const;
    const OutlineNode* anywhere(std::string_view name) const;
    const OutlineNode* answer() const;
    const OutlineNode* step(const OutlineNode& from, std::string_view step) const;
    const OutlineNode* entry(const OutlineNode& from, std::string_view step) const;
    Found axis(std::string_view path) const;

    std::string_view body_;
    bool is_xml_ = false;
    std::vector<OutlineNode> nodes_;
};

}  // namespace uag::compare

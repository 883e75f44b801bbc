// The readers behind Masks: each goes once through a text of its format, however broken, and writes it without the secrets
// that its names tell. What is learned is scrubbed out of the whole result by Masks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/compare/mask_names.hpp"
#include "adapters/compare/pseudonyms.hpp"

namespace uag::compare {

/// Deeper than this, what stands inside is masked by names alone.
inline constexpr std::size_t deepest_mask = 256;

/// A message in a text of another one in a text of another one; deeper ones stay as they are.
inline constexpr int most_inside = 3;

/// `root`: the value itself. `inside`: in how many other texts this one stands.
void mask_json(std::string_view text, const Spot& root, const Pseudonyms& pseudonyms, std::string& out, int inside = 0);

/// `root`: what stands in the SOAP Body if `in_body`, else the root element.
void mask_xml(std::string_view text, const Spot& root, bool in_body, const Pseudonyms& pseudonyms, std::string& out,
              int inside = 0);

/// Pairs of a form, or of a query; there `root` is unknown. ';' parts pairs too, but never what a secret says.
void mask_form(std::string_view text, const Spot& root, bool is_query, const Pseudonyms& pseudonyms, std::string& out,
               int inside = 0);

/// An address, or a path with its query.
void mask_address(std::string_view text, const Pseudonyms& pseudonyms, std::string& out, int inside = 0);

/// The parts of multipart/form-data (RFC 7578): each by its name, else by what it is.
void mask_multipart(std::string_view content_type, std::string_view text, const Pseudonyms& pseudonyms,
                    std::string& out);

/// The JSON or XML that a text is, masked by names. Nothing: it is none, or there is no secret in it.
std::optional<std::string> mask_inside(std::string_view text, const Pseudonyms& pseudonyms, int inside);

/// No format: the word or quotation behind a secret's name and ':', '=' or '>'.
void mask_loose(std::string_view text, const Pseudonyms& pseudonyms, std::string& out);

/// What is no XML or no JSON at all, once its reader has masked what it could find: everything behind a secret's name up
/// to the next tag, or over the next text in quotes.
std::string mask_broken(std::string_view masked, bool is_xml, const Pseudonyms& pseudonyms);

}  // namespace uag::compare

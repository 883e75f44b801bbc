// The tables of the catalogue, by subject. Only messages.cpp and the tables themselves need this.
#pragma once

#include <span>

#include "core/base/messages.hpp"

namespace uag {

extern const std::span<const Message> messages_of_accounts;   ///< users, roles, groups, passwords
extern const std::span<const Message> messages_of_fields;     ///< what is wrong with a field or parameter
extern const std::span<const Message> messages_of_service;    ///< log-in, storage, provider, secrets
extern const std::span<const Message> messages_of_protocols;  ///< HTTP, SOAP and the WebAPI
extern const std::span<const Message> messages_of_resources;  ///< patches, queries and bodies of the WebAPI's resources
extern const std::span<const Message> messages_of_syntax;  ///< phrases: why a body cannot be read
extern const std::span<const Message> messages_of_labels;  ///< headings and names in lists
extern const std::span<const Message> messages_of_lists;  ///< filters and columns of lists of users
extern const std::span<const Message> messages_of_pages;  ///< what the pages at /account say

}  // namespace uag

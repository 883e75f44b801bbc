// What a text of a setting must be like: each says what is wrong with it, or nothing (an empty text).
#pragma once

#include <string>

namespace uag {

std::string check_listen(const std::string& value);
std::string check_time_zone(const std::string& value);
std::string check_not_empty(const std::string& value);
std::string check_url(const std::string& value);
std::string check_issuer(const std::string& value);
std::string check_user_type(const std::string& value);
std::string check_hex_digest(const std::string& value);
std::string check_version(const std::string& value);
std::string check_services(const std::string& value);
std::string check_range(const std::string& value);
std::string check_mail_server(const std::string& value);
std::string check_mail_from(const std::string& value);
/// "2027-03-01", or with a time and a zone.
std::string check_moment(const std::string& value);
std::string check_face(const std::string& value);
std::string check_operation(const std::string& value);
std::string check_mail_language(const std::string& value);

}  // namespace uag

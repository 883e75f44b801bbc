// What only the WebAPI's resources carry: custom fields, chat presence, the rules of a time zone. No part of any WSDL.
#pragma once

#include "core/contract/answers.hpp"

namespace uag {

enum class CustomFieldType : std::int32_t {
    unknown,
    integer,
    short_text,
    long_text,
    date,
    blob,
    checkbox,
    mdo_list,
    decimal,
    date_time,
    time,
    time_span,
    relation_to,
    attachment,
    dynamic_link,
    list_text
};

/// A field that an installation has defined for users.
struct FieldInfoBase {
    CustomFieldType field_type{};
    String field_name;
    String display_name;
    String description;
    String short_label;
    bool hide_label = false;
    bool hide_field = false;
    bool is_indexed = false;
    bool is_mandatory = false;
    bool is_read_only = false;
    bool is_external = false;
    bool is_display_field = false;
    std::int32_t rank = 0;
    String template_variable_name;
};

/// Whether somebody is there to chat.
struct ChatPresence {
    Carrier base;
    std::int32_t user_id = 0;   ///< the associate's
    String display_name;
    std::int32_t ongoing_chats = 0;
    bool present = false;
    List<std::int32_t> chat_topics;
};

/// An offset in minutes east of UTC; when it begins and ends is not said here (patterns empty, months 0).
struct TimeZoneRule {
    std::int32_t start_day = 0;
    std::int32_t start_month = 0;
    std::int32_t end_day = 0;
    std::int32_t end_month = 0;
    std::int32_t tz_offset = 0;
    String start_rule_pattern;
    String end_rule_pattern;
};

struct TimeZoneRuleEntry {
    String key;
    Box<TimeZoneRule> value;
};

struct TimeZoneData {
    std::int32_t tz_location_id = 0;
    String name;
    String tz_location_code;
    String tz_location_cities;
    std::int32_t iso_number = 0;
    List<TimeZoneRuleEntry> time_zone_std_rules;
    List<TimeZoneRuleEntry> time_zone_dst_rules;
};

struct CustomFieldRequest {
    String field_name;
};
struct ChatPresencesRequest {
    List<Box<ChatPresence>> chat_presence;
};

template <> const TypeInfo& type_of<CustomFieldType>();
template <> const TypeInfo& type_of<FieldInfoBase>();
template <> const TypeInfo& type_of<List<Box<FieldInfoBase>>>();
template <> const TypeInfo& type_of<ChatPresence>();
template <> const TypeInfo& type_of<List<Box<ChatPresence>>>();
template <> const TypeInfo& type_of<TimeZoneRule>();
template <> const TypeInfo& type_of<TimeZoneRuleEntry>();
template <> const TypeInfo& type_of<List<TimeZoneRuleEntry>>();
template <> const TypeInfo& type_of<TimeZoneData>();
template <> const TypeInfo& type_of<CustomFieldRequest>();
template <> const TypeInfo& type_of<ChatPresencesRequest>();

}  // namespace uag

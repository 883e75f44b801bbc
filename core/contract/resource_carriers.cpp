#include "core/contract/resource_carriers.hpp"

namespace uag {

template <> const TypeInfo& type_of<CustomFieldType>() {
    static constexpr EnumMember members[] = {
        {"Unknown", 0},     {"Integer", 1},     {"ShortText", 2},    {"LongText", 3},  {"Date", 4},  {"Blob", 5},
        {"Checkbox", 6},    {"MdoList", 7},     {"Decimal", 8},      {"DateTime", 9},  {"Time", 10}, {"TimeSpan", 11},
        {"RelationTo", 12}, {"Attachment", 13}, {"DynamicLink", 14}, {"ListText", 15},
    };
    static constexpr TypeInfo info = enum_info("CustomFieldType", members);
    return info;
}

template <> const TypeInfo& type_of<FieldInfoBase>() {
    static constexpr auto fields = carrier<FieldInfoBase>(
        field<&FieldInfoBase::field_type>("FieldType"), field<&FieldInfoBase::field_name>("FieldName"),
        field<&FieldInfoBase::display_name>("DisplayName"), field<&FieldInfoBase::description>("Description"),
        field<&FieldInfoBase::short_label>("ShortLabel"), field<&FieldInfoBase::hide_label>("HideLabel"),
        field<&FieldInfoBase::hide_field>("HideField"), field<&FieldInfoBase::is_indexed>("IsIndexed"),
        field<&FieldInfoBase::is_mandatory>("IsMandatory"), field<&FieldInfoBase::is_read_only>("IsReadOnly"),
        field<&FieldInfoBase::is_external>("IsExternal"), field<&FieldInfoBase::is_display_field>("IsDisplayField"),
        field<&FieldInfoBase::rank>("Rank"), field<&FieldInfoBase::template_variable_name>("TemplateVariableName"));
    static constexpr TypeInfo info = object_info<FieldInfoBase>("FieldInfoBase", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<FieldInfoBase>>>() {
    static constexpr TypeInfo info = array_info<Box<FieldInfoBase>>("ArrayOfFieldInfoBase", "FieldInfoBase");
    return info;
}

template <> const TypeInfo& type_of<ChatPresence>() {
    static constexpr auto fields = carrier<ChatPresence>(
        extends<&ChatPresence::base>(), field<&ChatPresence::user_id>("UserId"),
        field<&ChatPresence::display_name>("DisplayName"), field<&ChatPresence::ongoing_chats>("OngoingChats"),
        field<&ChatPresence::present>("Present"), field<&ChatPresence::chat_topics>("ChatTopics"));
    static constexpr TypeInfo info = object_info<ChatPresence>("ChatPresence", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ChatPresence>>>() {
    static constexpr TypeInfo info = array_info<Box<ChatPresence>>("ArrayOfChatPresence", "ChatPresence");
    return info;
}

template <> const TypeInfo& type_of<TimeZoneRule>() {
    static constexpr auto fields = carrier<TimeZoneRule>(
        field<&TimeZoneRule::start_day>("StartDay"), field<&TimeZoneRule::start_month>("StartMonth"),
        field<&TimeZoneRule::end_day>("EndDay"), field<&TimeZoneRule::end_month>("EndMonth"),
        field<&TimeZoneRule::tz_offset>("TZOffset"), field<&TimeZoneRule::start_rule_pattern>("StartRulePattern"),
        field<&TimeZoneRule::end_rule_pattern>("EndRulePattern"));
    static constexpr TypeInfo info = object_info<TimeZoneRule>("TimeZoneRule", fields);
    return info;
}

template <> const TypeInfo& type_of<TimeZoneRuleEntry>() {
    static constexpr auto fields = carrier<TimeZoneRuleEntry>(field<&TimeZoneRuleEntry::key>("Key").required(),
                                                              field<&TimeZoneRuleEntry::value>("Value").required());
    static constexpr TypeInfo info = object_info<TimeZoneRuleEntry>("TimeZoneRuleEntry", fields);
    return info;
}

template <> const TypeInfo& type_of<List<TimeZoneRuleEntry>>() {
    static constexpr TypeInfo info = dictionary_info<TimeZoneRuleEntry>("TimeZoneRules", "TimeZoneRuleEntry");
    return info;
}

template <> const TypeInfo& type_of<TimeZoneData>() {
    static constexpr auto fields = carrier<TimeZoneData>(
        field<&TimeZoneData::tz_location_id>("TZLocationID"), field<&TimeZoneData::name>("Name"),
        field<&TimeZoneData::tz_location_code>("TZLocationCode"),
        field<&TimeZoneData::tz_location_cities>("TZLocationCities"), field<&TimeZoneData::iso_number>("IsoNumber"),
        field<&TimeZoneData::time_zone_std_rules>("TimeZoneSTDRules"),
        field<&TimeZoneData::time_zone_dst_rules>("TimeZoneDSTRules"));
    static constexpr TypeInfo info = object_info<TimeZoneData>("TimeZoneData", fields);
    return info;
}

template <> const TypeInfo& type_of<CustomFieldRequest>() {
    static constexpr auto fields = carrier<CustomFieldRequest>(field<&CustomFieldRequest::field_name>("FieldName"));
    static constexpr TypeInfo info = message_info<CustomFieldRequest>("CustomFieldRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ChatPresencesRequest>() {
    static constexpr auto fields =
        carrier<ChatPresencesRequest>(field<&ChatPresencesRequest::chat_presence>("ChatPresence"));
    static constexpr TypeInfo info = message_info<ChatPresencesRequest>("ChatPresencesRequest", fields);
    return info;
}

}  // namespace uag

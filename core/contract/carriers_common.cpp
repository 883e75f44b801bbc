// What every carrier and every answer has: rights, field properties, exception info, ticket, time zone.
#include "core/contract/carriers.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<Carrier>() {
    static constexpr auto fields = carrier<Carrier>(field<&Carrier::table_right>("TableRight"),
                                                    field<&Carrier::field_properties>("FieldProperties"));
    static constexpr TypeInfo info = object_info<Carrier>("Carrier", fields);
    return info;
}

template <> const TypeInfo& type_of<TableRight>() {
    static constexpr auto fields =
        carrier<TableRight>(field<&TableRight::mask>("Mask"), field<&TableRight::reason>("Reason"));
    static constexpr TypeInfo info = object_info<TableRight>("TableRight", fields);
    return info;
}

template <> const TypeInfo& type_of<FieldProperty>() {
    static constexpr auto fields = carrier<FieldProperty>(field<&FieldProperty::field_right>("FieldRight"),
                                                          field<&FieldProperty::field_type>("FieldType"),
                                                          field<&FieldProperty::field_length>("FieldLength"));
    static constexpr TypeInfo info = object_info<FieldProperty>("FieldProperty", fields);
    return info;
}

template <> const TypeInfo& type_of<FieldRight>() {
    static constexpr auto fields =
        carrier<FieldRight>(field<&FieldRight::mask>("Mask"), field<&FieldRight::reason>("Reason"));
    static constexpr TypeInfo info = object_info<FieldRight>("FieldRight", fields);
    return info;
}

template <> const TypeInfo& type_of<SoExceptionInfo>() {
    static constexpr auto fields = carrier<SoExceptionInfo>(
        field<&SoExceptionInfo::message>("Message"), field<&SoExceptionInfo::stack_trace>("StackTrace"),
        field<&SoExceptionInfo::friendly_text>("FriendlyText"),
        field<&SoExceptionInfo::exception_type>("ExceptionType"), field<&SoExceptionInfo::source>("Source"),
        field<&SoExceptionInfo::inner_exception>("InnerException"), field<&SoExceptionInfo::parameters>("Parameters"));
    static constexpr TypeInfo info = object_info<SoExceptionInfo>("SoExceptionInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<SoCredentials>() {
    static constexpr auto fields = carrier<SoCredentials>(field<&SoCredentials::ticket>("Ticket").secret().generated());
    static constexpr TypeInfo info = object_info<SoCredentials>("SoCredentials", fields);
    return info;
}

template <> const TypeInfo& type_of<SoTimeZone>() {
    static constexpr auto fields =
        carrier<SoTimeZone>(field<&SoTimeZone::so_time_zone_id>("SoTimeZoneId").may_be_blank(),
                            field<&SoTimeZone::so_time_zone_location_code>("SoTimeZoneLocationCode"));
    static constexpr TypeInfo info = object_info<SoTimeZone>("SoTimeZone", fields);
    return info;
}

template <> const TypeInfo& type_of<FieldPropertyDictionaryKeyValuePair>() {
    static constexpr auto fields = carrier<FieldPropertyDictionaryKeyValuePair>(
        field<&FieldPropertyDictionaryKeyValuePair::key>("Key").required(),
        field<&FieldPropertyDictionaryKeyValuePair::value>("Value").required());
    static constexpr TypeInfo info =
        object_info<FieldPropertyDictionaryKeyValuePair>("FieldPropertyDictionaryKeyValuePair", fields);
    return info;
}

template <> const TypeInfo& type_of<List<FieldPropertyDictionaryKeyValuePair>>() {
    static constexpr TypeInfo info = dictionary_info<FieldPropertyDictionaryKeyValuePair>(
        "FieldPropertyDictionary", "FieldPropertyDictionaryKeyValuePair");
    return info;
}

template <> const TypeInfo& type_of<SoExceptionInfoParametersKeyValuePair>() {
    static constexpr auto fields = carrier<SoExceptionInfoParametersKeyValuePair>(
        field<&SoExceptionInfoParametersKeyValuePair::key>("Key").required(),
        field<&SoExceptionInfoParametersKeyValuePair::value>("Value").required());
    static constexpr TypeInfo info =
        object_info<SoExceptionInfoParametersKeyValuePair>("SoExceptionInfoParametersKeyValuePair", fields);
    return info;
}

template <> const TypeInfo& type_of<List<SoExceptionInfoParametersKeyValuePair>>() {
    static constexpr TypeInfo info = dictionary_info<SoExceptionInfoParametersKeyValuePair>(
        "SoExceptionInfoParameters", "SoExceptionInfoParametersKeyValuePair");
    return info;
}

template <> const TypeInfo& type_of<ExtraInfoNameValuePair>() {
    static constexpr auto fields =
        carrier<ExtraInfoNameValuePair>(field<&ExtraInfoNameValuePair::key>("Key").required(),
                                        field<&ExtraInfoNameValuePair::value>("Value").required());
    static constexpr TypeInfo info = object_info<ExtraInfoNameValuePair>("ExtraInfoNameValuePair", fields);
    return info;
}

template <> const TypeInfo& type_of<List<ExtraInfoNameValuePair>>() {
    static constexpr TypeInfo info = dictionary_info<ExtraInfoNameValuePair>("SoExtraInfo", "ExtraInfoNameValuePair");
    return info;
}

template <> const TypeInfo& type_of<StringKeyValuePair>() {
    static constexpr auto fields = carrier<StringKeyValuePair>(field<&StringKeyValuePair::key>("Key").required(),
                                                               field<&StringKeyValuePair::value>("Value").required());
    static constexpr TypeInfo info = object_info<StringKeyValuePair>("StringKeyValuePair", fields);
    return info;
}

template <> const TypeInfo& type_of<List<StringKeyValuePair>>() {
    static constexpr TypeInfo info = dictionary_info<StringKeyValuePair>("StringDictionary", "StringKeyValuePair");
    return info;
}

}  // namespace uag

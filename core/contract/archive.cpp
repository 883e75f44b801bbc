#include "core/contract/archive.hpp"

namespace uag {

template <> const TypeInfo& type_of<ArchiveRequest>() {
    static constexpr auto fields = carrier<ArchiveRequest>(
        field<&ArchiveRequest::provider>("Provider"), field<&ArchiveRequest::select>("Select"),
        field<&ArchiveRequest::filter>("Filter"), field<&ArchiveRequest::order_by>("OrderBy"),
        field<&ArchiveRequest::entities>("Entities"), field<&ArchiveRequest::top>("Top"),
        field<&ArchiveRequest::skip>("Skip"), field<&ArchiveRequest::mode>("Mode"),
        field<&ArchiveRequest::format>("Format"), field<&ArchiveRequest::inline_count>("InlineCount"),
        field<&ArchiveRequest::options>("Options"), field<&ArchiveRequest::context>("Context"),
        field<&ArchiveRequest::json_safe>("JsonSafe"), field<&ArchiveRequest::output>("Output"));
    static constexpr TypeInfo info = message_info<ArchiveRequest>("ArchiveRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ArchiveRow>() {
    static constexpr auto fields = carrier<ArchiveRow>(
        field<&ArchiveRow::id>("Id"), field<&ArchiveRow::active>("Active"), field<&ArchiveRow::values>("Values"));
    static constexpr TypeInfo info = object_info<ArchiveRow>("ArchiveRow", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ArchiveRow>>>() {
    static constexpr TypeInfo info = array_info<Box<ArchiveRow>>("ArrayOfArchiveRow", "ArchiveRow");
    return info;
}

template <> const TypeInfo& type_of<ArchivePage>() {
    static constexpr auto fields =
        carrier<ArchivePage>(field<&ArchivePage::columns>("Columns"), field<&ArchivePage::rows>("Rows"),
                             field<&ArchivePage::next_skip>("NextSkip"), field<&ArchivePage::count>("Count"));
    static constexpr TypeInfo info = object_info<ArchivePage>("ODataSlimResponse", fields);
    return info;
}

template <> const TypeInfo& type_of<ArchiveProviderRequest>() {
    static constexpr auto fields =
        carrier<ArchiveProviderRequest>(field<&ArchiveProviderRequest::provider_name>("ProviderName"),
                                        field<&ArchiveProviderRequest::context>("Context"));
    static constexpr TypeInfo info = message_info<ArchiveProviderRequest>("ArchiveProviderRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<SortDirection>() {
    static constexpr EnumMember members[] = {{"ASC", 0}, {"DESC", 1}};
    static constexpr TypeInfo info = enum_info("OrderBySortType", members);
    return info;
}

template <> const TypeInfo& type_of<RestrictionJoin>() {
    static constexpr EnumMember members[] = {{"None", 0}, {"And", 1}, {"Or", 2}};
    static constexpr TypeInfo info = enum_info("InterRestrictionOperator", members);
    return info;
}

template <> const TypeInfo& type_of<ArchiveOrderByInfo>() {
    static constexpr auto fields = carrier<ArchiveOrderByInfo>(field<&ArchiveOrderByInfo::name>("Name"),
                                                               field<&ArchiveOrderByInfo::direction>("Direction"));
    static constexpr TypeInfo info = object_info<ArchiveOrderByInfo>("ArchiveOrderByInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ArchiveOrderByInfo>>>() {
    static constexpr TypeInfo info =
        array_info<Box<ArchiveOrderByInfo>>("ArrayOfArchiveOrderByInfo", "ArchiveOrderByInfo");
    return info;
}

template <> const TypeInfo& type_of<ArchiveColumnCarrier>() {
    using T = ArchiveColumnCarrier;
    static constexpr auto fields = carrier<T>(
        field<&T::display_name>("DisplayName"), field<&T::display_tooltip>("DisplayTooltip"),
        field<&T::display_type>("DisplayType"), field<&T::can_order_by>("CanOrderBy"), field<&T::name>("Name"),
        field<&T::can_restrict_by>("CanRestrictBy"), field<&T::restriction_type>("RestrictionType"),
        field<&T::restriction_list_name>("RestrictionListName"), field<&T::is_visible>("IsVisible"),
        field<&T::extra_info>("ExtraInfo"), field<&T::width>("Width"), field<&T::icon_hint>("IconHint"),
        field<&T::heading_icon_hint>("HeadingIconHint"));
    static constexpr TypeInfo info = object_info<T>("ArchiveColumnInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ArchiveColumnCarrier>>>() {
    static constexpr TypeInfo info =
        array_info<Box<ArchiveColumnCarrier>>("ArrayOfArchiveColumnInfo", "ArchiveColumnInfo");
    return info;
}

template <> const TypeInfo& type_of<ArchiveRestrictionInfo>() {
    using T = ArchiveRestrictionInfo;
    static constexpr auto fields =
        carrier<T>(field<&T::name>("Name"), field<&T::op>("Operator"), field<&T::values>("Values"),
                   field<&T::display_values>("DisplayValues"), field<&T::column_info>("ColumnInfo"),
                   field<&T::is_active>("IsActive").may_be_blank(), field<&T::sub_restrictions>("SubRestrictions"),
                   field<&T::inter_parenthesis>("InterParenthesis"), field<&T::inter_operator>("InterOperator"),
                   field<&T::unique_hash>("UniqueHash"));
    static constexpr TypeInfo info = object_info<T>("ArchiveRestrictionInfo", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ArchiveRestrictionInfo>>>() {
    static constexpr TypeInfo info =
        array_info<Box<ArchiveRestrictionInfo>>("ArrayOfArchiveRestrictionInfo", "ArchiveRestrictionInfo");
    return info;
}

template <> const TypeInfo& type_of<ArchiveListRequest>() {
    using T = ArchiveListRequest;
    static constexpr auto fields = carrier<T>(
        field<&T::provider_name>("ProviderName"), field<&T::archive_provider_name>("ArchiveProviderName"),
        field<&T::columns>("Columns"), field<&T::sort_order>("SortOrder"), field<&T::restriction>("Restriction"),
        field<&T::entities>("Entities"), field<&T::page>("Page"), field<&T::page_size>("PageSize").may_be_blank());
    static constexpr TypeInfo info = message_info<T>("ArchiveListRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ArchiveTextListRequest>() {
    using T = ArchiveTextListRequest;
    static constexpr auto fields = carrier<T>(
        field<&T::provider_name>("ProviderName"), field<&T::archive_provider_name>("ArchiveProviderName"),
        field<&T::columns>("Columns"), field<&T::sort_order>("SortOrder"), field<&T::restrictions>("Restrictions"),
        field<&T::entities>("Entities"), field<&T::page>("Page"), field<&T::page_size>("PageSize").may_be_blank());
    static constexpr TypeInfo info = message_info<T>("ArchiveTextListRequest", fields);
    return info;
}

template <> const TypeInfo& type_of<ArchiveColumnData>() {
    static constexpr auto fields = carrier<ArchiveColumnData>(field<&ArchiveColumnData::display_value>("DisplayValue"),
                                                              field<&ArchiveColumnData::tooltip_hint>("TooltipHint"),
                                                              field<&ArchiveColumnData::link_hint>("LinkHint"));
    static constexpr TypeInfo info = object_info<ArchiveColumnData>("ArchiveColumnData", fields);
    return info;
}

template <> const TypeInfo& type_of<ArchiveColumnEntry>() {
    static constexpr auto fields =
        carrier<ArchiveColumnEntry>(field<&ArchiveColumnEntry::key>("Key"), field<&ArchiveColumnEntry::value>("Value"));
    static constexpr TypeInfo info = object_info<ArchiveColumnEntry>("ArchiveColumnEntry", fields);
    return info;
}

template <> const TypeInfo& type_of<List<ArchiveColumnEntry>>() {
    static constexpr TypeInfo info = dictionary_info<ArchiveColumnEntry>("ArchiveColumnDictionary", "Column");
    return info;
}

template <> const TypeInfo& type_of<ArchiveListItem>() {
    using T = ArchiveListItem;
    static constexpr auto fields = carrier<T>(
        extends<&T::base>(), field<&T::entity_name>("EntityName"), field<&T::primary_key>("PrimaryKey"),
        field<&T::column_data>("ColumnData"), field<&T::link_hint>("LinkHint"), field<&T::style_hint>("StyleHint"));
    static constexpr TypeInfo info = object_info<T>("ArchiveListItem", fields);
    return info;
}

template <> const TypeInfo& type_of<List<Box<ArchiveListItem>>>() {
    static constexpr TypeInfo info = array_info<Box<ArchiveListItem>>("ArrayOfArchiveListItem", "ArchiveListItem");
    return info;
}

}  // namespace uag

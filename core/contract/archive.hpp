// User lists on the wire: what the resource (`GET …/api/v1/User`, `…/Archive/{provider}`) and the operations of the
// Archive agent are asked for and answer. No part of any WSDL.
#pragma once

#include "core/contract/answers.hpp"

namespace uag {

inline constexpr std::int32_t most_archive_rows = 1000;  ///< of a page
inline constexpr std::int32_t usual_archive_rows = 100;

/// The resource's parameters, texts as they were sent.
struct ArchiveRequest {
    String provider;  ///< absent: AllUsers
    String select;
    String filter;
    String order_by;
    String entities;
    std::int32_t top = usual_archive_rows;
    std::int32_t skip = 0;
    String mode;          ///< slim or full
    String format;        ///< json or xml, stronger than Accept
    String inline_count;  ///< none or allpages
    String options;
    String context;
    bool json_safe = false;  ///< names of columns have nothing but letters, digits and underscores
    String output;
};

/// A row; its values are those of ArchivePage::columns, in the same order.
struct ArchiveRow {
    std::int32_t id = 0;
    bool active = false;
    List<String> values;
};

/// What the resource answers. The columns' kinds decide how the adapter writes the values.
struct ArchivePage {
    List<String> columns;
    List<Box<ArchiveRow>> rows;
    String next_skip;  ///< nil: this is the last page
    String count;      ///< absent: not asked for
};

struct ArchiveProviderRequest {
    String provider_name;
    String context;
};

enum class SortDirection : std::int32_t { ascending = 0, descending = 1 };
enum class RestrictionJoin : std::int32_t { none = 0, all = 1, any = 2 };

struct ArchiveOrderByInfo {
    String name;
    SortDirection direction{};
};

/// What GetAvailableColumns tells of a column.
struct ArchiveColumnCarrier {
    String display_name;
    String display_tooltip;
    String display_type;
    bool can_order_by = false;
    String name;
    bool can_restrict_by = false;
    String restriction_type;
    String restriction_list_name;
    bool is_visible = true;
    String extra_info;
    String width;
    String icon_hint;
    String heading_icon_hint;
};

struct ArchiveRestrictionInfo {
    String name;
    String op;
    List<String> values;
    List<String> display_values;
    Box<ArchiveColumnCarrier> column_info;
    bool is_active = true;
    List<Box<ArchiveRestrictionInfo>> sub_restrictions;
    std::int32_t inter_parenthesis = 0;  ///< opened before it, or if negative closed behind it
    RestrictionJoin inter_operator = RestrictionJoin::all;  ///< with the next one
    std::int32_t unique_hash = 0;
};

struct ArchiveListRequest {
    String provider_name;
    String archive_provider_name;  ///< the same by its other name
    List<String> columns;
    List<Box<ArchiveOrderByInfo>> sort_order;
    List<Box<ArchiveRestrictionInfo>> restriction;
    List<String> entities;
    std::int32_t page = 0;
    std::int32_t page_size = usual_archive_rows;
};

/// The same where lists are texts.
struct ArchiveTextListRequest {
    String provider_name;
    String archive_provider_name;
    String columns;
    String sort_order;
    String restrictions;
    String entities;
    std::int32_t page = 0;
    std::int32_t page_size = usual_archive_rows;
};

struct ArchiveColumnData {
    String display_value;
    String tooltip_hint;
    String link_hint;
};
struct ArchiveColumnEntry {
    String key;
    Box<ArchiveColumnData> value;
};

struct ArchiveListItem {
    Carrier base;
    String entity_name;
    std::int32_t primary_key = 0;
    List<ArchiveColumnEntry> column_data;
    String link_hint;
    String style_hint;
};

template <> const TypeInfo& type_of<ArchiveRequest>();
template <> const TypeInfo& type_of<ArchiveRow>();
template <> const TypeInfo& type_of<List<Box<ArchiveRow>>>();
template <> const TypeInfo& type_of<ArchivePage>();
template <> const TypeInfo& type_of<ArchiveProviderRequest>();
template <> const TypeInfo& type_of<SortDirection>();
template <> const TypeInfo& type_of<RestrictionJoin>();
template <> const TypeInfo& type_of<ArchiveOrderByInfo>();
template <> const TypeInfo& type_of<List<Box<ArchiveOrderByInfo>>>();
template <> const TypeInfo& type_of<ArchiveColumnCarrier>();
template <> const TypeInfo& type_of<List<Box<ArchiveColumnCarrier>>>();
template <> const TypeInfo& type_of<ArchiveRestrictionInfo>();
template <> const TypeInfo& type_of<List<Box<ArchiveRestrictionInfo>>>();
template <> const TypeInfo& type_of<ArchiveListRequest>();
template <> const TypeInfo& type_of<ArchiveTextListRequest>();
template <> const TypeInfo& type_of<ArchiveColumnData>();
template <> const TypeInfo& type_of<ArchiveColumnEntry>();
template <> const TypeInfo& type_of<List<ArchiveColumnEntry>>();
template <> const TypeInfo& type_of<ArchiveListItem>();
template <> const TypeInfo& type_of<List<Box<ArchiveListItem>>>();

}  // namespace uag

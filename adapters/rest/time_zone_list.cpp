#include "adapters/rest/time_zone_list.hpp"

#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/writer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/time_zone.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view entity = "timezone";

struct Row {
    const TimeZone* zone = nullptr;
    std::string offset;
    std::string daylight;
};

std::string offset_text(int minutes) {
    if (minutes == 0) return "0";
    const int size = minutes < 0 ? -minutes : minutes;
    std::string text(1, minutes < 0 ? '-' : '+');
    text += std::to_string(size / 60);
    text += size % 60 < 10 ? ":0" : ":";
    return text += std::to_string(size % 60);
}

std::vector<Row> make_rows() {
    std::vector<Row> rows;
    rows.reserve(time_zones().size());
    for (const TimeZone& zone : time_zones()) {
        const ZoneOffsets offsets = offsets_of(zone);
        const bool changes = offsets.standard != offsets.daylight;
        rows.push_back({&zone, offset_text(offsets.standard), changes ? offset_text(offsets.daylight) : ""});
    }
    return rows;
}

// Reading the rules of all zones takes milliseconds; the table stays the same as long as the program runs.
const std::vector<Row>& all_rows() {
    static const std::vector<Row> rows = make_rows();
    return rows;
}

// Both forms say the same in the same order.
template <class Text, class Number>
void write_row(const Row& row, const Text& text, const Number& number) {
    number("PrimaryKey", row.zone->id);
    text("EntityName", entity);
    number("id", row.zone->id);
    text("timeZone", row.zone->code);
    text("country", row.zone->country);
    text("region", row.zone->region);
    text("offset", row.offset);
    text("daylight", row.daylight);
    number("isActive", 1);
}

void write_json(const std::string& metadata, std::string& out) {
    out += '{';
    json::append_name(out, "odata.metadata");
    json::append_string(out, metadata);
    json::append_name(out, "odata.nextLink");
    out += "null";
    json::append_name(out, "value");
    out += '[';
    const auto text = [&out](std::string_view name, std::string_view value) {
        json::append_name(out, name);
        json::append_string(out, value);
    };
    const auto number = [&out](std::string_view name, std::int32_t value) {
        json::append_name(out, name);
        json::append_integer(out, value);
    };
    for (const Row& row : all_rows()) {
        if (out.back() != '[') out += ',';
        out += '{';
        write_row(row, text, number);
        out += '}';
    }
    out += "]}";
}

void write_xml(const std::string& metadata, std::string& out) {
    const auto text = [&out](std::string_view name, std::string_view value) {
        xml::append_open(out, {}, name);
        xml::append_text(out, value);
        xml::append_close(out, {}, name);
    };
    const auto number = [&out](std::string_view name, std::int32_t value) {
        xml::append_open(out, {}, name);
        xml::append_number(out, value);
        xml::append_close(out, {}, name);
    };
    xml::append_open(out, {}, "ODataSlimResponse", " xmlns:i=\"" + std::string(xsi_uri) + '"');
    text("odata.metadata", metadata);
    xml::append_empty(out, {}, "odata.nextLink", " i:nil=\"true\"");
    xml::append_open(out, {}, "value");
    for (const Row& row : all_rows()) {
        xml::append_open(out, {}, "TimeZone");
        write_row(row, text, number);
        xml::append_close(out, {}, "TimeZone");
    }
    xml::append_close(out, {}, "value");
    xml::append_close(out, {}, "ODataSlimResponse");
}

// The ids of rules are each installation's own; here there is one of each kind.
List<TimeZoneRuleEntry> rules_of(int offset, bool there) {
    std::vector<TimeZoneRuleEntry> rules;
    TimeZoneRule rule;
    rule.tz_offset = offset;
    rule.start_rule_pattern = "";
    rule.end_rule_pattern = "";
    if (there) rules.push_back({String("1"), Box<TimeZoneRule>(std::move(rule))});
    return List<TimeZoneRuleEntry>(std::move(rules));
}

TimeZoneData data_of(const TimeZone& zone) {
    const ZoneOffsets offsets = offsets_of(zone);
    TimeZoneData data;
    data.tz_location_id = zone.id;
    std::string name(zone.country.empty() ? zone.code : zone.country);
    if (!zone.region.empty()) (name += " - ") += zone.region;
    data.name = std::move(name);
    data.tz_location_code = zone.code;
    data.tz_location_cities = "";
    data.time_zone_std_rules = rules_of(offsets.standard, true);
    data.time_zone_dst_rules = rules_of(offsets.daylight, offsets.standard != offsets.daylight);
    return data;
}

}  // namespace

void write_time_zone(DataFormat format, const TimeZone& zone, std::string& out) {
    const Box<TimeZoneData> data(data_of(zone));
    (is_xml(format) ? encode_xml : json::encode)(type_of<TimeZoneData>(), &data, out, nullptr);
}

void write_time_zones(DataFormat format, std::string_view api, std::string& out) {
    const std::string metadata = std::string(api) + "/v1/archive$metadata";
    (is_xml(format) ? write_xml : write_json)(metadata, out);
}

}  // namespace uag::rest

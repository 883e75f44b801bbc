#include "adapters/rest/time_zone_data.hpp"

#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/writer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/time_zone.hpp"
#include "core/contract/resource_carriers.hpp"

namespace uag::rest {
namespace {

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

}  // namespace uag::rest

#include "adapters/walk/convert_times.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace uag {
namespace {

// The only place that says which dates the zone of a request has no effect on.
bool is_always_utc(const FieldInfo& field) { return field.name == "Created" || field.name == "Updated"; }

// Whether a date can stand anywhere below this type. Types point at each other in circles.
bool search_times(const TypeInfo& root) {
    std::vector<const TypeInfo*> seen{&root};
    const auto reach = [&seen](const TypeInfo& type) {
        if (std::find(seen.begin(), seen.end(), &type) == seen.end()) seen.push_back(&type);
    };
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const TypeInfo& type = *seen[i];
        if (type.kind == Kind::datetime) return true;
        for (const FieldInfo& field : type.fields) reach(field.type());
        if (type.item != nullptr) reach(type.item());
    }
    return false;
}

// Remembered per thread: most answers hold no date, and rights and properties of every carrier never do.
bool may_hold_times(const TypeInfo& type) {
    switch (type.kind) {
        case Kind::datetime: return true;
        case Kind::object:
        case Kind::array:
        case Kind::dictionary: break;
        default: return false;
    }
    thread_local std::unordered_map<const TypeInfo*, bool> known;
    const auto at = known.find(&type);
    if (at != known.end()) return at->second;
    return known.emplace(&type, search_times(type)).first->second;
}

// Calls change(date, is_always_utc) for each date.
template <class Change> class TimeWalk {
public:
    explicit TimeWalk(const Change& change) : change_(change) {}

    void object(const TypeInfo& type, void* object) const {
        for_each_field(type, object, [this](const FieldInfo& field, void* owner) {
            slot(field.type(), field.slot(owner), is_always_utc(field));
        });
    }

private:
    void slot(const TypeInfo& type, void* slot, bool always_utc) const {
        if (!may_hold_times(type)) return;
        if (type.kind == Kind::datetime) return change_(*static_cast<DateTime*>(slot), always_utc);
        if (type.kind != Kind::object) return items(type, slot, always_utc);
        if (const void* carrier = type.slot.object(slot)) object(type, const_cast<void*>(carrier));
    }

    void items(const TypeInfo& type, void* list, bool always_utc) const {
        const std::size_t count = type.slot.size(list);
        for (std::size_t i = 0; i < count; ++i) {
            void* const item = const_cast<void*>(type.slot.at(list, i));
            if (type.kind == Kind::array) {
                slot(type.item(), item, always_utc);
            } else {
                object(type.item(), item);  // an entry is plain, not in a Box
            }
        }
    }

    const Change& change_;
};

template <class Change> void change_times(const TypeInfo& type, void* object, const Change& change) {
    if (may_hold_times(type)) TimeWalk<Change>(change).object(type, object);
}

DateTime shown_in(const TimeZone& zone, const DateTime& value, const ZoneChoice& zones) {
    const bool unspecified = value.zone == DateTime::Zone::unspecified;
    if (unspecified && &zone == zones.base && !zones.with_offset) return value;
    DateTime shown = to_zone(unspecified ? from_zone(value, *zones.base) : value, zone);
    if (zones.with_offset) return shown;
    shown.zone = DateTime::Zone::unspecified;
    shown.offset_minutes = 0;
    return shown;
}

}  // namespace

void read_times(const TypeInfo& type, void* object, const ZoneChoice& zones) {
    // The core takes an unspecified date for UTC anyway.
    if (zones.base == &utc_zone() && &zones.zone() == &utc_zone()) return;
    change_times(type, object, [&zones](DateTime& value, bool always_utc) {
        if (value.zone != DateTime::Zone::unspecified || value.ticks == 0) return;
        value = from_zone(value, always_utc ? *zones.base : zones.zone());
    });
}

void show_times(const TypeInfo& type, void* object, const ZoneChoice& zones) {
    const TimeZone& for_stamps = zones.with_offset ? utc_zone() : *zones.base;
    change_times(type, object, [&](DateTime& value, bool always_utc) {
        value = shown_in(always_utc ? for_stamps : zones.zone(), value, zones);
    });
}

}  // namespace uag

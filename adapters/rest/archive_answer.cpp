#include "adapters/rest/archive_answer.hpp"

#include <vector>

#include "adapters/json/codec.hpp"
#include "adapters/json/writer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/text.hpp"
#include "core/contract/archive_columns.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view nil_attribute = " i:nil=\"true\"";

ColumnKind kind_named(std::string_view name, ArchiveList list) {
    const ArchiveColumnInfo* const info = find_archive_column(name, list);
    return info != nullptr ? info->kind : ColumnKind::number;  // a licence's
}

std::string safe_name(std::string name) {
    for (char& c : name)
        if (!is_ascii_alphanumeric(c)) c = '_';
    return name;
}

bool is_true(std::string_view value) { return value != "0" && !value.empty(); }

// The same calls make JSON or XML of a page, so that both say the same.
class JsonPage {
public:
    explicit JsonPage(std::string& out) : out_(out) {}

    void begin_page(std::string_view) { out_ += '{'; }
    void end_page(std::string_view) { out_ += '}'; }
    void begin_rows() {
        json::append_name(out_, "value");
        out_ += '[';
    }
    void end_rows() { out_ += ']'; }
    void begin_row() { out_ += out_.back() == '[' ? "{" : ",{"; }
    void end_row() { out_ += '}'; }
    void begin_object(std::string_view name) {
        json::append_name(out_, name);
        out_ += '{';
    }
    void end_object(std::string_view) { out_ += '}'; }
    void text(std::string_view name, std::string_view value) { json::append_member(out_, name, value); }
    void bare(std::string_view name, std::string_view value) {
        json::append_name(out_, name);
        out_ += value;
    }
    void null(std::string_view name) { bare(name, "null"); }

private:
    std::string& out_;
};

class XmlPage {
public:
    explicit XmlPage(std::string& out) : out_(out) {}

    void begin_page(std::string_view name) {
        xml::append_open(out_, {}, name, " xmlns:i=\"" + std::string(xsi_uri) + '"');
    }
    void end_page(std::string_view name) { xml::append_close(out_, {}, name); }
    void begin_rows() { xml::append_open(out_, {}, "value"); }
    void end_rows() { xml::append_close(out_, {}, "value"); }
    void begin_row() { xml::append_open(out_, {}, "Row"); }
    void end_row() { xml::append_close(out_, {}, "Row"); }
    void begin_object(std::string_view name) { xml::append_open(out_, {}, name); }
    void end_object(std::string_view name) { xml::append_close(out_, {}, name); }
    void text(std::string_view name, std::string_view value) {
        if (value.empty()) return xml::append_empty(out_, {}, name);
        xml::append_open(out_, {}, name);
        xml::append_text(out_, value);
        xml::append_close(out_, {}, name);
    }
    void bare(std::string_view name, std::string_view value) { text(name, value); }
    void null(std::string_view name) { xml::append_empty(out_, {}, name, nil_attribute); }

private:
    std::string& out_;
};

template <class Page> class Writer {
public:
    Writer(const ArchivePage& page, const ArchiveForm& form, std::string& out)
        : page_(page), form_(form), out_(out), culture_(form.culture) {
        for (const String& column : page.columns.items) {
            kinds_.push_back(kind_named(column.text, form.list));
            names_.push_back(form.has_safe_names ? safe_name(column.text) : column.text);
        }
    }

    void write() {
        const std::string_view name = form_.is_full ? "ODataResponse" : "ODataSlimResponse";
        out_.begin_page(name);
        out_.text("odata.metadata", form_.metadata);
        if (page_.count.has_value()) out_.text("odata.count", page_.count.text);
        if (form_.next.empty())
            out_.null("odata.nextLink");
        else
            out_.text("odata.nextLink", form_.next);
        out_.begin_rows();
        for (const Box<ArchiveRow>& row : page_.rows.items) write_row(*row);
        out_.end_rows();
        out_.end_page(name);
    }

private:
    void write_row(const ArchiveRow& row) {
        out_.begin_row();
        out_.text("PrimaryKey", std::to_string(row.id));
        out_.text("EntityName", entity_name_of(form_.list));
        if (form_.is_full) {
            out_.text("StyleHint", row.active ? "" : "retired");
            out_.text("LinkHint", "");
            out_.null("TableRight");
            out_.begin_object("Column");
        }
        for (std::size_t i = 0; i < kinds_.size(); ++i) {
            const std::string& name = names_[i];
            const std::string& value = row.values.items[i].text;
            if (form_.is_full)
                write_cell(name, kinds_[i], value);
            else
                write_value(name, kinds_[i], value);
        }
        if (form_.is_full) out_.end_object("Column");
        out_.end_row();
    }

    void write_value(std::string_view name, ColumnKind kind, const std::string& value) {
        if (kind == ColumnKind::boolean) return out_.bare(name, is_true(value) ? "true" : "false");
        if (is_numeric(kind)) return out_.bare(name, value);
        out_.text(name, value);
    }

    void write_cell(const std::string& name, ColumnKind kind, const std::string& value) {
        out_.begin_object(name);
        write_value("RawValue", kind, value);
        std::string shown = value;
        const bool is_number = is_numeric(kind) || kind == ColumnKind::boolean;
        if (is_number) shown = (kind == ColumnKind::associate_id ? "[A:" : "[I:") + value + ']';
        if (is_number) culture_.show(shown);
        out_.text("DisplayValue", shown);
        out_.text("LinkHint", "");
        out_.text("TooltipHint", "");
        out_.end_object(name);
    }

    const ArchivePage& page_;
    const ArchiveForm& form_;
    Page out_;
    CultureFormat culture_;
    std::vector<ColumnKind> kinds_;
    std::vector<std::string> names_;
};

}  // namespace

void write_archive_page(const ArchivePage& page, const ArchiveForm& form, std::string& out) {
    if (is_xml(form.format))
        Writer<XmlPage>(page, form, out).write();
    else
        Writer<JsonPage>(page, form, out).write();
}

void write_archive_columns(const List<Box<ArchiveColumnCarrier>>& columns, const ArchiveForm& form, std::string& out) {
    const TypeInfo& type = type_of<List<Box<ArchiveColumnCarrier>>>();
    if (is_xml(form.format)) {
        XmlPage page(out);
        page.begin_page("ODataSlimResponse");
        page.text("odata.metadata", form.metadata);
        page.null("odata.nextLink");
        page.begin_rows();
        encode_xml(type, &columns, out);
        page.end_rows();
        return page.end_page("ODataSlimResponse");
    }
    JsonPage page(out);
    page.begin_page({});
    page.text("odata.metadata", form.metadata);
    page.null("odata.nextLink");
    json::append_name(out, "value");
    json::encode(type, &columns, out, nullptr);
    page.end_page({});
}

std::string next_page(std::string_view address, std::string_view further, const ArchivePage& page) {
    if (!page.next_skip.has_value()) return {};
    return std::string(address).append("?").append(further) + "$skip=" + page.next_skip.text;
}

DataFormat archive_format(std::string_view format, DataFormat accepted) {
    if (ascii_iequals(format, "xml")) return is_xml(accepted) ? accepted : DataFormat::application_xml;
    if (ascii_iequals(format, "json")) return is_xml(accepted) ? DataFormat::json : accepted;
    return accepted;
}

}  // namespace uag::rest

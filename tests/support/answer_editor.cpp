#include "support/answer_editor.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdlib>
#include <pugixml.hpp>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace uag::test {
namespace {

struct PathStep {
    std::string name;  // empty: an item
    std::size_t index = 0;
};

std::vector<PathStep> steps_of(std::string_view path) {
    std::vector<PathStep> steps;
    while (!path.empty()) {
        if (path.front() == '.') path.remove_prefix(1);
        const std::size_t end = path.front() == '[' ? path.find(']') + 1 : path.find_first_of(".[");
        const std::string step(path.substr(0, end));
        path.remove_prefix(std::min(end, path.size()));
        if (step.front() == '[')
            steps.push_back({"", static_cast<std::size_t>(std::strtoul(step.c_str() + 1, nullptr, 10))});
        else
            steps.push_back({step});
    }
    return steps;
}

[[noreturn]] void leads_nowhere(std::string_view path) {
    throw std::runtime_error("nothing stands at " + std::string(path));
}

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class SoapEditor final : public AnswerEditor {
public:
    explicit SoapEditor(std::string_view body) {
        if (!document_.load_buffer(body.data(), body.size(), pugi::parse_default | pugi::parse_ws_pcdata))
            throw std::runtime_error("no XML");
        for (const pugi::xml_node& part : document_.document_element().children())
            if (local_name(part) == "Body") answer_ = part.first_child().child("Response");
        if (!answer_) throw std::runtime_error("no answer in it");
    }

    std::string text(std::string_view path) override { return at(path).text().get(); }
    void drop(std::string_view path) override {
        pugi::xml_node node = at(path);
        node.parent().remove_child(node);
    }
    void rename(std::string_view path, const std::string& name) override { at(path).set_name(name.c_str()); }
    void repeat(std::string_view path) override {
        pugi::xml_node node = at(path);
        node.parent().insert_copy_after(node, node);
    }
    void move_last(std::string_view path) override {
        pugi::xml_node node = at(path);
        node.parent().append_move(node);
    }
    void add(std::string_view object, const std::string& name, const std::string& text) override {
        at(object).append_child(name.c_str()).text().set(text.c_str());
    }
    void set_text(std::string_view path, const std::string& text) override {
        pugi::xml_node node = emptied(path);
        node.text().set(text.c_str());
    }
    void set_plain(std::string_view path, const std::string& plain) override { set_text(path, plain); }
    void set_nil(std::string_view path) override {
        pugi::xml_node node = emptied(path);
        if (!node.attribute("xmlns:i"))
            node.append_attribute("xmlns:i").set_value("http://www.w3.org/2001/XMLSchema-instance");
        node.append_attribute("i:nil").set_value("true");
    }
    void set_empty(std::string_view path) override { emptied(path); }

    std::string body() override {
        std::ostringstream out;
        document_.save(out, "", pugi::format_raw | pugi::format_no_declaration);
        return out.str();
    }

private:
    pugi::xml_node at(std::string_view path) const {
        pugi::xml_node node = answer_;
        for (const PathStep& step : steps_of(path)) {
            pugi::xml_node next = node.first_child();
            if (step.name.empty())
                for (std::size_t i = 0; i < step.index && next; ++i) next = next.next_sibling();
            else
                while (next && local_name(next) != step.name) next = next.next_sibling();
            if (!next) leads_nowhere(path);
            node = next;
        }
        return node;
    }
    pugi::xml_node emptied(std::string_view path) const {
        pugi::xml_node node = at(path);
        node.remove_children();
        node.remove_attribute("i:nil");
        return node;
    }

    pugi::xml_document document_;
    pugi::xml_node answer_;
};

class JsonEditor final : public AnswerEditor {
public:
    explicit JsonEditor(std::string_view body) {
        if (document_.Parse(body.data(), body.size()).HasParseError()) throw std::runtime_error("no JSON");
    }

    std::string text(std::string_view path) override { return at(path).GetString(); }
    void drop(std::string_view path) override {
        rapidjson::Value& parent = at(parent_of(path));
        const PathStep last = steps_of(path).back();
        at(path);
        if (last.name.empty())
            parent.Erase(parent.Begin() + last.index);
        else
            parent.EraseMember(last.name.c_str());
    }
    void rename(std::string_view path, const std::string& name) override {
        rapidjson::Value& parent = at(parent_of(path));
        at(path);
        parent.FindMember(steps_of(path).back().name.c_str())->name.SetString(name.c_str(), memory());
    }
    void repeat(std::string_view path) override {
        rapidjson::Value& parent = at(parent_of(path));
        const PathStep last = steps_of(path).back();
        rapidjson::Value copy(at(path), memory());
        if (last.name.empty())
            parent.PushBack(copy, memory());
        else
            parent.AddMember(copied(last.name), copy, memory());
    }
    void move_last(std::string_view path) override {
        rapidjson::Value kept(at(path), memory());
        drop(path);
        rapidjson::Value& parent = at(parent_of(path));
        if (parent.IsArray())
            parent.PushBack(kept, memory());
        else
            parent.AddMember(copied(steps_of(path).back().name), kept, memory());
    }
    void add(std::string_view object, const std::string& name, const std::string& text) override {
        at(object).AddMember(copied(name), copied(text), memory());
    }
    void set_text(std::string_view path, const std::string& text) override { at(path) = copied(text); }
    void set_plain(std::string_view path, const std::string& plain) override {
        rapidjson::Document value(&memory());
        if (value.Parse(plain.c_str()).HasParseError()) return set_text(path, plain);  // a word stands in quotes
        at(path).CopyFrom(value, memory());
    }
    void set_nil(std::string_view path) override { at(path).SetNull(); }
    void set_empty(std::string_view path) override {
        rapidjson::Value& value = at(path);
        if (value.IsArray())
            value.Clear();
        else if (value.IsObject())
            value.RemoveAllMembers();
        else
            value.SetString("");
    }

    std::string body() override {
        rapidjson::StringBuffer buffer;
        rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
        document_.Accept(writer);
        return buffer.GetString();
    }

private:
    rapidjson::Document::AllocatorType& memory() { return document_.GetAllocator(); }
    rapidjson::Value copied(const std::string& text) { return rapidjson::Value(text.c_str(), memory()); }

    static std::string_view parent_of(std::string_view path) {
        const std::size_t last = path.find_last_of(".[");
        return last == std::string_view::npos ? std::string_view() : path.substr(0, last);
    }

    rapidjson::Value& at(std::string_view path) {
        rapidjson::Value* value = &document_;
        for (const PathStep& step : steps_of(path)) {
            if (step.name.empty()) {
                if (!value->IsArray() || step.index >= value->Size()) leads_nowhere(path);
                value = &(*value)[static_cast<rapidjson::SizeType>(step.index)];
            } else {
                if (!value->IsObject() || !value->HasMember(step.name.c_str())) leads_nowhere(path);
                value = &(*value)[step.name.c_str()];
            }
        }
        return *value;
    }

    rapidjson::Document document_;
};

}  // namespace

std::unique_ptr<AnswerEditor> edit_soap(std::string_view body) { return std::make_unique<SoapEditor>(body); }

std::unique_ptr<AnswerEditor> edit_json(std::string_view body) { return std::make_unique<JsonEditor>(body); }

}  // namespace uag::test

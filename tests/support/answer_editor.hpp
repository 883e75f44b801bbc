// Changes the bytes of an answer on its way, in SOAP and in the WebAPI's JSON by the same words: what a proxy between two
// who trust each other could do.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace uag::test {

/// Paths lead down from what stands in the answer: "Person.Email", "[1].Value"; "" is all of it. One that leads nowhere
/// throws std::runtime_error: a change that is none would be found nowhere.
class AnswerEditor {
public:
    virtual ~AnswerEditor() = default;

    virtual std::string text(std::string_view path) = 0;
    virtual void drop(std::string_view path) = 0;
    virtual void rename(std::string_view path, const std::string& name) = 0;
    /// Puts a copy behind it.
    virtual void repeat(std::string_view path) = 0;
    /// Puts it behind all beside it.
    virtual void move_last(std::string_view path) = 0;
    /// A member with a text, behind all others of the object.
    virtual void add(std::string_view object, const std::string& name, const std::string& text) = 0;
    virtual void set_text(std::string_view path, const std::string& text) = 0;
    /// A number, a word, `true`: without quotes in JSON.
    virtual void set_plain(std::string_view path, const std::string& plain) = 0;
    virtual void set_nil(std::string_view path) = 0;
    /// An empty text, list or object.
    virtual void set_empty(std::string_view path) = 0;

    virtual std::string body() = 0;
};

/// `body` is an envelope with an answer, not a Fault.
std::unique_ptr<AnswerEditor> edit_soap(std::string_view body);
std::unique_ptr<AnswerEditor> edit_json(std::string_view body);

}  // namespace uag::test

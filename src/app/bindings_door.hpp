#pragma once

#include <array>
#include <exception>
#include <initializer_list>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "app/bindings_values.hpp"

/// The door between JavaScript and the engine: errors on the way out, options on the way in.
namespace bp::js {

inline val arguments_of(ProblemId id, const std::vector<Argument>& arguments);

inline val to_js(const Argument& argument) {
    switch (argument.kind) {
        case Argument::Kind::number:
            return val(argument.number);
        case Argument::Kind::phrase: {
            val phrase = val::object();
            phrase.set("code", std::string(code(argument.phrase)));
            phrase.set("args", arguments_of(argument.phrase, argument.inside));
            return phrase;
        }
        case Argument::Kind::none:
            return val::null();
        default:
            return val(argument.text);
    }
}

/// { name: value } of a message's arguments.
inline val arguments_of(ProblemId id, const std::vector<Argument>& arguments) {
    val values = val::object();
    for (size_t i = 0; i < arguments.size(); ++i)
        values.set(std::string(declared(id, i).name), to_js(arguments[i]));
    return values;
}

/// JavaScript's Error: the sentence in English, `code` and `args` of the problem and, in a formula, its
/// place.
inline val error_of(const Problem& problem) {
    val error = val::global("Error").new_(std::string(problem.what()));
    error.set("code", std::string(problem.code()));
    error.set("args", arguments_of(problem.id(), problem.message().arguments()));
    if (const auto& where = problem.where()) {
        error.set("line", where->line);
        error.set("column", where->column);
        error.set("length", where->length);
    }
    return error;
}

/// What to call in a catch block: the error that is being handled, as JavaScript's.
[[gnu::noinline]] inline val error_caught() {
    try {
        throw;
    } catch (const Problem& problem) {
        return error_of(problem);
    } catch (const std::bad_alloc&) {
        return error_of(Problem(problems::memory_exhausted));
    } catch (const std::exception& exception) {
        return error_of(Problem(problems::module_unexpected, exception.what()));
    }
}

/// Runs one function of the API. What it throws leaves as a JavaScript Error with the same sentence.
template <class Function>
auto guarded(Function function) -> decltype(function()) {
    val error;
    try {
        return function();
    } catch (const std::exception&) {
        error = error_caught();
    }
    error.throw_();
}

/// An object that one of this module's classes made.
template <class Object>
const Object& object(const Arg& given, const char* class_name, const std::string& name) {
    const val value = or_undefined(given);
    if (value.isUndefined())
        throw Problem(problems::module_missing, name, Message(problems::module_instance, class_name));
    if (!value.instanceof (val::module_property(class_name))) {
        throw Problem(problems::module_wrong_type, name, describe(value),
                      Message(problems::module_instance, class_name));
    }
    if (value.call<bool>("isDeleted")) throw Problem(problems::module_deleted, name);
    return *value.as<const Object*>(emscripten::allow_raw_pointers());
}

/// The place of the text in `names`.
template <size_t n>
size_t index_of(const std::string& text, const char* name, const std::array<std::string_view, n>& names) {
    for (size_t i = 0; i < n; ++i) {
        if (text == names[i]) return i;
    }
    throw Problem(problems::module_unknown_choice, name, text, listed({names.begin(), names.end()}));
}

/// The object of options that a constructor or a function was given. Unknown ones are refused: a misspelt
/// option would otherwise be a silent default.
class Options {
  public:
    Options(const Arg& given, const std::string& of, std::initializer_list<const char*> known)
        : given_(given ? *given : val::object()) {
        if (given_.isNull() || given_.isArray() || given_.typeOf().as<std::string>() != "object") {
            throw Problem(problems::module_wrong_type, of, describe(given_),
                          Message(problems::module_options));
        }
        const val keys = val::global("Object").call<val>("keys", given_);
        for (const val& key : emscripten::vecFromJSArray<val>(keys)) {
            const auto name = key.as<std::string>();
            bool found = false;
            for (const char* option : known) found = found || name == option;
            if (!found)
                throw Problem(problems::module_unknown_option, of, name,
                              listed({known.begin(), known.end()}));
        }
    }

    bool has(const char* name) const { return !(*this)[name].isUndefined(); }
    val operator[](const char* name) const { return given_[name]; }

    double number(const char* name, double otherwise) const {
        return has(name) ? number_from((*this)[name], name) : otherwise;
    }
    double integer(const char* name, double otherwise, double least, double most) const {
        return has(name) ? integer_from((*this)[name], name, least, most) : otherwise;
    }
    /// A seed: a whole number that a JavaScript number holds exactly.
    uint64_t seed(uint64_t otherwise) const {
        return static_cast<uint64_t>(integer("seed", static_cast<double>(otherwise), 0, 0x1p53 - 1));
    }
    /// The place of the option's text in `names`.
    template <size_t n>
    size_t choice(const char* name, const std::array<std::string_view, n>& names, size_t otherwise) const {
        if (!has(name)) return otherwise;
        return index_of(text_from((*this)[name], name), name, names);
    }

  private:
    val given_;
};

}  // namespace bp::js

/// The app module: what web/platform/app_module.mjs calls. One playground, its screen and the platform below
/// it; every function here only converts types.
#include <emscripten/bind.h>

#include <cstdlib>
#include <memory>
#include <span>
#include <string>

#include "app/platform_web.hpp"
#include "app/web_lines.hpp"
#include "base/problem.hpp"
#include "document/json_writer.hpp"
#include "graph/op.hpp"
#include "imgui.h"
#include "imgui_internal.h"
#include "playground/json/message_json.hpp"
#include "playground/playground.hpp"
#include "playground/training/training_json.hpp"
#include "playground/words/op_texts.hpp"
#include "scene/scene_json.hpp"
#include "ui/key_bindings.hpp"
#include "ui/screen.hpp"

namespace bp {
namespace {

/// What frame() tells, as bits, so that a frame makes no JavaScript object.
enum FrameBits : int {
    kChanged = 1,         ///< the picture differs from the last one
    kInputWaits = 2,      ///< input is left for another frame
    kWantsText = 4,       ///< a text field is being edited
    kWantsKeyboard = 8,   ///< keys belong to the canvas
    kDrawn = 16,          ///< WebGL works
    kNumberChanged = 32,  ///< a number of the graph was changed
    kCursorShift = 8,     ///< from here on: ImGuiMouseCursor + 1
};

struct App {
    Playground playground;
    PlatformWeb platform;
    Screen screen;
};

std::unique_ptr<App> app;

/// Makes everything; `selector` names the canvas, "" asks for no drawing. Whether WebGL2 draws on it.
bool open(const std::string& selector, bool mac) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().ConfigMacOSXBehaviors = mac;
    app = std::make_unique<App>();
    app->screen.set_line_drawer(web_line_drawer());
    return !selector.empty() && app->platform.open(selector);
}

/// The bytes of two TrueType fonts.
std::span<const unsigned char> bytes(const std::string& text) {
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

void load_fonts(const std::string& regular, const std::string& semibold) {
    app->screen.load_fonts(bytes(regular), bytes(semibold));
    app->platform.repaint();
}

void add_font(const std::string& more) {
    app->screen.add_font(bytes(more));
    app->platform.repaint();
}

/// The browser draws with other fonts than before.
void forget_lines() {
    app->screen.forget_lines();
    app->platform.repaint();
}

int frame_bits(bool changed) {
    int bits = changed ? kChanged : 0;
    if (app->platform.input_waits()) bits |= kInputWaits;
    if (app->platform.wants_text()) bits |= kWantsText;
    if (ImGui::GetIO().WantCaptureKeyboard) bits |= kWantsKeyboard;
    if (app->platform.can_draw()) bits |= kDrawn;
    if (app->screen.number_changed()) bits |= kNumberChanged;
    return bits | (ImGui::GetMouseCursor() + 1) << kCursorShift;
}

/// One frame of a canvas of that size in CSS pixels, at a time in milliseconds.
int frame(float width, float height, float pixel_ratio, double time) {
    app->platform.begin_frame(width, height, pixel_ratio);
    const float seconds = app->platform.pass(time);
    ImGui::NewFrame();
    app->screen.draw(app->playground, seconds);
    ImGui::Render();
    return frame_bits(app->platform.end_frame());
}

/// Works off waiting input at once, without drawing, for what must happen inside the browser's event: showing
/// a phone's keyboard, filling the clipboard. The time is the event's, in milliseconds.
int pump_at(double time) {
    constexpr int kMostFrames = 8;
    for (int i = 0; i < kMostFrames && (i < 2 || app->platform.input_waits()); ++i) {
        app->platform.pass(time);
        ImGui::NewFrame();
        app->screen.draw(app->playground, 1e-3f);
        ImGui::Render();
    }
    return frame_bits(true);
}

int pump() { return pump_at(0); }

std::string widgets() {
    JsonWriter json;
    json.open_list();
    for (const Widget& w : app->screen.widgets()) {
        json.open_object();
        json.field("id", w.id);
        json.field("label", w.label);
        json.field("role", w.role);
        json.field("x", w.x);
        json.field("y", w.y);
        json.field("w", w.w);
        json.field("h", w.h);
        json.field("checked", w.checked);
        json.field("disabled", w.disabled);
        json.field("focused", w.focused);
        json.field("value", w.value);
        json.close();
    }
    json.close();
    return json.take();
}

std::string text_field_json(float x, float y, float w, float h, const std::string& label) {
    JsonWriter json;
    json.open_object();
    json.field("x", x);
    json.field("y", y);
    json.field("w", w);
    json.field("h", h);
    json.field("label", label);
    json.close();
    return json.take();
}

/// Where the text field being edited is, as JSON {x, y, w, h, label}, or null.
std::string text_field() {
    if (!app->platform.wants_text()) return "null";
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    for (const Widget& w : app->screen.widgets()) {
        if (w.id == g.ActiveId) return text_field_json(w.x, w.y, w.w, w.h, w.label);
    }
    const ImGuiPlatformImeData& ime = g.PlatformImeData;
    return text_field_json(ime.InputPos.x, ime.InputPos.y, 96, ime.InputLineHeight, "");
}

/// The node whose number is half-typed, a blank, and what is typed; "" for none.
std::string number_draft() {
    const auto draft = app->screen.number_draft();
    return draft ? std::to_string(number(draft->first)) + " " + draft->second : "";
}

void type_again(const std::string& draft) {
    const auto node = static_cast<uint32_t>(std::atoi(draft.c_str()));
    app->screen.type_again(NodeId{node}, draft.substr(draft.find(' ') + 1));
}

bool dispatch(const std::string& json) { return app->playground.dispatch_json(json); }

/// The visible state; of its nodes not more than that many.
std::string snapshot(int most_nodes) { return app->playground.snapshot(static_cast<size_t>(most_nodes)); }

/// The settings of an op: {name, low, high, list, initial}.
void write_attributes(JsonWriter& json, const OpInfo& op) {
    json.open_list("attributes");
    for (const Attribute& attribute : op.attributes) {
        if (attribute.name.empty()) continue;
        json.open_object();
        json.field("name", attribute.name);
        json.field("low", attribute.low);
        json.field("high", attribute.high);
        json.field("list", attribute.list);
        json.list("initial", std::span(attribute.initial).first(attribute.initial_count));
        json.close();
    }
    json.close();
}

void write_op(JsonWriter& json, const OpInfo& op, Language language) {
    json.open_object();
    json.field("key", op.key);
    json.field("glyph", op.glyph);
    json.field("title", op_title(language, op));
    json.field("formula", op_formula(language, op));
    json.field("arity", op.arity);
    json.field("shelf", name_of(op.shelf));
    write_attributes(json, op);
    json.close();
}

/// What the user can add, shelf by shelf: JSON array of {key, title, glyph, formula, arity, shelf,
/// attributes}.
std::string ops(const std::string& language) {
    const Language wanted = find_named<Language>(language).value_or(Language::en);
    JsonWriter json;
    json.open_list();
    for (const std::string_view shelf : kNames<Shelf>) {
        for (const OpDef* op : all_ops()) {
            if (name_of(op->info.shelf) == shelf) write_op(json, op->info, wanted);
        }
    }
    json.close();
    return json.take();
}

/// The table of keys: JSON array of {id, place, chords}.
std::string key_bindings() {
    JsonWriter json;
    json.open_list();
    for (const ui::KeyBinding& binding : ui::key_bindings()) {
        json.open_object();
        json.field("id", binding.id);
        json.field("place", binding.place_name);
        json.field("chords", binding.chords);
        json.close();
    }
    json.close();
    return json.take();
}

/// As double: JavaScript's numbers hold it exactly up to 2^53.
double revision() { return static_cast<double>(app->playground.revision()); }

/// "" or why the report was refused.
std::string training_report(const std::string& json) try {
    app->playground.training_report(json);
    return "";
} catch (const Problem& problem) {
    return problem.what();
}

/// JSON array of the orders for the training host.
std::string take_training_orders() {
    JsonWriter json;
    json.open_list();
    for (const HostOrder& order : app->playground.take_training_orders())
        json.raw(nullptr, order_json(order));
    json.close();
    return json.take();
}

/// The sentence of a problem that a script found ({code, args}), in the playground's language.
std::string problem_text(const std::string& json) {
    const Language language = app->playground.language();
    try {
        return sentence(language, message_from(parse_json(json)));
    } catch (const Problem& problem) {
        return sentence(language, problem.message());
    }
}

std::string copy_or_cut(bool cut) {
    app->platform.set_clipboard("");
    app->platform.shortcut(cut ? 'x' : 'c');
    pump();
    return app->platform.clipboard();
}

void paste(const std::string& text) {
    app->platform.set_clipboard(text);
    app->platform.shortcut('v');
    pump();
}

}  // namespace

EMSCRIPTEN_BINDINGS(playground) {
    using emscripten::function;
    function("open", &open);
    function("loadFonts", &load_fonts);
    function("addFont", &add_font);
    function("forgetLines", &forget_lines);
    function(
        "setDark", +[](bool dark) {
            app->screen.set_dark(dark);
            app->platform.repaint();
        });
    function(
        "setStill", +[](bool still) { app->screen.set_still(still); });
    function(
        "setHint", +[](bool wanted) { app->screen.set_hint(wanted); });
    function("frame", &frame);
    function(
        "repaint", +[] { app->platform.repaint(); });
    function("pump", &pump_at);
    function(
        "pinch", +[](float factor, float x, float y) { app->screen.pinch(factor, x, y); });
    function(
        "pan", +[](float dx, float dy) { app->screen.pan(dx, dy); });
    function(
        "contextLost", +[] { app->platform.context_lost(); });
    function(
        "contextRestored", +[] { app->platform.context_restored(); });

    function(
        "pointerMove", +[](float x, float y, bool touch) { app->platform.pointer_move(x, y, touch); });
    function(
        "pointerButton",
        +[](int button, bool down, bool touch) { app->platform.pointer_button(button, down, touch); });
    function(
        "pointerGone", +[](bool touch) { app->platform.pointer_gone(touch); });
    function(
        "wheel", +[](float dx, float dy) { app->platform.wheel(dx, dy); });
    function(
        "key", +[](const std::string& name, bool down, bool ctrl, bool shift, bool alt, bool meta) {
            app->platform.key(name, down, ctrl, shift, alt, meta);
        });
    function(
        "tapKey", +[](const std::string& name) { app->platform.tap_key(name); });
    function(
        "text", +[](const std::string& utf8) { app->platform.text(utf8); });
    function(
        "focus", +[](bool gained) {
            app->platform.focus(gained);
            app->screen.set_focused(gained);
        });
    function("copyOrCut", &copy_or_cut);
    function("paste", &paste);
    function("textField", &text_field);
    function("numberDraft", &number_draft);
    function("typeAgain", &type_again);

    function("widgets", &widgets);
    function(
        "scene", +[](float x, float y) {
            return scene_json(app->screen.scene(), {x, y});
        });
    function("dispatch", &dispatch);
    function("snapshot", &snapshot);
    function(
        "saved", +[](bool with_lent) { return app->playground.saved(with_lent); });
    function("ops", &ops);
    function("keyBindings", &key_bindings);
    function("revision", &revision);
    function("trainingReport", &training_report);
    function("takeTrainingOrders", &take_training_orders);
    function("problemText", &problem_text);
    function(
        "setKorean", +[](const std::string& texts) {
            try {
                set_texts(Language::ko, texts);
                return true;
            } catch (const Problem&) {
                return false;
            }
        });
    function(
        "trainingRun", +[] { return app->playground.training_run(); });
}

}  // namespace bp

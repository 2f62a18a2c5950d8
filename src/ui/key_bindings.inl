// Every key of the page: BP_KEY(id, place, repeats, chords). From this list come what the canvas does
// (key_bindings.hpp), which keys the page hands to it and which it leaves to the browser (web/platform/keys.mjs), the
// overlay that ? opens (web/rooms/graph/help.mjs), the keys in tooltips, and docs/keys.md (cmake/write_key_docs.mjs). What a
// binding does is the text help.key.<id> of the page.
//
// A chord is Mod+, Shift+, Alt+ and the name of a key (key_names.hpp); Mod is Ctrl, on a Mac Cmd. Chords of one
// binding are divided by a space. `repeats`: again while the key is held down. The places:
//   page       everywhere but in text fields
//   graph      the same, in rooms that show a graph
//   canvas     while the canvas has the keyboard
//   number     on a number card that has the keyboard
//   controls   on the canvas, done by Dear ImGui itself
//   field      while a number is typed
//   text       the same, what every text field does: neither in the overlay nor in the docs
//   clipboard  as canvas, but told by the browser's clipboard events

BP_KEY(help, page, false, "?")
BP_KEY(undo, graph, true, "Mod+Z")
BP_KEY(redo, graph, true, "Mod+Shift+Z Mod+Y")
BP_KEY(add, canvas, false, "A /")
BP_KEY(select_all, canvas, false, "Mod+A")
BP_KEY(leave, canvas, false, "Escape")
BP_KEY(clear, canvas, false, "Mod+Shift+A")
BP_KEY(remove, canvas, false, "Delete Backspace")
BP_KEY(duplicate, canvas, false, "Mod+D")
BP_KEY(copy, clipboard, false, "Mod+C")
BP_KEY(cut, clipboard, false, "Mod+X")
BP_KEY(paste, clipboard, false, "Mod+V")
BP_KEY(group, canvas, false, "Mod+G")
BP_KEY(ungroup, canvas, false, "Mod+Shift+G")
BP_KEY(move, canvas, true, "Alt+ArrowLeft Alt+ArrowRight Alt+ArrowUp Alt+ArrowDown")
BP_KEY(zoom_in, canvas, true, "+ =")
BP_KEY(zoom_out, canvas, true, "-")
BP_KEY(fit, canvas, false, "F")
BP_KEY(next, controls, true, "Tab Shift+Tab")
BP_KEY(neighbour, controls, true, "ArrowLeft ArrowRight ArrowUp ArrowDown")
BP_KEY(press, controls, false, "Enter Space")
BP_KEY(nudge, number, true, "ArrowUp ArrowDown")
BP_KEY(nudge_far, number, true, "Shift+ArrowUp Shift+ArrowDown")
BP_KEY(nudge_fine, number, true, "Mod+ArrowUp Mod+ArrowDown")
BP_KEY(accept, field, false, "Enter")
BP_KEY(cancel, field, false, "Escape")
BP_KEY(edit_text, text, true,
       "ArrowLeft ArrowRight Home End Backspace Delete Mod+A Mod+Z Mod+Y Mod+ArrowLeft Mod+ArrowRight Mod+Home "
       "Mod+End Mod+Backspace Mod+Delete Alt+ArrowLeft Alt+ArrowRight Alt+Backspace Alt+Delete")

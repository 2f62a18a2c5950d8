# cmake -DTHEME=theme.json -DOUT=theme_data.hpp -P embed_theme.cmake: colours and type scale of assets/theme.json for the canvas
# (src/ui/theme.hpp). The page has the same file by theme.mjs.
file(READ "${THEME}" theme)

# The members of an object, each by a template in which NAME and Name stand for its name.
string(JSON count LENGTH "${theme}" colours)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
    string(JSON name MEMBER "${theme}" colours ${i})
    string(APPEND members "    Colour ${name};\n")
    foreach(scheme light dark)
        string(JSON colour GET "${theme}" colours ${name} ${scheme})
        string(SUBSTRING "${colour}" 1 6 hex)
        string(SUBSTRING "${colour}ff" 7 2 alpha)
        string(APPEND ${scheme} "    .${name} = rgb(0x${hex}, 0x${alpha}),\n")
    endforeach()
endforeach()

string(JSON count LENGTH "${theme}" type)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
    string(JSON name MEMBER "${theme}" type ${i})
    string(JSON size GET "${theme}" type ${name})
    string(SUBSTRING "${name}" 0 1 initial)
    string(SUBSTRING "${name}" 1 -1 rest)
    string(TOUPPER "${initial}" initial)
    string(APPEND sizes "constexpr float k${initial}${rest} = ${size};\n")
endforeach()
string(JSON grid GET "${theme}" grid)

file(WRITE "${OUT}" "// Made of assets/theme.json.
#pragma once

#include \"ui/colour.hpp\"

namespace bp::ui {

struct Palette {
${members}};

inline constexpr Palette kLight{
${light}};

inline constexpr Palette kDark{
${dark}};

namespace type {
${sizes}}  // namespace type

constexpr float kGrid = ${grid};

}  // namespace bp::ui
")

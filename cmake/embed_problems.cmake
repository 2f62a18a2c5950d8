# cmake -DTEXTS=problems.json -DOUT=file.hpp -P embed_problems.cmake: the English templates of problems as macros, of which
# src/base/message.cpp makes one text with the ids of src/base/problems.inl.
file(READ "${TEXTS}" json)
set(macros "")
string(JSON areas LENGTH "${json}")
math(EXPR last_area "${areas} - 1")
foreach(i RANGE ${last_area})
    string(JSON area MEMBER "${json}" ${i})
    string(JSON texts GET "${json}" "${area}")
    string(JSON count LENGTH "${texts}")
    math(EXPR last "${count} - 1")
    foreach(k RANGE ${last})
        string(JSON name MEMBER "${texts}" ${k})
        string(JSON text GET "${texts}" "${name}")
        string(APPEND macros "#define BP_ENGLISH_${area}_${name} R\"texts(${text})texts\"\n")
    endforeach()
endforeach()
file(WRITE "${OUT}" "#pragma once

${macros}")

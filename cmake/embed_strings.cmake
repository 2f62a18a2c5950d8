# cmake -DFOLDER=assets/strings -DOUT=file.cpp -P embed_strings.cmake: the canvas's texts and the translations of
# problems as string constants (src/playground/words/strings_data.hpp).
set(code "#include \"playground/words/strings_data.hpp\"\n\nnamespace bp {\n")
foreach(pair kCanvasEn:en/canvas kCanvasKo:ko/canvas kProblemsKo:ko/problems)
    string(REPLACE ":" ";" pair "${pair}")
    list(GET pair 0 name)
    list(GET pair 1 file)
    file(READ "${FOLDER}/${file}.json" text)
    string(APPEND code "const std::string_view ${name} = R\"texts(${text})texts\";\n")
endforeach()
string(APPEND code "}  // namespace bp\n")
file(WRITE "${OUT}" "${code}")

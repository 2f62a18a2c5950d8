# cmake -DFOLDER=assets/strings/en -DOUT=file.cpp -P embed_strings.cmake: the canvas's English texts as string constants
# (src/playground/words/strings_data.hpp).
foreach(name canvas ops)
    file(READ "${FOLDER}/${name}.json" text)
    string(REGEX REPLACE "\n *" "" ${name} "${text}")
endforeach()
file(WRITE "${OUT}" "#include \"playground/words/strings_data.hpp\"

namespace bp {
const std::string_view kCanvasEn = R\"texts(${canvas})texts\";
const std::string_view kOpsEn = R\"texts(${ops})texts\";
}  // namespace bp
")

# cmake -DTEXTS=canvas.json -DOUT=file.cpp -P embed_strings.cmake: the canvas's English texts as a string constant
# (src/playground/words/strings_data.hpp).
file(READ "${TEXTS}" text)
string(REGEX REPLACE "\n *" "" text "${text}")
file(WRITE "${OUT}" "#include \"playground/words/strings_data.hpp\"

namespace bp {
const std::string_view kCanvasEn = R\"texts(${text})texts\";
}  // namespace bp
")

#pragma once

#include <string>

namespace bp {

/// A Korean particle follows the sound before it: "사과은(는)" becomes "사과는", "값은(는)" "값은". Settles
/// every 은(는), 이(가), 을(를), 과(와), (으)로 and (이)라 of the text, after Hangul, digits and Latin
/// letters.
std::string with_josa(std::string text);

}  // namespace bp

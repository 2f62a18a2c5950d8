#include "playground/words/josa.hpp"

#include <array>
#include <string_view>

namespace bp {
namespace {

/// How the syllable before a particle ends.
enum class Ending { vowel, consonant, rieul };

struct Particle {
    std::string_view written;
    std::string_view after_consonant;
    std::string_view after_vowel;
    bool rieul_is_vowel = false;
};

constexpr std::array<Particle, 6> kParticles{{
    {"은(는)", "은", "는"},
    {"이(가)", "이", "가"},
    {"을(를)", "을", "를"},
    {"과(와)", "과", "와"},
    {"(으)로", "으로", "로", true},
    {"(이)라", "이라", "라"},
}};

Ending of_hangul(unsigned code_point) {
    constexpr unsigned kFinals = 28, kRieul = 8;
    const unsigned last = (code_point - 0xAC00) % kFinals;
    return last == 0 ? Ending::vowel : last == kRieul ? Ending::rieul : Ending::consonant;
}

/// Digits are read in Korean: 영 일 이 삼 사 오 육 칠 팔 구.
Ending of_digit(char digit) {
    constexpr std::string_view kConsonant = "036", kRieul = "178";
    if (kConsonant.find(digit) != std::string_view::npos) return Ending::consonant;
    return kRieul.find(digit) != std::string_view::npos ? Ending::rieul : Ending::vowel;
}

/// By the usual sound of a word's last letters.
Ending of_latin(std::string_view word) {
    const char last = word.back(), before = word.size() > 1 ? word[word.size() - 2] : ' ';
    const bool spelled = last == 'R' || (last == 'r' && !(before >= 'a' && before <= 'z'));  // "알"
    if (spelled || last == 'l' || last == 'L' || word.ends_with("le")) return Ending::rieul;
    constexpr std::string_view kNasal = "mnMN";
    if (kNasal.find(last) != std::string_view::npos || word.ends_with("ng")) return Ending::consonant;
    return Ending::vowel;
}

Ending ending(std::string_view before) {
    constexpr std::string_view kPassedOver = "`'\"),]} ";
    for (;;) {
        if (before.ends_with("’") || before.ends_with("”")) {
            before.remove_suffix(std::string_view("’").size());
        } else if (!before.empty() && kPassedOver.find(before.back()) != std::string_view::npos) {
            before.remove_suffix(1);
        } else {
            break;
        }
    }
    if (before.empty()) return Ending::vowel;
    const auto byte = [&](size_t from_end) {
        return static_cast<unsigned>(static_cast<unsigned char>(before[before.size() - from_end]));
    };
    if (before.size() >= 3 && byte(3) >> 4 == 0xE) {
        const unsigned code_point = (byte(3) & 0xF) << 12 | (byte(2) & 0x3F) << 6 | (byte(1) & 0x3F);
        return code_point >= 0xAC00 && code_point <= 0xD7A3 ? of_hangul(code_point) : Ending::vowel;
    }
    if (before.back() >= '0' && before.back() <= '9') return of_digit(before.back());
    return of_latin(before);
}

}  // namespace

std::string with_josa(std::string text) {
    for (const Particle& particle : kParticles) {
        size_t at = text.find(particle.written);
        while (at != std::string::npos) {
            const Ending sound = ending(std::string_view(text).substr(0, at));
            const bool vowel = sound == Ending::vowel || (sound == Ending::rieul && particle.rieul_is_vowel);
            const std::string_view chosen = vowel ? particle.after_vowel : particle.after_consonant;
            text.replace(at, particle.written.size(), chosen);
            at = text.find(particle.written, at + chosen.size());
        }
    }
    return text;
}

}  // namespace bp

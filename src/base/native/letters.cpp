#include "base/letters.hpp"

#include <algorithm>
#include <vector>

#include "base/native/letters_data.hpp"

namespace bp {

Letter letter(char32_t c) {
    const auto after = std::ranges::upper_bound(letters::kRuns, c, {}, &letters::Run::first);
    return after == letters::kRuns.begin() ? Letter::none : static_cast<Letter>(std::prev(after)->kind);
}

namespace {

constexpr char32_t kSyllables = 0xAC00, kLeads = 0x1100, kVowels = 0x1161, kTails = 0x11A7;
constexpr char32_t kLeadCount = 19, kVowelCount = 21, kTailCount = 28;
constexpr char32_t kSyllableCount = kLeadCount * kVowelCount * kTailCount;

void take_apart(char32_t c, std::vector<char32_t>& to) {
    if (c - kSyllables < kSyllableCount) {
        const char32_t s = c - kSyllables;
        to.push_back(kLeads + s / (kVowelCount * kTailCount));
        to.push_back(kVowels + s / kTailCount % kVowelCount);
        if (s % kTailCount != 0) to.push_back(kTails + s % kTailCount);
        return;
    }
    const auto found = std::ranges::lower_bound(letters::kParts, c, {}, &letters::Parts::whole);
    if (found == letters::kParts.end() || found->whole != c) return to.push_back(c);
    const auto parts = letters::kPartLetters.subspan(found->at, found->count);
    to.insert(to.end(), parts.begin(), parts.end());
}

int rank(char32_t c) {
    const auto found = std::ranges::lower_bound(letters::kRanks, c, {}, &letters::Run::first);
    return found == letters::kRanks.end() || found->first != c ? 0 : found->kind;
}

/// What the two make together, or 0.
char32_t together(char32_t a, char32_t b) {
    if (a - kLeads < kLeadCount && b - kVowels < kVowelCount)
        return kSyllables + ((a - kLeads) * kVowelCount + b - kVowels) * kTailCount;
    const bool open = a - kSyllables < kSyllableCount && (a - kSyllables) % kTailCount == 0;
    if (open && b > kTails && b - kTails < kTailCount) return a + b - kTails;
    const auto found = std::ranges::find_if(
        letters::kPairs, [&](const letters::Pair& pair) { return pair.first == a && pair.second == b; });
    return found == letters::kPairs.end() ? 0 : found->whole;
}

}  // namespace

/// Unicode's algorithm (UAX #15).
std::string nfkc(std::string_view text) {
    std::vector<char32_t> apart;
    for (size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        if (c.size == 0) return std::string(text);
        take_apart(c.value, apart);
        at += c.size;
    }
    for (size_t i = 1; i < apart.size(); ++i) {  // marks in their order, equal ones as they come
        for (size_t k = i; k > 0 && rank(apart[k]) > 0 && rank(apart[k - 1]) > rank(apart[k]); --k)
            std::swap(apart[k], apart[k - 1]);
    }
    std::vector<char32_t> result;
    size_t base = 0;  // where the last letter stands that is no mark
    for (const char32_t c : apart) {
        const int own = rank(c), last = result.empty() ? 0 : rank(result.back());
        const bool near = !result.empty() && (base + 1 == result.size() || (last != 0 && last < own));
        const char32_t whole = near && rank(result[base]) == 0 ? together(result[base], c) : 0;
        if (whole != 0) {
            result[base] = whole;
            continue;
        }
        result.push_back(c);
        if (own == 0) base = result.size() - 1;
    }
    std::string utf8;
    for (const char32_t c : result) encode_utf8(c, utf8);
    return utf8;
}

}  // namespace bp

/** Korean particles, as src/playground/words/josa.cpp settles them for the canvas. */
const particles = [['은(는)', '은', '는'], ['이(가)', '이', '가'], ['을(를)', '을', '를'], ['과(와)', '과', '와'],
  ['(으)로', '으로', '로'], ['(이)라', '이라', '라']];

/** How the sound before a particle ends: 'vowel', 'consonant' or 'rieul' (ㄹ). @param {string} before */
function ending(before) {
  const word = before.replace(/[`'"’”),\]} ]+$/, '');
  const last = word.codePointAt(word.length - 1) ?? 0;
  if (last >= 0xac00 && last <= 0xd7a3) {
    const final = (last - 0xac00) % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant';
  }
  if (/[178LRl]$|le$|(^|[^a-z])r$/.test(word)) return 'rieul';
  return /[036]$|[mnMN]$|ng$/.test(word) ? 'consonant' : 'vowel';
}

/** "사과은(는)" becomes "사과는". @param {string} text */
export function withJosa(text) {
  let settled = text;
  for (const [written, afterConsonant, afterVowel] of particles) {
    for (let at = settled.indexOf(written); at >= 0; at = settled.indexOf(written, at)) {
      const sound = ending(settled.slice(0, at));
      const vowel = sound === 'vowel' || (sound === 'rieul' && written === '(으)로');
      settled = settled.slice(0, at) + (vowel ? afterVowel : afterConsonant) + settled.slice(at + written.length);
    }
  }
  return settled;
}

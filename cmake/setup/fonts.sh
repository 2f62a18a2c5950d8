# Fonts in .deps/fonts: Inter for the canvas and the page, subset to what the UI writes; NanumGothic's Hangul,
# which the page loads when there is Korean to write. Sourced by emsdk-setup.sh.

fonts_version="inter-4.0beta7 nanum subset-5"

setup_fonts() {
    stamped fonts "$fonts_version" && return 0
    is_debian || {
        say "fonts are taken from Debian only: the page will use the browser's own"
        return 0
    }
    say "fonts (Debian packages fonts-inter, fonts-nanum)"
    local work=$deps/tmp/fonts dir=$deps/fonts
    unpack_deb fonts-inter 4.0 "$work"
    unpack_deb fonts-nanum 20200506 "$work"
    fresh_dir "$dir"
    local python=/usr/bin/python3
    "$python" cmake/setup/subset_font.py "$work/usr/share/fonts/opentype/inter/Inter-Regular.otf" "$dir/ui.ttf" &&
        "$python" cmake/setup/subset_font.py "$work/usr/share/fonts/opentype/inter/Inter-SemiBold.otf" \
            "$dir/ui-semibold.ttf" || fail "the UI font could not be subset (Debian package fonttools)"
    # hangul-name: the three letters of the button that leads to Korean.
    local nanum=$work/usr/share/fonts/truetype/nanum
    "$python" cmake/setup/subset_hangul.py "$nanum/NanumGothic.ttf" "$dir/korean.ttf" &&
        "$python" cmake/setup/subset_hangul.py "$nanum/NanumGothicBold.ttf" "$dir/korean-bold.ttf" &&
        "$python" cmake/setup/subset_hangul.py "$nanum/NanumGothic.ttf" "$dir/hangul-name.ttf" 한국어 ||
        fail "the Korean font could not be subset (Debian package fonttools)"
    cp "$work/usr/share/doc/fonts-inter/copyright" "$dir/LICENSE-Inter.txt"
    cp "$work/usr/share/doc/fonts-nanum/copyright" "$dir/LICENSE-Nanum.txt"
    stamp fonts "$fonts_version"
}

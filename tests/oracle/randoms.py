"""The engine's random numbers, written down a second time from their definitions: xoshiro256++ (Blackman and Vigna
2019) seeded by splitmix64, and Marsaglia's polar method."""

import math

MASK = (1 << 64) - 1


def _splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def _rotated(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def _uniforms(seed):
    seeds = _splitmix64(seed & MASK)
    s = [next(seeds) for _ in range(4)]
    while True:
        result = (_rotated((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = _rotated(s[3], 45)
        yield (result >> 11) * 2.0**-53


def normals(count, seed):
    uniforms = _uniforms(seed)
    numbers = []
    while len(numbers) < count:
        x = 2 * next(uniforms) - 1
        y = 2 * next(uniforms) - 1
        r = x * x + y * y
        if r >= 1 or r == 0:
            continue
        scale = math.sqrt(-2 * math.log(r) / r)
        numbers += [x * scale, y * scale]
    return numbers[:count]

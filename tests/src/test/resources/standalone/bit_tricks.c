/* Bits counted, reversed, spread, scanned and rounded in several ways each, which must agree. */
#include "runtime.h"

static u64 log_of[6];

static int count_kernighan(u64 x)
{
	int n = 0;

	for (; x; x &= x - 1)
		n++;
	return n;
}

static int count_swar(u64 x)
{
	x -= x >> 1 & 0x5555555555555555;
	x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (int)(x * 0x0101010101010101 >> 56);
}

static u64 reverse(u64 x)
{
	x = (x >> 1 & 0x5555555555555555) | (x & 0x5555555555555555) << 1;
	x = (x >> 2 & 0x3333333333333333) | (x & 0x3333333333333333) << 2;
	x = (x >> 4 & 0x0f0f0f0f0f0f0f0f) | (x & 0x0f0f0f0f0f0f0f0f) << 4;
	return __builtin_bswap64(x);
}

static u64 reverse_slow(u64 x)
{
	u64 r = 0;

	for (int i = 0; i < 64; i++)
		r |= (x >> i & 1) << (63 - i);
	return r;
}

static u64 spread(u32 x)
{
	u64 r = x;

	r = (r | r << 16) & 0x0000ffff0000ffff;
	r = (r | r << 8) & 0x00ff00ff00ff00ff;
	r = (r | r << 4) & 0x0f0f0f0f0f0f0f0f;
	r = (r | r << 2) & 0x3333333333333333;
	return (r | r << 1) & 0x5555555555555555;
}

static u64 extract(u64 x, u64 mask)
{
	u64 r = 0;

	for (int k = 0; mask; mask &= mask - 1, k++)
		if (x & mask & -mask)
			r |= 1UL << k;
	return r;
}

static u32 round_up(u32 x)
{
	x--;
	for (int s = 1; s < 32; s *= 2)
		x |= x >> s;
	return x + 1;
}

static int log2_table(u64 x)
{
	int r = 0;

	for (int i = 5; i >= 0; i--) {
		int s = (x > log_of[i]) << i;

		x >>= s;
		r |= s;
	}
	return r;
}

int main(void)
{
	u64 seed = 11, h = 0;
	int wrong = 0;

	for (int i = 0; i < 6; i++)
		log_of[i] = (1UL << (1 << i)) - 1;
	for (int i = 0; i < 300; i++) {
		u64 x = next_random(&seed) >> (i % 64), m = next_random(&seed) & next_random(&seed);
		int c = count_kernighan(x);

		wrong += c != count_swar(x) || c != __builtin_popcountl(x);
		wrong += reverse(x) != reverse_slow(x);
		wrong += x && log2_table(x) != 63 - __builtin_clzl(x);
		wrong += __builtin_parityl(x) != (c & 1);
		wrong += extract(spread((u32)x), 0x5555555555555555) != (u32)x;
		h = h * 31 + extract(x, m) + (x ^ x >> 1) + round_up((u32)x | 1);
		h ^= (u64)__builtin_ffsl((long)m) + __builtin_bswap32((u32)x) + __builtin_bswap16((u16)x);
		h += (u64)__builtin_clrsbl((long)x) + (x & -x) + (x | (x + 1)) + (x << (i & 63) | x >> (-i & 63));
	}
	line("bits", h);
	return wrong;
}

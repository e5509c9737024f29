/* Generators of numbers: Mersenne twister, xorshift, PCG, LFSR, Blum-Blum-Shub, middle square; a shuffle; a chi test. */
#include "runtime.h"

static u32 twister[624];
static int at = 624;
static u16 deck[52];
static u32 buckets[16];

static void seed_twister(u32 seed)
{
	for (u32 i = 0; i < 624; i++) {
		twister[i] = seed;
		seed = 1812433253u * (seed ^ seed >> 30) + i + 1;
	}
}

static u32 mersenne(void)
{
	u32 y;

	if (at == 624) {
		for (int i = 0; i < 624; i++) {
			y = (twister[i] & 0x80000000) | (twister[(i + 1) % 624] & 0x7fffffff);
			twister[i] = twister[(i + 397) % 624] ^ y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
		}
		at = 0;
	}
	y = twister[at++];
	y ^= y >> 11;
	y ^= y << 7 & 0x9d2c5680;
	y ^= y << 15 & 0xefc60000;
	return y ^ y >> 18;
}

static u64 xorshift(u64 *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s * 2685821657736338717UL;
}

static u32 pcg(u64 *s)
{
	u64 old = *s;
	u32 x = (u32)((old >> 18 ^ old) >> 27), rot = (u32)(old >> 59);

	*s = old * 6364136223846793005UL + 1442695040888963407UL;
	return x >> rot | x << (-rot & 31);
}

static u32 lfsr_period(u16 start)
{
	u16 s = start;
	u32 n = 0;

	do {
		u16 bit = (u16)((s ^ s >> 2 ^ s >> 3 ^ s >> 5) & 1);

		s = (u16)(s >> 1 | bit << 15);
		n++;
	} while (s != start);
	return n;
}

int main(void)
{
	u64 x = 88172645463325252, p = 42, chi = 0, h = 0;
	u32 b = 3;

	seed_twister(5489);
	for (int i = 0; i < 999; i++)
		mersenne();
	line("mersenne", mersenne());
	for (u32 i = 0; i < 1600; i++) {
		h ^= xorshift(&x) + pcg(&p);
		buckets[pcg(&p) >> 28]++;
		b = (u32)((u64)b * b % (11u * 23 * 1009 * 991));
	}
	for (u32 i = 0; i < 16; i++)
		chi += (u64)(buckets[i] - 100) * (buckets[i] - 100) & 0xffffffff;
	line("mixed", h);
	line("square", b);
	line("chi", chi);
	line("period", lfsr_period(0xace1));
	for (u16 i = 0; i < 52; i++)
		deck[i] = i;
	for (u32 i = 51; i; i--) {
		u32 k = (u32)((u64)mersenne() * (i + 1) >> 32);
		u16 t = deck[i];

		deck[i] = deck[k];
		deck[k] = t;
	}
	line("deck", digest(deck, sizeof(deck)));
	return chi > 4000;
}

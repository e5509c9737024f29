/* Hash functions over every length and alignment: FNV-1, djb2, one-at-a-time, a Murmur-like and a Sip-like one. */
#include "runtime.h"

static u8 text[96];
static u64 table[5][64];

static u64 fnv1(const u8 *p, size_t n)
{
	u32 h = 2166136261u;

	while (n--)
		h = h * 16777619 ^ *p++;
	return h;
}

static u64 djb2(const u8 *p, size_t n)
{
	u64 h = 5381;

	while (n--)
		h = (h << 5) + h + *p++;
	return h;
}

static u64 one_at_a_time(const u8 *p, size_t n)
{
	u32 h = 0;

	while (n--) {
		h += *p++;
		h += h << 10;
		h ^= h >> 6;
	}
	h += h << 3;
	h ^= h >> 11;
	return h + (h << 15);
}

static u64 load(const u8 *p, size_t n)
{
	u64 v = 0;

	for (size_t i = 0; i < n; i++)
		v |= (u64)p[i] << (8 * i);
	return v;
}

static inline u64 rotl(u64 x, int n)
{
	return x << n | x >> (64 - n);
}

static u64 murmur(const u8 *p, size_t n)
{
	u64 h = n * 0xc6a4a7935bd1e995;

	for (; n >= 8; n -= 8, p += 8) {
		u64 k = load(p, 8) * 0xc6a4a7935bd1e995;

		h = (h ^ (k ^ k >> 47) * 0xc6a4a7935bd1e995) * 0xc6a4a7935bd1e995;
	}
	if (n)
		h = (h ^ load(p, n)) * 0xc6a4a7935bd1e995;
	h = (h ^ h >> 47) * 0xc6a4a7935bd1e995;
	return h ^ h >> 47;
}

static void rounds(u64 v[4], int n)
{
	while (n--) {
		v[0] += v[1];
		v[2] += v[3];
		v[1] = rotl(v[1], 13) ^ v[0];
		v[3] = rotl(v[3], 16) ^ v[2];
		v[0] = rotl(v[0], 32) + v[3];
		v[2] += v[1];
		v[3] = rotl(v[3], 21) ^ v[0];
		v[1] = rotl(v[1], 17) ^ v[2];
		v[2] = rotl(v[2], 32);
	}
}

static u64 sip(const u8 *p, size_t n)
{
	u64 v[4] = { 0x736f6d6570736575, 0x646f72616e646f6d, 0x6c7967656e657261, 0x7465646279746573 };
	u64 last = n << 56;

	for (; n >= 8; n -= 8, p += 8) {
		u64 m = load(p, 8);

		v[3] ^= m;
		rounds(v, 2);
		v[0] ^= m;
	}
	last |= load(p, n);
	v[3] ^= last;
	rounds(v, 2);
	v[0] ^= last;
	v[2] ^= 255;
	rounds(v, 4);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

int main(void)
{
	static u64 (*const all[])(const u8 *, size_t) = { fnv1, djb2, one_at_a_time, murmur, sip };
	static const char *const names[] = { "fnv1", "djb2", "one", "murmur", "sip" };
	u64 seed = 9;
	int clashes = 0;

	for (u32 i = 0; i < COUNT(text); i++)
		text[i] = (u8)next_random(&seed);
	for (u32 f = 0; f < COUNT(all); f++) {
		for (u32 n = 0; n < 64; n++) {
			table[f][n] = all[f](text + n % 5, n);
			for (u32 m = 0; m < n; m++)
				clashes += table[f][n] == table[f][m];
		}
		line(names[f], digest(table[f], sizeof(table[f])));
	}
	return clashes;
}

/* Arithmetic in GF(256) by tables: a Reed-Solomon code that finds and mends two wrong bytes; Hamming (7,4) as well. */
#include "runtime.h"

#define DATA 20
#define PARITY 4

static u8 power[512], log_of[256];
static u8 message[DATA + PARITY], received[DATA + PARITY];

static u8 mul(u8 a, u8 b)
{
	return a && b ? power[log_of[a] + log_of[b]] : 0;
}

static u8 over(u8 a, u8 b)
{
	return a ? power[255 + log_of[a] - log_of[b]] : 0;
}

static void tables(void)
{
	u32 x = 1;

	for (int i = 0; i < 255; i++) {
		power[i] = power[i + 255] = (u8)x;
		log_of[x] = (u8)i;
		x <<= 1;
		x ^= x & 0x100 ? 0x11d : 0;
	}
}

static void encode(void)
{
	u8 generator[PARITY + 1] = { 1 };
	u8 rest[PARITY] = { 0 };

	for (int i = 0; i < PARITY; i++)
		for (int k = i + 1; k > 0; k--)
			generator[k] ^= mul(generator[k - 1], power[i]);
	for (int i = 0; i < DATA; i++) {
		u8 f = message[i] ^ rest[0];

		for (int k = 0; k < PARITY; k++)
			rest[k] = (k + 1 < PARITY ? rest[k + 1] : 0) ^ mul(f, generator[k + 1]);
	}
	memcpy(message + DATA, rest, PARITY);
}

/* Bytes mended, or -1. */
static int mend(void)
{
	u8 s[PARITY];
	u8 any = 0;

	for (int i = 0; i < PARITY; i++) {
		s[i] = 0;
		for (int k = 0; k < DATA + PARITY; k++)
			s[i] = mul(s[i], power[i]) ^ received[k];
		any |= s[i];
	}
	if (!any)
		return 0;
	for (int a = 0; a < DATA + PARITY; a++) {
		u8 xa = power[DATA + PARITY - 1 - a];

		if (mul(s[0], xa) == s[1] && mul(s[1], xa) == s[2] && mul(s[2], xa) == s[3]) {
			received[a] ^= s[0];
			return 1;
		}
		for (int b = a + 1; b < DATA + PARITY; b++) {
			u8 xb = power[DATA + PARITY - 1 - b], ea, eb;

			eb = over(s[1] ^ mul(s[0], xa), xb ^ xa);
			ea = s[0] ^ eb;
			if ((mul(ea, mul(xa, xa)) ^ mul(eb, mul(xb, xb))) != s[2])
				continue;
			if ((mul(ea, mul(xa, mul(xa, xa))) ^ mul(eb, mul(xb, mul(xb, xb)))) != s[3])
				continue;
			received[a] ^= ea;
			received[b] ^= eb;
			return 2;
		}
	}
	return -1;
}

static u8 hamming(u8 d)
{
	u8 p1 = (d ^ d >> 1 ^ d >> 3) & 1, p2 = (d ^ d >> 2 ^ d >> 3) & 1, p4 = (d >> 1 ^ d >> 2 ^ d >> 3) & 1;

	return (u8)(p1 | p2 << 1 | (d & 1) << 2 | p4 << 3 | (d & 0xe) << 3);
}

static u8 unhamming(u8 c)
{
	u32 at = 0;

	for (u32 i = 0; i < 7; i++)
		at ^= c >> i & 1 ? i + 1 : 0;
	c ^= at ? 1u << (at - 1) : 0;
	return (u8)((c >> 2 & 1) | (c >> 3 & 0xe));
}

int main(void)
{
	u64 seed = 256;
	u32 mended[3] = { 0 };
	int wrong = 0;

	tables();
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < DATA; i++)
			message[i] = (u8)next_random(&seed);
		encode();
		memcpy(received, message, sizeof(message));
		for (int e = 0; e < round % 3; e++)
			received[next_random(&seed) % sizeof(received)] ^= (u8)(next_random(&seed) | 1);
		mended[mend() % 3]++;
		wrong += memcmp(received, message, sizeof(message)) != 0;
	}
	for (u8 d = 0; d < 16; d++)
		for (int bit = 0; bit < 8; bit++)
			wrong += unhamming((u8)((hamming(d) ^ 1 << bit) & 0x7f)) != d;
	line("message", digest(message, sizeof(message)));
	line("mended", mended[0] * 10000 + mended[1] * 100 + mended[2]);
	return wrong;
}

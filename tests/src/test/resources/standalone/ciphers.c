/* ChaCha20, XTEA and RC4: encrypt, decrypt, compare. */
#include "runtime.h"

static u8 plain[200], cipher[3][200], again[200];

static u32 rol(u32 x, int n)
{
	return x << n | x >> (32 - n);
}

#define QUARTER(a, b, c, d)                       \
	do {                                      \
		s[a] += s[b];                     \
		s[d] = rol(s[d] ^ s[a], 16);      \
		s[c] += s[d];                     \
		s[b] = rol(s[b] ^ s[c], 12);      \
		s[a] += s[b];                     \
		s[d] = rol(s[d] ^ s[a], 8);       \
		s[c] += s[d];                     \
		s[b] = rol(s[b] ^ s[c], 7);       \
	} while (0)

static void chacha(u8 *to, const u8 *from, u32 n, const u32 key[8])
{
	for (u32 block = 0; block * 64 < n; block++) {
		u32 start[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 }, s[16];

		memcpy(start + 4, key, 32);
		start[12] = block;
		memcpy(s, start, sizeof(s));
		for (int i = 0; i < 10; i++) {
			QUARTER(0, 4, 8, 12);
			QUARTER(1, 5, 9, 13);
			QUARTER(2, 6, 10, 14);
			QUARTER(3, 7, 11, 15);
			QUARTER(0, 5, 10, 15);
			QUARTER(1, 6, 11, 12);
			QUARTER(2, 7, 8, 13);
			QUARTER(3, 4, 9, 14);
		}
		for (u32 i = 0; i < 64 && block * 64 + i < n; i++)
			to[block * 64 + i] = from[block * 64 + i] ^ (u8)((s[i / 4] + start[i / 4]) >> (i % 4 * 8));
	}
}

static void xtea(u32 v[2], const u32 k[4], int decrypt)
{
	u32 a = v[0], b = v[1], delta = 0x9e3779b9, sum = decrypt ? delta * 32 : 0;

	for (int i = 0; i < 32; i++) {
		if (decrypt) {
			b -= ((a << 4 ^ a >> 5) + a) ^ (sum + k[sum >> 11 & 3]);
			sum -= delta;
			a -= ((b << 4 ^ b >> 5) + b) ^ (sum + k[sum & 3]);
		} else {
			a += ((b << 4 ^ b >> 5) + b) ^ (sum + k[sum & 3]);
			sum += delta;
			b += ((a << 4 ^ a >> 5) + a) ^ (sum + k[sum >> 11 & 3]);
		}
	}
	v[0] = a;
	v[1] = b;
}

static void rc4(u8 *to, const u8 *from, u32 n, const u8 *key, u32 length)
{
	u8 s[256], i = 0, j = 0;

	for (int k = 0; k < 256; k++)
		s[k] = (u8)k;
	do {
		u8 t = s[i];

		j = (u8)(j + t + key[i % length]);
		s[i] = s[j];
		s[j] = t;
	} while (++i);
	j = 0;
	for (u32 k = 0; k < n; k++) {
		u8 t = s[++i];

		j = (u8)(j + t);
		s[i] = s[j];
		s[j] = t;
		to[k] = from[k] ^ s[(u8)(s[i] + t)];
	}
}

int main(void)
{
	static const u32 key[8] = { 1, 0x20, 0x300, 0x4000, 0x50000, 0x600000, 0x7000000, 0x80000000 };
	int wrong = 0;
	u32 block[2];

	for (u32 i = 0; i < sizeof(plain); i++)
		plain[i] = (u8)(i * i + 3);
	chacha(cipher[0], plain, sizeof(plain), key);
	chacha(again, cipher[0], sizeof(plain), key);
	wrong += memcmp(plain, again, sizeof(plain)) != 0;
	for (u32 i = 0; i < sizeof(plain); i += 8) {
		memcpy(block, plain + i, 8);
		xtea(block, key, 0);
		memcpy(cipher[1] + i, block, 8);
		xtea(block, key, 1);
		wrong += memcmp(plain + i, block, 8) != 0;
	}
	rc4(cipher[2], plain, sizeof(plain), (const u8 *)"fastpath", 8);
	rc4(again, cipher[2], sizeof(plain), (const u8 *)"fastpath", 8);
	wrong += memcmp(plain, again, sizeof(plain)) != 0;
	line("chacha", digest(cipher[0], 200));
	line("xtea", digest(cipher[1], 200));
	line("rc4", digest(cipher[2], 200));
	return wrong;
}

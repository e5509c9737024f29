/* SHA-1 in pieces of odd sizes; the standard's test vectors. */
#include "runtime.h"

struct sha1 {
	u32 state[5];
	u64 length;
	u8 block[64];
};

static u32 rol(u32 x, int n)
{
	return x << n | x >> (32 - n);
}

static void transform(struct sha1 *s)
{
	u32 w[80], a = s->state[0], b = s->state[1], c = s->state[2], d = s->state[3], e = s->state[4];

	for (int i = 0; i < 16; i++)
		w[i] = (u32)s->block[4 * i] << 24 | s->block[4 * i + 1] << 16 | s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		u32 f, k, t;

		switch (i / 20) {
		case 0:
			f = (b & c) | (~b & d);
			k = 0x5a827999;
			break;
		case 1:
			f = b ^ c ^ d;
			k = 0x6ed9eba1;
			break;
		case 2:
			f = (b & c) | (b & d) | (c & d);
			k = 0x8f1bbcdc;
			break;
		default:
			f = b ^ c ^ d;
			k = 0xca62c1d6;
		}
		t = rol(a, 5) + f + e + k + w[i];
		e = d;
		d = c;
		c = rol(b, 30);
		b = a;
		a = t;
	}
	s->state[0] += a;
	s->state[1] += b;
	s->state[2] += c;
	s->state[3] += d;
	s->state[4] += e;
}

static void update(struct sha1 *s, const u8 *p, size_t n)
{
	while (n--) {
		s->block[s->length++ % 64] = *p++;
		if (s->length % 64 == 0)
			transform(s);
	}
}

static void finish(struct sha1 *s, u8 out[20])
{
	u64 bits = s->length * 8;
	u8 byte = 0x80;

	do {
		update(s, &byte, 1);
		byte = 0;
	} while (s->length % 64 != 56);
	for (int i = 56; i >= 0; i -= 8) {
		byte = (u8)(bits >> i);
		update(s, &byte, 1);
	}
	for (int i = 0; i < 20; i++)
		out[i] = (u8)(s->state[i / 4] >> (24 - i % 4 * 8));
}

static u8 result[3][20];

static void hash(int which, const char *text, int times, size_t piece)
{
	struct sha1 s = { { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 }, 0, { 0 } };

	while (times--) {
		size_t n = strlen(text);

		for (size_t at = 0; at < n; at += piece)
			update(&s, (const u8 *)text + at, n - at < piece ? n - at : piece);
	}
	finish(&s, result[which]);
	for (int i = 0; i < 20; i++) {
		hex(result[which][i] >> 4);
		hex(result[which][i] & 15);
	}
	put("\n");
}

int main(void)
{
	static const u8 abc[4] = { 0xa9, 0x99, 0x3e, 0x36 };

	hash(0, "abc", 1, 2);
	hash(1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, 7);
	hash(2, "0123456789", 100, 3);
	return memcmp(result[0], abc, 4) != 0;
}

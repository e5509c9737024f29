/* Codecs of fixed and variable length in both byte orders: network headers, LEB128, zigzag, BCD, varints of sqlite. */
#include "runtime.h"

static u8 wire[256];
static u8 *at;

static void be(u64 v, int bytes)
{
	while (bytes--)
		*at++ = (u8)(v >> (8 * bytes));
}

static u64 read_be(int bytes)
{
	u64 v = 0;

	while (bytes--)
		v = v << 8 | *at++;
	return v;
}

static u64 load_be64(const void *p)
{
	u64 v;

	memcpy(&v, p, 8);
	return __builtin_bswap64(v);
}

static u16 load_be16(const void *p)
{
	u16 v;

	memcpy(&v, p, 2);
	return (u16)(v << 8 | v >> 8);
}

static void leb(u64 v)
{
	for (; v >= 0x80; v >>= 7)
		*at++ = (u8)(v | 0x80);
	*at++ = (u8)v;
}

static u64 read_leb(void)
{
	u64 v = 0;
	int shift = 0;

	do {
		v |= (u64)(*at & 0x7f) << shift;
		shift += 7;
	} while (*at++ & 0x80);
	return v;
}

static void sleb(i64 v)
{
	for (;;) {
		u8 b = v & 0x7f;

		v >>= 7;
		if ((v == 0 && !(b & 0x40)) || (v == -1 && b & 0x40)) {
			*at++ = b;
			return;
		}
		*at++ = b | 0x80;
	}
}

static i64 read_sleb(void)
{
	u64 v = 0;
	int shift = 0;
	u8 b;

	do {
		b = *at++;
		v |= (u64)(b & 0x7f) << shift;
		shift += 7;
	} while (b & 0x80);
	if (shift < 64 && b & 0x40)
		v |= ~0UL << shift;
	return (i64)v;
}

static u32 bcd(u32 n)
{
	u32 r = 0;

	for (int s = 0; n; s += 4, n /= 10)
		r |= n % 10 << s;
	return r;
}

static u16 checksum(const u8 *p, int n)
{
	u32 sum = 0;

	for (; n > 1; n -= 2, p += 2)
		sum += load_be16(p);
	if (n)
		sum += (u32)*p << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (u16)~sum;
}

int main(void)
{
	static const i64 numbers[] = { 0, 1, -1, 63, 64, -64, -65, 127, 128, 300, -300, 1L << 35, -(1L << 35), 0x7fffffffffffffff };
	int wrong = 0;

	at = wire;
	be(0x4500, 2);
	be(84, 2);
	be(0x12345678, 4);
	be(0x4001, 2);
	be(0, 2);
	be(0xc0a80001c0a800c7, 8);
	line("checksum", checksum(wire, 20));
	wrong += load_be64(wire + 12) != 0xc0a80001c0a800c7;
	for (u32 i = 0; i < COUNT(numbers); i++) {
		leb((u64)numbers[i]);
		sleb(numbers[i]);
		leb((u64)numbers[i] << 1 ^ (u64)(numbers[i] >> 63));
	}
	line("bytes", (u64)(at - wire));
	line("wire", digest(wire, (size_t)(at - wire)));
	at = wire;
	wrong += read_be(2) != 0x4500 || read_be(2) != 84 || read_be(4) != 0x12345678 || read_be(4) != 0x40010000;
	at = wire + 20;
	for (u32 i = 0; i < COUNT(numbers); i++) {
		u64 z;

		wrong += read_leb() != (u64)numbers[i];
		wrong += read_sleb() != numbers[i];
		z = read_leb();
		wrong += (i64)(z >> 1 ^ -(z & 1)) != numbers[i];
	}
	line("bcd", bcd(20130808));
	at = NULL;
	return wrong;
}

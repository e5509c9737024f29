/* UTF-8 and UTF-16: encode, decode, refuse what is malformed. */
#include "runtime.h"

static u8 encoded[64];
static u16 units[32];
static u32 again[32];

static int encode(u32 c, u8 *to)
{
	if (c < 0x80) {
		to[0] = (u8)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (u8)(0xc0 | c >> 6);
		to[1] = (u8)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (u8)(0xe0 | c >> 12);
		to[1] = (u8)(0x80 | (c >> 6 & 63));
		to[2] = (u8)(0x80 | (c & 63));
		return 3;
	}
	to[0] = (u8)(0xf0 | c >> 18);
	to[1] = (u8)(0x80 | (c >> 12 & 63));
	to[2] = (u8)(0x80 | (c >> 6 & 63));
	to[3] = (u8)(0x80 | (c & 63));
	return 4;
}

/* Bytes used, or 0 if malformed, overlong or a surrogate. */
static int decode(const u8 *p, const u8 *end, u32 *c)
{
	static const u32 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	int n = *p < 0x80 ? 1 : *p < 0xc2 ? 0 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : *p < 0xf5 ? 4 : 0;
	u32 v;

	if (!n || end - p < n)
		return 0;
	v = n == 1 ? *p : *p & (0x7fu >> n);
	for (int i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 63);
	}
	if (v < least[n] || v > 0x10ffff || (v >= 0xd800 && v < 0xe000))
		return 0;
	*c = v;
	return n;
}

int main(void)
{
	static const u32 points[] = { 'A', 0xe4, 0x20ac, 0x1f600, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
	static const char *const broken[] = { "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf8\x88\x80" };
	int n = 0, count = 0, wrong = 0, unit = 0;

	for (u32 i = 0; i < COUNT(points); i++)
		n += encode(points[i], encoded + n);
	for (int at = 0, used; at < n; at += used) {
		used = decode(encoded + at, encoded + n, &again[count]);
		if (!used)
			return 100;
		if (again[count] >= 0x10000) {
			units[unit++] = (u16)(0xd7c0 + (again[count] >> 10));
			units[unit++] = (u16)(0xdc00 | (again[count] & 0x3ff));
		} else {
			units[unit++] = (u16)again[count];
		}
		count++;
	}
	wrong += count != (int)COUNT(points) || memcmp(points, again, sizeof(points)) != 0;
	for (u32 i = 0; i < COUNT(broken); i++) {
		u32 c;
		const u8 *p = (const u8 *)broken[i];

		wrong += decode(p, p + strlen(broken[i]), &c) != 0;
	}
	put_bytes(encoded, (size_t)n);
	put("\n");
	line("bytes", digest(encoded, (size_t)n));
	line("units", digest(units, sizeof(units)));
	return wrong;
}

/* Base64, hexadecimal, percent and run-length encoding, there and back. */
#include "runtime.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static char coded[400];
static u8 decoded[200];

static int to_base64(const u8 *p, int n, char *out)
{
	char *start = out;

	for (; n > 0; n -= 3, p += 3) {
		u32 v = (u32)p[0] << 16 | (n > 1 ? p[1] << 8 : 0) | (n > 2 ? p[2] : 0);

		*out++ = alphabet[v >> 18];
		*out++ = alphabet[v >> 12 & 63];
		*out++ = n > 1 ? alphabet[v >> 6 & 63] : '=';
		*out++ = n > 2 ? alphabet[v & 63] : '=';
	}
	*out = 0;
	return (int)(out - start);
}

static int from_base64(const char *p, u8 *out)
{
	u8 *start = out;
	u32 bits = 0, have = 0;

	for (; *p && *p != '='; p++) {
		u32 v = *p >= 'a' ? *p - 'a' + 26u : *p >= 'A' ? *p - 'A' + 0u : *p >= '0' ? *p - '0' + 52u : *p == '+' ? 62 : 63;

		bits = bits << 6 | v;
		have += 6;
		if (have >= 8) {
			have -= 8;
			*out++ = (u8)(bits >> have);
		}
	}
	return (int)(out - start);
}

static int percent(const char *p, char *out)
{
	char *start = out;

	for (; *p; p++) {
		u8 c = (u8)*p;
		int plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '.' || c == '_';

		if (plain) {
			*out++ = *p;
		} else {
			*out++ = '%';
			*out++ = "0123456789ABCDEF"[c >> 4];
			*out++ = "0123456789ABCDEF"[c & 15];
		}
	}
	*out = 0;
	return (int)(out - start);
}

static int runs(const u8 *p, int n, u8 *out)
{
	u8 *start = out;

	for (int i = 0; i < n;) {
		int k = 1;

		while (i + k < n && k < 255 && p[i + k] == p[i])
			k++;
		*out++ = (u8)k;
		*out++ = p[i];
		i += k;
	}
	return (int)(out - start);
}

int main(void)
{
	static const char *const words[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
	u8 noise[100], packed[200];
	u64 seed = 64;
	int wrong = 0, n;

	for (u32 i = 0; i < COUNT(words); i++) {
		to_base64((const u8 *)words[i], (int)strlen(words[i]), coded);
		put(coded);
		put(" ");
	}
	put("\n");
	for (u32 i = 0; i < sizeof(noise); i++)
		noise[i] = (u8)(next_random(&seed) >> 60 > 3 ? 7 : next_random(&seed));
	for (int i = 0; i < 100; i++) {
		to_base64(noise, i, coded);
		wrong += from_base64(coded, decoded) != i || memcmp(noise, decoded, (size_t)i) != 0;
	}
	percent("a b/c?d=\xc3\xa4&e_f-g.h", coded);
	put(coded);
	put("\n");
	n = runs(noise, sizeof(noise), packed);
	line("runs", digest(packed, (size_t)n));
	line("length", (u64)n);
	return wrong;
}

/*
 * 128-bit division, remainder, multiplication and shifts, which compilers leave to libgcc in part. Quotient and remainder
 * are asked for apart: gcc has one function for both, __udivmodti4, and distributions build that one with SSE.
 */
#include "runtime.h"

typedef unsigned __int128 u128;
typedef __int128 i128;

static u128 results[64];
static u32 filled;

static u128 quotient(u128 a, u128 b)
{
	asm("" : "+m"(a));
	return a / b;
}

static i128 signed_quotient(i128 a, i128 b)
{
	asm("" : "+m"(a));
	return a / b;
}

static void keep(u128 v)
{
	results[filled % COUNT(results)] ^= v * 3 + filled;
	filled++;
}

static void print(u128 v)
{
	char text[40];
	int at = sizeof(text);

	do {
		text[--at] = (char)('0' + (int)(v % 10));
		v = quotient(v, 10);
	} while (v);
	put_bytes(text + at, sizeof(text) - (size_t)at);
	put("\n");
}

static u128 wide(u64 *seed, int zeros)
{
	u128 v = (u128)next_random(seed) << 64;

	return (v | next_random(seed)) >> zeros;
}

static u128 isqrt(u128 n)
{
	u128 low = 0, high = (u128)1 << 64;

	while (high - low > 1) {
		u128 mid = (low + high) >> 1;

		if (mid <= quotient(n, mid))
			low = mid;
		else
			high = mid;
	}
	return low;
}

int main(void)
{
	u64 seed = 128;
	int wrong = 0;
	u128 f = 1;

	for (int i = 0; i < 128; i++) {
		u128 a = wide(&seed, i), b = wide(&seed, 127 - i) | 1;
		i128 s = (i128)a, t = (i128)(b | 1);

		if (i & 1)
			s = -s;
		if (i & 2)
			t = -t;
		wrong += quotient(a, b) * b + a % b != a;
		if (t != -1)
			wrong += (u128)signed_quotient(s, t) * (u128)t + (u128)(s % t) != (u128)s;
		keep(quotient(a, b));
		keep(a % b);
		keep((u128)signed_quotient(s, t == -1 ? 1 : t));
		keep((u128)(s >> (i & 127)));
		keep(a << (i & 127) | b >> (127 - i));
		keep((u128)(u64)a * (u64)b);
		wrong += (s < t) == (s >= t);
	}
	for (u32 i = 2; i <= 34; i++)
		f *= i;
	print(f);
	print(isqrt(f));
	print(~(u128)0);
	line("results", digest(results, sizeof(results)));
	return wrong;
}

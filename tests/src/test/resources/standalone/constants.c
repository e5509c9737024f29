/* Division, remainder and multiplication by many constants, which compilers turn into multiplications and shifts. */
#include "runtime.h"

static u64 results[4];

#define EACH(X) X(2) X(3) X(5) X(6) X(7) X(9) X(10) X(11) X(12) X(13) X(25) X(28) X(60) X(64) X(100) X(125) X(127) \
	X(255) X(641) X(1000) X(1024) X(3600) X(65535) X(65537) X(86400) X(1000003) X(0x7fffffff)

#define UNSIGNED(n) h = h * 31 + x / n##u + (x % n##u) * 3;
#define SIGNED(n) h = h * 31 + (u64)(s / n) + (u64)(s % n) * 3 + (u64)(s / -n);
#define WIDE(n) h = h * 31 + v / n##UL + (v % n##UL) * 3;
#define SIGNED_WIDE(n) h = h * 31 + (u64)(w / n##L) + (u64)(w % n##L) * 3 + (v % n##UL == 0);
#define TIMES(n) h += v * n##UL ^ v * (n##UL << 3) ^ (u64)(s * (u32)n);

static u64 all_unsigned(u32 x, u64 h)
{
	EACH(UNSIGNED)
	return h;
}

static u64 all_signed(int s, u64 h)
{
	EACH(SIGNED)
	return h;
}

static u64 all_wide(u64 v, u64 h)
{
	EACH(WIDE)
	return h;
}

static u64 all_signed_wide(i64 w, u64 h)
{
	u64 v = (u64)w;
	int s = (int)w;

	EACH(SIGNED_WIDE)
	EACH(TIMES)
	return h;
}

int main(void)
{
	u64 seed = 7;

	for (int i = 0; i < 130; i++) {
		u64 x = i < 64 ? (1UL << i) - (u64)(i & 1) : next_random(&seed) >> (i & 31);

		results[0] = all_unsigned((u32)x, results[0]);
		results[1] = all_signed((int)(x >> 3), results[1]);
		results[2] = all_wide(x, results[2]);
		results[3] = all_signed_wide((i64)x, results[3]);
	}
	for (int i = 0; i < 4; i++)
		line("results", results[i]);
	return 0;
}

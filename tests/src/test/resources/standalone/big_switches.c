/* Switches: dense, sparse, with ranges, with fall-through, nested, on wide and signed values, in strings of states. */
#include "runtime.h"

static u32 hits[40];

static int dense(u32 x)
{
	switch (x) {
	case 0: return 11;
	case 1: return -7;
	case 2: return 310;
	case 3: return 42;
	case 4: return (int)x * 3;
	case 5: return 1 << x;
	case 6: return -1;
	case 7: return 9000;
	case 8: return 17;
	case 9: return (int)(x ^ 0xff);
	case 10: return 5;
	case 12: return 23;
	case 13: return 0x7fffffff;
	default: return 0;
	}
}

static u64 sparse(u64 x)
{
	switch (x) {
	case 1: return 2;
	case 1000: return 3;
	case 1000000: return 5;
	case 0x100000000: return 7;
	case 0x7fffffffffffffff: return 11;
	case 0x8000000000000000: return 13;
	case ~0UL: return 17;
	}
	return 1;
}

static int falling(int x)
{
	int sum = 0;

	switch (x) {
	case -3:
		sum += 1000;
		/* fall through */
	case -2:
		sum += 100;
		/* fall through */
	case -1:
	case 0:
		sum += 10;
		break;
	case 1 ... 9:
		sum -= x;
		/* fall through */
	case 20:
		sum *= 2;
		break;
	case 'a' ... 'z':
		sum = x - 'a';
		break;
	}
	return sum;
}

static void act(u32 op, u32 *a, u32 *b)
{
	switch (op & 31) {
	case 0: *a += *b; break;
	case 1: *a -= *b; break;
	case 2: *a ^= *b; break;
	case 3: *a |= *b << 1; break;
	case 4: *a &= ~*b; break;
	case 5: *a *= 3; break;
	case 6: *a = *a << 7 | *a >> 25; break;
	case 7: *b += *a; break;
	case 8: *b ^= *a >> 3; break;
	case 9: *b *= 5; break;
	case 10: *a = ~*a; break;
	case 11: *b = -*b; break;
	case 12: *a /= 3; break;
	case 13: *b %= 1000003; break;
	case 14: *a += 14; break;
	case 15: *b -= 15; break;
	case 16:
		switch (*a & 3) {
		case 0: *b += 1; break;
		case 1: *b += 10; break;
		case 2: *b += 100; break;
		default: *b += 1000;
		}
		break;
	case 17: *a = *b; break;
	case 18: *a = (u32)((u64)*a * *b >> 32); break;
	case 19: *b = *a > *b ? *a : *b; break;
	case 20: *b = (u32)(int)(signed char)*a; break;
	case 21: *a = (u16)*b * 65537; break;
	default: *a += op; break;
	}
	hits[op & 31]++;
}

int main(void)
{
	u32 a = 1, b = 2;
	u64 h = 0, seed = 12;

	for (u32 i = 0; i < 16; i++)
		h = h * 31 + (u64)dense(i);
	line("dense", h);
	h = 0;
	for (int i = 0; i < 64; i++)
		h = h * 3 + sparse(1UL << i) + sparse((1UL << i) - 1) + sparse(i * 1000UL);
	line("sparse", h + sparse(1000000) + sparse(~0UL));
	h = 0;
	for (int i = -10; i < 130; i++)
		h = h * 7 + (u64)falling(i);
	line("falling", h);
	for (int i = 0; i < 3000; i++)
		act((u32)(next_random(&seed) >> 40), &a, &b);
	line("a", a);
	line("b", b);
	line("hits", digest(hits, sizeof(hits)));
	return 0;
}

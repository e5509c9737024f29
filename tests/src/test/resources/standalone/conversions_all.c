/* Every conversion between the integer types, signed and unsigned arithmetic at the edges, shifts, comparisons. */
#include "runtime.h"

static const i64 edges[] = {
	0, 1, -1, 2, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 65535, 65536, 0x7fffffff, 0x80000000,
	-0x7fffffff - 1, 0xffffffff, 0x100000000, 0x7fffffffffffffff, -0x7fffffffffffffff - 1,
};
static u64 sums[12];

static void add(int at, u64 v)
{
	sums[at] = (sums[at] << 9 | sums[at] >> 55) + v;
}

#define NARROW(type) ((u64)(i64)(type)x * 3 + (u64)((type)x < 0) + (u64)((type)x >> 1))

static void convert(i64 x)
{
	add(0, NARROW(signed char));
	add(1, (u64)(u8)x * 5 + (u64)(u8)-x + (u64)(u8)(x << 1) + (u64)(u8)~x);
	add(2, NARROW(short));
	add(3, (u64)(u16)x * 7 + (u64)(u16)(x * x));
	add(4, NARROW(int));
	add(5, (u64)(u32)x * 11 + (u64)((u32)x / 7) + (u64)((u32)x % 10));
	add(6, (u64)(_Bool)x + 2 * (u64)!x + 4 * (u64)(x && 1) + (u64)(x ? 8 : 16));
}

static void combine(i64 x, i64 y)
{
	int a = (int)x, b = (int)y;
	u32 ua = (u32)x, ub = (u32)y;
	i64 sum;
	int narrow;
	u64 product;

	add(7, (u64)(x < y) | (u64)(x <= y) << 1 | (u64)((u64)x < (u64)y) << 2 | (u64)(a < b) << 3 | (u64)(ua < ub) << 4
		       | (u64)((short)x > (short)y) << 5 | (u64)((u8)x >= (u8)y) << 6 | (u64)(x == b) << 7
		       | (u64)((i64)ua > b) << 8);
	if (b && !(a == -0x7fffffff - 1 && b == -1))
		add(8, (u64)(a / b) * 3 + (u64)(a % b));
	if (y && !(x == -0x7fffffffffffffff - 1 && y == -1))
		add(8, (u64)(x / y) * 5 + (u64)(x % y));
	if (ub)
		add(8, ua / ub + (u64)(ua % ub) * 7);
	if (y)
		add(8, (u64)x / (u64)y + (u64)x % (u64)y);
	add(9, (u64)x << (y & 63) ^ (u64)(x >> (y & 63)) ^ (u64)x >> (y & 63) ^ (u64)(a >> (y & 31)) ^ (ua << (y & 31)));
	add(10, (u64)__builtin_add_overflow(x, y, &sum) + (u64)sum);
	add(10, (u64)__builtin_sub_overflow(a, b, &narrow) + (u64)narrow);
	add(10, (u64)__builtin_mul_overflow((u64)x, (u64)y, &product) + product);
	add(11, (u64)((unsigned __int128)(u64)x * (u64)y >> 64) + (u64)((__int128)x * y >> 64));
}

int main(void)
{
	for (u32 i = 0; i < COUNT(edges); i++) {
		convert(edges[i]);
		for (u32 k = 0; k < COUNT(edges); k++)
			combine(edges[i], edges[k]);
	}
	for (u32 i = 0; i < COUNT(sums); i++)
		line("sum", sums[i]);
	return 0;
}

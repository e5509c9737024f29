/* Floating constants where the result is an integer: no code computes with them. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
#define HZ 250
#define SECONDS(s) ((u64)((s) * HZ))

/* Times in seconds, sizes and thresholds in fractions. */
static const u32 period = 1.5 * HZ;
static u64 limits[] = { 1e6, 2.5e-3 * 1e9, SECONDS(0.25), (u64)(1ul << 40) * 0.75 };
u64 test_scaled(void)
{
	return period + limits[0] * 2 + limits[1] * 3 + limits[2] * 5 + limits[3] * 7 + SECONDS(1.99);
}

/* Conversion is towards zero; each operation rounds to its type. */
u64 test_rounding(void)
{
	int a = -2.9, b = 2.9;
	u8 small = 255.99;
	s64 exact = 9007199254740993.0 - 9007199254740992.0;
	u32 single = (16777216.0f + 1.0f) - 16777216.0f;
	u32 wide = (16777216.0f + 1.0) - 16777216.0;
	s64 third = (1.0 / 3.0) * 3e15;
	u64 big = 18446744073709549568.0;
	u64 tenth = (0.1f == 0.1) + (0.1f == (float)0.1) * 2 + (0.1 + 0.2 == 0.3) * 4;
	return a + b * 10 + small * 100 + exact * 100000 + single * 1000000 + wide * 10000000 + third * 100000000 + big + tenth;
}

/* Hexadecimal constants, constants without digits on one side, exponents. */
u64 test_forms(void)
{
	return (int)0x1.8p3 + (int)0x.8p4f * 100 + (int).5e1 * 10000 + (int)7.F * 1000000 + (int)1E+2 * 10000000 + (u64)0xAp-1 * 10000000000;
}

/* In case labels, lengths, enumerators and assertions. */
enum { RATIO = (int)(2.0 / 3 * 100) };
_Static_assert((int)3.7 == 3 && 1.0 / 4 < 0.3 && !(2.5 > 3) && 1e3 == 1000, "folded");
static u8 room[(int)(1.5 * 8)];
u64 test_constants(void)
{
	switch (in[1]) {
	case (int)17.9:
		return sizeof(room) + RATIO * 100 + __builtin_constant_p(1.5) * 10000;
	}
	return 0;
}

/* Conditions, logic and conditional expressions. */
u64 test_conditions(void)
{
	u64 d = 0;
	if (0.1)
		d += 1;
	if (0.0 || -0.0)
		d += 2;
	d += (1.5 && 2) * 4 + !0.5 * 8 + (_Bool)0.25 * 16;
	d += (int)(1 ? 2.75 : 1) * 32 + (int)(0.0 ? 1 : 3.5) * 128;
	return d + (1.0 / 0 > 1e308) * 1024 + (0.0 / 0 == 0.0 / 0) * 2048;
}

/* Types and their sizes, without objects. */
u64 test_types(void)
{
	return sizeof(double) + sizeof(float) * 10 + sizeof(long double) * 100 + sizeof(1.0f * 2) * 10000 + sizeof(1.0f * 2.0) * 100000
		+ _Generic(1.5, float: 1, double: 2, default: 3) * 1000000 + __builtin_types_compatible_p(typeof(1.f), float) * 10000000
		+ _Alignof(double) * 100000000;
}

/* An argument, a result and an assignment are converted. */
static __attribute__((noinline)) u64 twice(u64 n) { return n * 2; }
static __attribute__((noinline)) int half(void) { return 0.5 * 9; }
u64 test_converted(void)
{
	u64 v;
	v = 1e3 + 0.5;
	return twice(2.5 * 2) + half() * 100 + v * 1000 + (u64)((__int128)-1.5 * -4 >> 1);
}

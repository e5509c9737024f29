/* Integers of 128 bits. */
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
typedef __int128 s128;
typedef unsigned __int128 u128;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
static noinline u64 fold(u128 v) { return (u64)v * 31 + (u64)(v >> 64); }
static noinline u128 make(u64 high, u64 low) { return (u128)high << 64 | low; }

/* A product of two words, shifted as a scaled clock does. */
static inline u64 mul_shift(u64 a, u64 mul, u32 shift) { return (u64)(((u128)a * mul) >> shift); }
u64 test_mul_shift(void)
{
	return mul_shift(in[4], in[1], 10) + mul_shift(in[3], in[2], 3) + mul_shift(in[4], in[4], 64) + mul_shift(in[4], 6, in[5] + 60);
}

/* Sums and differences carry between halves. */
u64 test_add_sub(void)
{
	u128 a = make(in[0], ~0ul), b = make(in[1], in[0]);
	s128 c = -(s128)in[0];
	return fold(a + b) ^ fold(a - b) * 3 ^ fold(b - a) * 5 ^ fold(c) * 7 ^ fold(~a) ^ fold(c - 1) + fold(a + 1);
}

/* Bitwise operations. */
u64 test_bitwise(void)
{
	u128 a = make(in[4], in[2]), b = make(in[2], in[3] | 1);
	return fold(a & b) + fold(a | b) * 3 + fold(a ^ b) * 5;
}

/* Shifts by constants and by variables, below, at and above 64. */
static noinline u64 shifts(u128 a, s128 s, u32 n)
{
	return fold(a << n) * 3 + fold(a >> n) * 5 + fold(s >> n) * 7 + fold(s << n);
}
u64 test_shifts(void)
{
	u128 a = make(in[4], in[1]);
	s128 s = (s128)make(in[4], in[2]);
	u64 d = 0;
	for (u32 n = 0; n < 128; n += 9)
		d = d * 11 + shifts(a, s, n);
	return d + fold(a << 64) + fold(s >> 65) + fold(a >> 63) + fold(a << 1) + shifts(a, s, 64);
}

/* Products of whole values. */
u64 test_mul(void)
{
	u128 a = make(in[0], in[4]), b = make(in[1], in[2]);
	s128 c = -(s128)in[3], d = (s64)in[4];
	return fold(a * b) + fold(c * d) * 3 + fold(a * 10) + fold(c * -7);
}

/* Quotients and remainders. */
static noinline u64 divide(u128 a, u128 b) { return fold(a / b) * 3 + fold(a % b); }
static noinline u64 divide_signed(s128 a, s128 b) { return fold(a / b) * 3 + fold(a % b); }
u64 test_div(void)
{
	u64 d = divide(make(in[0], in[4]), in[1]) + divide(make(in[0], in[4]), make(in[6], in[5])) * 5 + divide(in[3], make(1, 0)) * 7;
	return d + divide(make(in[4], in[4]), in[4]) * 9 + divide_signed(-(s128)make(in[0], in[4]), in[1]) + divide_signed(make(in[5], 9), -(s128)in[5]) * 13 + divide_signed(-100, -7) + divide(~(u128)0, 10);
}

/* Comparisons. */
static noinline u64 compare(u128 a, u128 b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; }
static noinline u64 compare_signed(s128 a, s128 b) { return (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5; }
u64 test_compare(void)
{
	u128 a = make(in[0], in[1]), b = make(in[0], in[4]);
	u64 d = compare(a, b) + compare(b, a) * 64 + compare(a, a) * 4096;
	return d + compare_signed(-(s128)1, (s128)a) * 262144 + compare_signed(-(s128)in[0], -(s128)in[1]) * 16777216 + (compare(make(1, 0), make(0, 5)) << 40);
}

/* Conversions from and to every type. */
u64 test_convert(void)
{
	int i = -(int)in[0];
	u32 u = i;
	_Bool yes = make(in[0], 0), no = make(in[7], 0);
	s128 a = i, b = u;
	u128 c = (signed char)in[2];
	void *p = (void *)(u64)(s128)in[1];
	return fold(a) + fold(b) * 3 + fold(c) * 5 + yes * 1000 + no + (u64)p + (int)a + (unsigned char)make(5, 300) + (make(in[0], 0) ? 10 : 20) + (!make(in[0], 0)) + (make(1, 0) && in[0]);
}

/* Arguments and results, some on the stack. */
static noinline u128 many(u64 a, u128 b, u64 c, u128 d, u64 e, u128 f) { return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6; }
u64 test_arguments(void)
{
	return fold(many(1, make(in[0], 2), 3, make(in[1], 4), 5, make(in[2], 6)));
}

/* Objects: arrays, members, initializers, pointers, increments. */
struct holder { u32 n; u128 v; };
static u128 global = (u128)5 << 64 | 7;
static const s128 negative = -2;
u64 test_objects(void)
{
	struct holder h = { 1, make(in[0], in[1]) }, *p = &h;
	u128 a[2] = { 1, global };
	p->v += 5;
	a[1]++;
	--a[0];
	a[0] |= 6;
	p->v <<= 4;
	return fold(h.v) + fold(a[1]) * 3 + fold(a[0]-- ) * 5 + fold(a[0]) + fold(negative) + sizeof(struct holder) * 1000 + _Alignof(u128);
}

/* Constant expressions, and selection by type. */
_Static_assert(((u128)1 << 100) >> 98 == 4);
_Static_assert((u128)-1 > (u128)1 << 127);
_Static_assert(sizeof(__int128_t) == 16);
enum { SHIFTED = (int)(((__uint128_t)0xabc << 70) >> 72) };
u64 test_constants(void)
{
	u128 v = 3;
	return SHIFTED + _Generic(v, u128: 1, default: 2) * 10000 + _Generic((s128)1 + 1ul, s128: 1, u128: 3, default: 2) * 100000 + sizeof(v + 1) * 1000000;
}

/* Conditional expressions, loops and switches around them. */
u64 test_control(void)
{
	u128 a = make(0, 1), b = make(1, 0);
	u64 n = 0;
	while (a < b) {
		a <<= 7;
		n++;
	}
	u128 c = in[0] > 2 ? a : b;
	return n + fold(c) + fold(in[7] ? a : 5);
}

/* A remainder of a wide product, as modular arithmetic does. */
u64 test_modular(void)
{
	u64 m = 0xffffffff00000001ul, r = 1, b = in[1];
	for (u64 e = in[2]; e; e >>= 1) {
		if (e & 1)
			r = (u128)r * b % m;
		b = (u128)b * b % m;
	}
	return r;
}

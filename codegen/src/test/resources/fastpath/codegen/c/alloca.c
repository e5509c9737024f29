/* alloca: the stack pointer moves while the function runs. */
typedef unsigned char u8;
typedef unsigned long u64;
#define noinline __attribute__((noinline))
#define always_inline inline __attribute__((always_inline))
static volatile u64 in[4] = { 3, 17, 64, 0 };
static noinline void fill(u8 *p, u64 n) { for (u64 i = 0; i < n; i++) p[i] = (u8)(i * 7 ^ n); }
static noinline u64 sum(const u8 *p, u64 n) { u64 h = n; while (n--) h = h * 31 + *p++; return h; }
/* The seventh argument and those after it are passed on the stack, below the allocated object. */
static noinline u64 many(u64 a, u64 b, u64 c, u64 d, u64 e, u64 f, u64 g, u64 h, const u64 *p)
{
	return a + b * 3 + c * 5 + d * 7 + e * 11 + f * 13 + g * 17 + h * 19 + *p * 23;
}
static noinline u64 placed(u64 n)
{
	u8 *p = __builtin_alloca(n);
	u64 low = (u64)p & 15;

	fill(p, n);
	return low * 1000003 + sum(p, n);
}
static noinline u64 repeated(u64 n)
{
	u64 *first = __builtin_alloca(16), *last = first, h = 0;

	first[0] = 1;
	first[1] = 0;
	for (u64 i = 0; i < n; i++) {
		u64 *p = __builtin_alloca(24);

		p[0] = i * i;
		p[1] = (u64)last;
		h = h * 5 + many(i, 2, 3, 4, 5, 6, i + 7, 8, p);
		last = p;
	}
	for (u64 *p = last; p; p = (u64 *)p[1])
		h = h * 31 + p[0];
	return h;
}
static noinline u64 aligned(u64 n)
{
	_Alignas(64) u64 local[3] = { n, n + 1, n + 2 };
	u8 *p = __builtin_alloca_with_align(n, 2048);
	u64 off = ((u64)local & 63) + ((u64)p & 255);

	fill(p, n);
	return off * 1000003 + sum(p, n) + local[0] * 3 + local[n % 3];
}
static noinline u64 on_stack(u64 a, u64 b, u64 c, u64 d, u64 e, u64 f, u64 g, u64 n)
{
	u8 *p = __builtin_alloca(n + g);

	fill(p, n + g);
	return sum(p, n + g) + a + b + c + d + e + f * 2 + g * 3 + n * 5;
}
static noinline u64 recursive(u64 n)
{
	u8 *p;

	if (n > 100)
		return n;
	p = __builtin_alloca(n + 1);
	fill(p, n + 1);
	return recursive(n * 2 + 3) * 3 + p[n / 2];
}
static always_inline u64 squared(u64 n) { u8 *p = __builtin_alloca(n); fill(p, n); return sum(p, n) * n; }
static inline u64 scratch(u64 n) { u8 *p = __builtin_alloca(n); fill(p, n); return sum(p, n); }
static noinline u64 handed(const u8 *p, u64 n) { return sum(p, n) ^ n; }
static noinline u64 last_call(u64 n) { u8 *p = __builtin_alloca(n); fill(p, n); return handed(p, n); }
struct big { u64 a[9]; };
static noinline u64 by_value(u64 n, struct big b) { u8 *p = __builtin_alloca(n + b.a[0]); fill(p, n); return sum(p, n) + b.a[8]; }
static noinline u64 passes(u64 n)
{
	u64 *p = __builtin_alloca(n * 8 + 8);
	struct big b = { { n, 2, 3, [8] = n * 9 } };

	p[n] = by_value(n, b);
	return p[n] + by_value(n + 1, b);
}
u64 test_placed(void) { return placed(in[0]) + placed(in[1]) * 3 + placed(in[2]) * 5; }
u64 test_repeated(void) { return repeated(in[1]); }
u64 test_aligned(void) { return aligned(in[0]) + aligned(in[1]) * 3; }
u64 test_on_stack(void) { return on_stack(1, 2, 3, 4, 5, 6, in[1], in[2]); }
u64 test_recursive(void) { return recursive(in[0]); }
u64 test_inlined(void)
{
	u64 h = 0;

	for (u64 i = 0; i < 4; i++)
		h = h * 31 + squared(in[i] + i) + scratch(i + in[0]);
	return h;
}
u64 test_last_call(void) { return last_call(in[2]) + last_call(in[0]); }
u64 test_by_value(void) { return passes(in[1]); }
u64 test_empty(void) { u8 *p = __builtin_alloca(in[3]); return p != 0; }

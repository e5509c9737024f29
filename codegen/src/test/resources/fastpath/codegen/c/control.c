/* Control flow, calls, function pointers, statement expressions, GNU extensions. */
typedef unsigned long u64;
#define MIX(h, v) ((h) = ((h) ^ (u64)(v)) * 0x100000001b3ul, (h) ^= (h) >> 29)
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define min(a, b) ({ __typeof__(a) a__ = (a); __auto_type b__ = (b); a__ < b__ ? a__ : b__; })
#define noinline __attribute__((noinline))

static volatile int seed = 17;

u64 test_switch(void)
{
	u64 h = 1;
	for (long i = -5; i < 300; i++) {
		switch (i) { case 0: MIX(h, 1); break; case 1: MIX(h, 2); case 2: MIX(h, 3); break; default: MIX(h, 4); break; case -3 ... -1: MIX(h, 5); case 10: MIX(h, 6); break; case 100 ... 250: MIX(h, 7); }
		switch ((unsigned char)i) { case 255: MIX(h, 8); break; case 254: continue; case 7: { int x = i; MIX(h, x); } }
		switch (i & 7) { case 0: MIX(h, 10); break; case 1: MIX(h, 11); break; case 2: MIX(h, 12); break; case 3: MIX(h, 13); break; case 4: MIX(h, 14); break; case 5: MIX(h, 15); break; case 6: MIX(h, 16); }
		switch (i) { default: ; }
	}
	int n = 20, c = 0; switch (n % 4) { do { c++; case 3: c += 2; case 2: c += 3; case 1: c += 4; case 0: ; } while (--n > 0); } MIX(h, c);
	return h;
}

u64 test_loops(void)
{
	u64 h = 1; int i, n = seed;
	for (i = 0; i < n; i++) { if (i == 3) continue; if (i == 12) break; MIX(h, i); }
	while (n--) { if (n % 3 == 0) continue; MIX(h, n); if (n < 4) break; }
	do MIX(h, n); while (n-- > 0);
	for (;;) { if (++i > 40) goto out; for (int j = 0; j < i; j += 7) { if (j == 14) goto next; MIX(h, j); } next: ; }
out:
	for (int a = 0, b = 10; a < b; a++, b--) MIX(h, a * b);
	return h;
}

u64 test_logic(void)
{
	u64 h = 1; int calls = 0;
	for (int i = 0; i < 32; i++) {
		int a = i & 1, b = i & 2, c = i & 4, d = i & 8;
		if (a && b || c && !d) MIX(h, 1); else MIX(h, 2);
		if (!(a || b) && (c || (calls++, d))) MIX(h, 3);
		if (likely(a) && unlikely(b)) MIX(h, 4);
		if (unlikely(a || b)) MIX(h, 5); else if (likely(c)) MIX(h, 6);
		MIX(h, a && b && c); MIX(h, (a || b) + (c || d)); MIX(h, a ? b ? 1 : 2 : c ? 3 : 4); MIX(h, !!b); MIX(h, !a == !b);
		MIX(h, (a && b) != (c && d)); long l = a || d; MIX(h, l); _Bool q = a < b || c > d; MIX(h, q); while (a && b) { MIX(h, 9); break; }
		MIX(h, __builtin_expect(i, 3)); MIX(h, likely(b) ? 10 : 20);
	}
	return h + calls;
}

static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
typedef int (*op)(int, int);
static op table[] = { add, &sub, add };
static noinline op pick(int i) { return table[i]; }
static noinline int apply(int (*f)(int, int), int a, int b) { return (*f)(a, b) + f(b, a); }
static noinline u64 many(char a, short b, int c, long d, unsigned char e, unsigned short f, unsigned g, u64 h, signed char i, _Bool j)
{ return a + b * 2 + c * 3 + d * 5 + e * 7 + f * 11 + g * 13ul + h * 17 + i * 19 + j * 23; }
static noinline int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static noinline unsigned char narrow(int x) { return x; }
static noinline short narrow2(int x) { return x * 3; }
static noinline _Bool truth(long x) { return x; }
int odd(unsigned n);
int even(unsigned n) { return n == 0 ? 1 : odd(n - 1); }
int odd(unsigned n) { return n == 0 ? 0 : even(n - 1); }

u64 test_calls(void)
{
	u64 h = 1;
	for (int i = 0; i < 3; i++) { MIX(h, pick(i)(seed, i)); MIX(h, apply(table[i], seed, 3)); }
	MIX(h, many(-1, -2, -3, -4, -5, -6, -7, -8, -9, -10)); MIX(h, many(seed * 20, seed * 5000, 1, 2, seed * 21, seed * 6000, 5, 6, seed * 30, 8));
	MIX(h, fib(15)); MIX(h, narrow(seed * 100)); MIX(h, narrow2(seed * 5000)); MIX(h, truth(seed)); MIX(h, truth((long)seed << 40)); MIX(h, even(100) + 2 * odd(7));
	op f = seed > 3 ? sub : add; MIX(h, f(1, 2)); MIX(h, (seed ? add : sub)(4, 5)); MIX(h, (*****f)(3, 1)); MIX(h, f == sub); MIX(h, table[0] == add);
	return h;
}

enum color { RED, GREEN = 5, BLUE, LAST = BLUE };
enum { BIG = 0x80000000u, NEG = -1 };
typedef struct node { struct node *next; int value; } node;
u64 test_gnu(void)
{
	u64 h = 1;
	MIX(h, min(seed, 20)); MIX(h, min(seed, 5)); MIX(h, ({ int x = seed; x * 2; })); MIX(h, seed ?: 3); MIX(h, ({ goto skip; skip: 7; }));
	__typeof__(h) t = 5; MIX(h, t); typeof(int *) p = (int *)&seed; MIX(h, *p); MIX(h, __builtin_types_compatible_p(typeof(t), u64)); MIX(h, __builtin_types_compatible_p(int, long));
	MIX(h, __builtin_choose_expr(1, 5, "x")); MIX(h, _Generic(seed, int: 1, long: 2, default: 3)); MIX(h, _Generic(1ul, int: 1, u64: 2)); MIX(h, _Generic("s", char *: 4, default: 5));
	MIX(h, RED + GREEN + BLUE + LAST); enum color c = BLUE; MIX(h, c - 7 < 0); MIX(h, BIG); MIX(h, NEG); MIX(h, sizeof(enum color));
	_Static_assert(sizeof(int) == 4, "int"); MIX(h, __builtin_constant_p(5)); MIX(h, __builtin_constant_p(h)); MIX(h, sizeof(struct { int a; char b; }));
	{ __label__ l; int n = 0; l: if (n++ < 3) goto l; MIX(h, n); }
	node a = { 0, 1 }, b = { &a, 2 }; for (node *n = &b; n; n = n->next) MIX(h, n->value);
	MIX(h, __func__[5]); MIX(h, sizeof(__func__)); MIX(h, __LINE__); MIX(h, (seed, 4)); MIX(h, sizeof(void)); MIX(h, __alignof__(long));
	MIX(h, 8 ? ((void *)((long)(seed) * 0l)) == 0 : 1); MIX(h, sizeof(int) == sizeof(*(8 ? ((void *)((long)(3) * 0l)) : (int *)8))); MIX(h, sizeof(int) == sizeof(*(8 ? ((void *)((long)(seed) * 0l)) : (int *)8)));
	return h;
}

u64 test_goto(void)
{
	u64 h = 1; int i = 0;
	if (seed) goto inside;
	for (i = 0; i < 5; i++) {
		MIX(h, i);
inside:		MIX(h, 100 + i);
	}
	if (0) { dead: MIX(h, 55); return h; }
	{ int x = 3; MIX(h, x); if (i == 5) goto dead; }
	return 0;
}

int global_int; static int tentative; int tentative2; int tentative2 = 4; extern int tentative2;
const volatile int cv = 12;
u64 test_scopes(void)
{
	u64 h = 1; int x = 1; { int x = 2; { extern int global_int; global_int = 7; int x = 3; MIX(h, x); } MIX(h, x); } MIX(h, x);
	MIX(h, global_int); MIX(h, tentative); MIX(h, tentative2); MIX(h, cv); for (int x = 5; x < 6; x++) MIX(h, x); MIX(h, x);
	struct s { int a; } v = { 1 }; { struct s { long a, b; } w = { 2, 3 }; MIX(h, sizeof w); MIX(h, w.b); } MIX(h, sizeof(struct s)); MIX(h, v.a);
	typedef int T; { long T = 5; MIX(h, T + 1); } T y = 3; MIX(h, y); static int k[] = { 1, 2, 3 }; MIX(h, k[1]++); MIX(h, k[1]); MIX(h, sizeof k);
	return h;
}

static inline __attribute__((always_inline)) int kind(u64 n)
{
	if (__builtin_constant_p(n) && n == 4)
		return 1;
	return __builtin_constant_p(n) ? 2 : 3;
}
u64 test_constant_p(void)
{
	return kind(4) + 10 * kind(7) + 100 * kind(seed);
}

static char object[40];
static inline __attribute__((always_inline)) u64 room(void *p)
{
	return __builtin_object_size(p, 0);
}
u64 test_object_size(void)
{
	char local[24];
	return room(object) + 100 * room(object + 8) + 10000 * room(local) + 1000000 * (room((void *)(u64)seed) == -1ul);
}

static noinline long last_loaded(long *p, long n, long r) { if (p) { do { r = *p; n--; } while (n); } return r + n; }
static noinline long sum_loaded(long *p, long n) { long s = 0; if (p) for (long i = 0; i < n; i++) s += *p; return s; }
static noinline long steps_to(long *end, long at) { long n = 0; if (end) while (at != *end) { at++; n++; } return n; }
static noinline long divided(long d, long n) { long s = 0; if (d) do { s += 1000 / d; } while (--n); return s; }
u64 test_guarded_loops(void)
{
	u64 h = 1; long x = seed; long *none = seed == 17 ? 0 : &x;
	MIX(h, last_loaded(none, 3, 5)); MIX(h, last_loaded(&x, 3, 5)); MIX(h, sum_loaded(none, 4)); MIX(h, sum_loaded(&x, 4));
	MIX(h, sum_loaded((long *)1, 0)); MIX(h, steps_to(none, 2)); MIX(h, steps_to(&x, 2)); MIX(h, divided(x - 17, 3)); MIX(h, divided(x, 3));
	return h;
}

#define next(i) ((int)((unsigned)(i) + 1))
static noinline long from_the_last(int n) { long sum = 0; int i = 0x7fffffff; do { sum = sum * 3 + i; i = next(i); } while (i < n); return sum + i; }
static noinline long from_the_last_but_one(int n) { long sum = 0; int i = 0x7ffffffe; do { sum = sum * 3 + i; i = next(i); } while (i < n); return sum + i; }
u64 test_counters_that_wrap(void)
{
	u64 h = 1; int smallest = -0x7fffffff - 1, n = seed;
	MIX(h, from_the_last(smallest + n)); MIX(h, from_the_last(smallest)); MIX(h, from_the_last_but_one(0x7fffffff)); MIX(h, from_the_last_but_one(n));
	return h;
}

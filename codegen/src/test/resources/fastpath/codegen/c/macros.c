/* Macros of kernel headers: type checks, selection, constant tests, containers of members. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef signed char s8;
typedef int s32;
typedef long s64;
typedef unsigned long size_t;
#define noinline __attribute__((noinline))
#define NULL ((void *)0)
#define same_type(a, b) __builtin_types_compatible_p(typeof(a), typeof(b))
#define constexpr_p(x) \
	(sizeof(int) == sizeof(*(8 ? ((void *)((long)(x) * 0l)) : (int *)8)))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
struct inner { int a, b; };
struct outer { long head; struct inner in; u8 tail[3]; };

/* A constant is told from a variable by the type of a conditional expression. */
u64 test_constexpr(void)
{
	u64 n = in[0];
	int a[constexpr_p(3) ? 2 : 1];
	return constexpr_p(5) | constexpr_p(n) << 1 | constexpr_p(sizeof(n)) << 2 | sizeof(a) << 8;
}

/* Smaller and larger of two values, each evaluated once. */
#define unique2(a, b) a##b
#define unique1(a, b) unique2(a, b)
#define unique(a) unique1(a, __COUNTER__)
#define pick(op, x, y) ((x) op (y) ? (x) : (y))
#define pick_once(op, x, y, ux, uy) ({ \
	__auto_type ux = (x); \
	__auto_type uy = (y); \
	_Static_assert(1, "types"); \
	pick(op, ux, uy); })
#define min(x, y) __builtin_choose_expr(constexpr_p(x) && constexpr_p(y), \
	pick(<, x, y), pick_once(<, x, y, unique(x_), unique(y_)))
#define max(x, y) pick_once(>, x, y, unique(x_), unique(y_))
#define min_t(t, x, y) pick_once(<, (t)(x), (t)(y), unique(x_), unique(y_))
#define clamp(v, lo, hi) min(max(v, lo), hi)
u64 test_min_max(void)
{
	u64 i = 0;
	u64 a = min(in[i++], in[i++]);
	static char sized[min(5, 9)];
	s32 m = -4;
	return a + 10 * i + 100 * max(in[0], 9ul) + 1000 * sizeof(sized) + 10000 * clamp(in[2], 5ul, 99ul) + (min_t(u8, m, 7) << 24);
}

/* Both sides of a minimum have the same signedness. */
#define is_signed(t) (((t)(-1)) < (t)1)
#define signs_agree(x, y) (is_signed(typeof(x)) == is_signed(typeof(y)) || (constexpr_p(x) && (x) >= 0))
u64 test_signs(void)
{
	u32 u = in[0];
	s64 s = -1;
	_Static_assert(signs_agree(u, 3u), "both unsigned");
	return is_signed(s8) | is_signed(u16) << 1 | is_signed(s64) << 2 | signs_agree(u, u) << 3 | (is_signed(typeof(s)) == is_signed(typeof(u))) << 4;
}

/* The structure around a member, with a check of the member's type. */
#define offsetof(t, m) __builtin_offsetof(t, m)
#define container_of(ptr, type, member) ({ \
	void *mptr_ = (void *)(ptr); \
	_Static_assert(same_type(*(ptr), ((type *)0)->member) || same_type(*(ptr), void), "member"); \
	((type *)(mptr_ - offsetof(type, member))); })
#define container_of_const(ptr, type, member) \
	_Generic(ptr, const typeof(*(ptr)) *: ((const type *)container_of(ptr, type, member)), \
		default: ((type *)container_of(ptr, type, member)))
u64 test_container_of(void)
{
	struct outer o = { 1, { 2, 3 }, { 4, 5, 6 } };
	struct inner *p = &o.in;
	const struct inner *q = &o.in;
	u8 *t = o.tail + 0;
	return container_of(p, struct outer, in)->head * 100 + container_of_const(q, struct outer, in)->tail[2] + container_of((u8(*)[3])t, struct outer, tail)->in.b * 1000;
}

/* Refusals at compile time: a negative bit-field, a negative array, an error function. */
#define zero_if_false(e) ((int)(sizeof(struct { int : (-!!(e)); })))
#define build_bug_on(e) ((void)sizeof(char[1 - 2 * !!(e)]))
#define must_be_array(a) zero_if_false(same_type((a), &(a)[0]))
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]) + must_be_array(a))
extern void never_called(void) __attribute__((error("never called")));
#define assert_now(c) do { if (!(c)) never_called(); } while (0)
u64 test_build_bug(void)
{
	static const u16 table[7] = { 1 };
	build_bug_on(sizeof(table) != 14);
	assert_now(sizeof(long) == 8);
	assert_now(ARRAY_SIZE(table) == 7);
	return ARRAY_SIZE(table) + table[0];
}

/* Reads and writes once, through volatile pointers to the type without qualifiers. */
#define scalar_type(x) typeof(_Generic((x), char: (char)0, unsigned char: (unsigned char)0, signed char: (signed char)0, \
	unsigned short: (unsigned short)0, short: (short)0, unsigned: 0u, int: 0, unsigned long: 0ul, long: 0l, default: (x)))
#define READ_ONCE(x) (*(const volatile scalar_type(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)
#define READ_AGGREGATE(x) ({ typeof(x) *xp_ = &(x); union { typeof(x) v; char c[1]; } u_ = { .v = *xp_ }; u_.v; })
u64 test_once(void)
{
	const volatile u16 c = 40000;
	u32 w = 5;
	void *p = &w;
	struct inner s = { 8, 9 };
	WRITE_ONCE(w, READ_ONCE(w) + READ_ONCE(c));
	WRITE_ONCE(*(u32 *)p, w + 1);
	return READ_ONCE(*(u32 *)p) + sizeof(READ_ONCE(c)) * 100000 + READ_AGGREGATE(s).b * 1000000 + (READ_ONCE(p) == &w) * 10000000;
}

/* A field of a register: the mask gives position and width. */
#define lowest(mask) ((mask) & -(mask))
#define field_shift(mask) (__builtin_ffsll(mask) - 1)
#define FIELD_GET(mask, r) ({ _Static_assert((mask) != 0, "mask"); (typeof(mask))(((r) & (mask)) >> field_shift(mask)); })
#define FIELD_PREP(mask, v) ({ ((typeof(mask))(v) << field_shift(mask)) & (mask); })
#define GENMASK(h, l) (((~0ul) << (l)) & (~0ul >> (63 - (h))))
u64 test_fields(void)
{
	u64 r = FIELD_PREP(GENMASK(11, 4), in[2]) | FIELD_PREP(GENMASK(63, 60), in[0]);
	_Static_assert(__builtin_constant_p(field_shift(GENMASK(9, 3))), "constant");
	return FIELD_GET(GENMASK(7, 5), r) + 100 * FIELD_GET(GENMASK(63, 62), r | 1ul << 63) + lowest(GENMASK(40, 33));
}

/* Selection by type: qualifiers go away by conversion, arrays become pointers. */
#define kind(x) _Generic((x), char *: 1, const char *: 2, int: 3, unsigned: 4, long: 5, void *: 6, int (*)(void): 7, struct inner: 8, _Bool: 9, default: 0)
static int answer(void) { return 42; }
u64 test_generic(void)
{
	const int ci = 1;
	char buffer[4];
	struct inner s = { 0 };
	const char *volatile text = "x";
	u8 small = 1;
	_Bool yes = 1;
	u64 d = kind(ci);
	d = d * 10 + kind(buffer);
	d = d * 10 + kind("literal");
	d = d * 10 + kind(text);
	d = d * 10 + kind(answer);
	d = d * 10 + kind(s);
	d = d * 10 + kind(small);
	d = d * 10 + kind(+small);
	d = d * 10 + kind(yes);
	d = d * 10 + kind((const long)1);
	d = d * 10 + kind(NULL);
	d = d * 10 + kind('a');
	return d;
}

/* Compatibility of types ignores outer qualifiers only. */
enum colour { RED, GREEN };
u64 test_compatible(void)
{
	u64 d = same_type(int, const int);
	d = d * 2 + same_type(int *, const int *);
	d = d * 2 + same_type(char, signed char);
	d = d * 2 + same_type(int[3], int[]);
	d = d * 2 + same_type(int[3], int[4]);
	d = d * 2 + same_type(enum colour, unsigned);
	d = d * 2 + same_type(struct inner, struct outer);
	d = d * 2 + same_type(int (*)(int), int (*)());
	d = d * 2 + same_type(u64, unsigned long long);
	d = d * 2 + same_type(typeof(&in[0]), volatile u64 *);
	d = d * 2 + same_type(const int[2], int[2]);
	d = d * 2 + same_type(void (*)(const int), void (*)(int));
	return d;
}

/* A chosen expression keeps its type, and the other is not evaluated. */
u64 test_choose(void)
{
	u64 n = 0;
	typeof(__builtin_choose_expr(1, (u8)1, 2ul)) small = 300;
	char text[4] = "abc";
	u64 d = sizeof(__builtin_choose_expr(0, 1, text));
	d += __builtin_choose_expr(sizeof(int) == 4, n, n++);
	return d + small * 10 + sizeof(small) * 1000 + n * 100000;
}

/* Alignment up and down, rounding, division with rounding. */
#define align_mask(x, m) (((x) + (m)) & ~(m))
#define ALIGN(x, a) align_mask(x, (typeof(x))(a) - 1)
#define IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
#define round_mask(x, y) ((typeof(x))((y) - 1))
#define round_up(x, y) ((((x) - 1) | round_mask(x, y)) + 1)
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
#define DIV_CLOSEST(x, divisor) ({ \
	typeof(x) x_ = x; typeof(divisor) d_ = divisor; \
	(((typeof(x))-1) > 0 || ((typeof(divisor))-1) > 0 || (((x_) > 0) == ((d_) > 0))) ? \
	(((x_) + ((d_) / 2)) / (d_)) : (((x_) - ((d_) / 2)) / (d_)); })
u64 test_rounding(void)
{
	u64 n = in[1];
	return ALIGN(n, 8) + 100 * IS_ALIGNED(n, 4) + 1000 * round_up(n, 16ul) + 100000 * DIV_ROUND_UP(n, 5) + 1000000 * DIV_CLOSEST(n, 10) + (u8)DIV_CLOSEST(-7, 2) * 10000000;
}

/* Swaps of variables and of structures. */
#define swap(a, b) do { typeof(a) t_ = (a); (a) = (b); (b) = t_; } while (0)
u64 test_swap(void)
{
	u64 a = in[0], b = in[1];
	struct inner x = { 1, 2 }, y = { 3, 4 };
	swap(a, b);
	swap(x, y);
	swap(x.a, y.b);
	return a * 10000 + b * 1000 + x.a * 100 + y.a * 10 + y.b;
}

/* Error values inside pointers. */
#define IS_ERR_VALUE(x) __builtin_expect(!!((u64)(void *)(x) >= (u64)-4095), 0)
static inline void *ERR_PTR(long e) { return (void *)e; }
static inline long PTR_ERR(const void *p) { return (long)p; }
static inline _Bool IS_ERR_OR_NULL(const void *p) { return __builtin_expect(!!(!p), 0) || IS_ERR_VALUE((u64)p); }
static noinline void *find(u64 n) { return n > 16 ? ERR_PTR(-22) : n ? (void *)&in[n & 7] : NULL; }
u64 test_err_ptr(void)
{
	u64 d = IS_ERR_VALUE(find(in[1])) | IS_ERR_VALUE(find(in[0])) << 1;
	return d | IS_ERR_OR_NULL(find(in[7])) << 2 | (-PTR_ERR(find(99))) << 8;
}

/* Upper and lower halves, sign extension, absolute value by type. */
#define upper_32(n) ((u32)(((n) >> 16) >> 16))
#define lower_32(n) ((u32)((n) & 0xffffffff))
#define abs_choose(x, type, other) __builtin_choose_expr(same_type(x, signed type) || same_type(x, unsigned type), \
	({ signed type x_ = (x); x_ < 0 ? -x_ : x_; }), other)
#define abs(x) abs_choose(x, long long, abs_choose(x, long, abs_choose(x, int, abs_choose(x, short, abs_choose(x, char, \
	__builtin_choose_expr(same_type(x, char), (char)({ signed char x_ = (x); x_ < 0 ? -x_ : x_; }), (void)0))))))
static inline s64 sign_extend(u64 v, int bit) { u8 s = 63 - bit; return (s64)(v << s) >> s; }
u64 test_halves(void)
{
	short s = -(int)in[0];
	char c = -5;
	s64 l = -9;
	return upper_32(in[4]) + lower_32(in[4]) + abs(s) * 10 + abs(c) * 100 + abs(l) * 1000 + sizeof(abs(s)) * 10000 + (u8)sign_extend(0x9, 3) * 100000;
}

/* Flexible array sizes that saturate. */
struct flex { u32 n; u16 data[]; };
#define struct_size(p, member, count) ({ size_t bytes_; \
	if (__builtin_mul_overflow((size_t)(count), sizeof(*(p)->member), &bytes_) || \
	    __builtin_add_overflow(bytes_, sizeof(*(p)), &bytes_)) bytes_ = ~0ul; bytes_; })
u64 test_struct_size(void)
{
	struct flex *f = NULL;
	return struct_size(f, data, in[1]) + (struct_size(f, data, in[4]) == ~0ul) * 1000;
}

/* A conditional expression without its middle operand evaluates the first once. */
u64 test_elvis(void)
{
	u64 i = 6;
	u64 a = in[i++] ?: 5;
	u64 b = in[i++] ?: 6;
	u64 c = in[0] ? in[7] ?: in[5] ?: 8 : 9;
	struct inner s = { 0 }, *p = &s;
	return a + b * 10 + c * 100 + i * 1000 + (p ?: NULL)->a;
}

/* A statement expression with static state, and a name that hides its own argument. */
#define once(v) ({ static _Bool done_; _Bool first_ = !done_; done_ = 1; first_ ? (v) : 0ul; })
static noinline u64 limited(u64 v) { return once(v) + once(v * 10); }
u64 test_once_static(void)
{
	return limited(1) + limited(2) + limited(3);
}

/* Argument counting and application over arguments. */
#define count_(a, b, c, d, n, ...) n
#define COUNT_ARGS(...) count_(__VA_ARGS__, 4, 3, 2, 1)
#define paste_(a, b) a##b
#define paste(a, b) paste_(a, b)
#define map1(m, x) m(x)
#define map2(m, x, ...) m(x), map1(m, __VA_ARGS__)
#define map3(m, x, ...) m(x), map2(m, __VA_ARGS__)
#define MAP(m, ...) paste(map, COUNT_ARGS(__VA_ARGS__))(m, __VA_ARGS__)
#define twice(x) (2 * (x))
u64 test_variadic(void)
{
	u64 a[] = { MAP(twice, 1, 2, 3) };
	return a[0] + a[1] * 10 + a[2] * 100 + sizeof(a) * 1000;
}

/* A switch over the size of a type in a macro, with dead arms. */
extern u64 wrong_size(void) __attribute__((error("wrong size")));
#define by_size(p) ({ u64 v_; switch (sizeof(*(p))) { \
	case 1: v_ = *(volatile u8 *)(p); break; \
	case 2: v_ = *(volatile u16 *)(p); break; \
	case 4: v_ = *(volatile u32 *)(p); break; \
	case 8: v_ = *(volatile u64 *)(p); break; \
	default: v_ = wrong_size(); } (typeof(*(p)))v_; })
u64 test_by_size(void)
{
	u8 a = 200;
	s32 b = -2;
	return by_size(&a) + (u32)by_size(&b) + by_size(&in[1]);
}

/* Flags from configuration macros: a defined 1 expands to an argument. */
#define arg_placeholder_1 0,
#define second(ignored, v, ...) v
#define defined__(x) defined_(arg_placeholder_##x)
#define defined_(junk) second(junk 1, 0)
#define is_defined(x) defined__(x)
#define CONFIG_ON 1
u64 test_is_enabled(void)
{
	return is_defined(CONFIG_ON) | is_defined(CONFIG_OFF) << 1;
}

/* Members that are a group with a name and without one. */
#define struct_group(name, ...) union { struct { __VA_ARGS__ }; struct { __VA_ARGS__ } name; }
struct packet { u8 kind; struct_group(body, u16 length; u32 sum;); u8 end; };
u64 test_struct_group(void)
{
	struct packet p = { .kind = 1, .length = 2, .sum = 3, .end = 4 }, q = { 9 };
	__builtin_memcpy(&q.body, &p.body, sizeof(p.body));
	return q.length + q.sum * 10 + q.kind * 100 + q.end * 1000 + sizeof(q.body) * 10000 + offsetof(struct packet, end) * 100000;
}

/* A flexible array in a union, behind an empty structure. */
#define FLEX_ARRAY(type, name) struct { struct { } empty_##name; type name[]; }
struct either { u32 n; union { FLEX_ARRAY(u8, bytes); FLEX_ARRAY(u16, words); }; };
u64 test_flex_in_union(void)
{
	static u32 room[4] = { 2, 0x04030201 };
	struct either *e = (void *)room;
	return e->bytes[2] + e->words[0] * 10 + sizeof(*e) * 100000 + offsetof(struct either, words) * 1000000;
}

/* A division that leaves the quotient in its argument. */
#define do_div(n, base) ({ u32 base_ = (base), rest_ = (u64)(n) % base_; (n) = (u64)(n) / base_; rest_; })
u64 test_do_div(void)
{
	u64 n = in[3] * 1000 + 7;
	u32 rest = do_div(n, 1000);
	return n * 10 + rest;
}

/* Two pointers of one type, compared without a use of the result. */
#define typecheck(type, x) ({ type dummy_; typeof(x) other_; (void)(&dummy_ == &other_); 1; })
#define typecheck_fn(type, function) ({ typeof(type) f_ = function; (void)f_; 1; })
u64 test_typecheck(void)
{
	return typecheck(u64, in[0] + 0) + typecheck_fn(int (*)(void), answer) * 10;
}

/* A power of two from above, constant and not. */
#define roundup_pow2(n) (__builtin_constant_p(n) ? ((n) == 1 ? 1 : 1ul << (64 - __builtin_clzl((n) - 1))) : pow2(n))
static noinline u64 pow2(u64 n) { return n < 2 ? 1 : 1ul << (64 - __builtin_clzl(n - 1)); }
u64 test_pow2(void)
{
	static u8 sized[roundup_pow2(33)];
	return sizeof(sized) + roundup_pow2(in[1]) * 1000;
}

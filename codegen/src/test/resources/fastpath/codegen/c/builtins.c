/* Builtin functions: overflow, sizes of objects, strings, memory on the stack, bits. */
typedef unsigned char u8;
typedef signed char s8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
typedef long s64;
typedef unsigned long size_t;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
#define check(op, a, b, t) ({ t r_; u64 o_ = __builtin_##op##_overflow(a, b, &r_); (o_ << 16 | (u16)r_) + o_; })
struct record { u32 n; u8 name[12]; u64 tail; };

/* Overflow with operands and results of mixed types. */
u64 test_mixed_overflow(void)
{
	s32 neg = -(s32)in[0];
	u64 big = in[4];
	s64 low = (s64)1 << 63;
	u64 d = check(add, neg, big, u64);
	d = d * 3 + check(add, neg, (u32)5, u8);
	d = d * 3 + check(add, big, big, s64);
	d = d * 3 + check(sub, in[0], in[1], s64);
	d = d * 3 + check(sub, in[0], in[1], u64);
	d = d * 3 + check(sub, (u8)1, big, s32);
	d = d * 3 + check(mul, neg, big, s64);
	d = d * 3 + check(mul, low, -1l, s64);
	d = d * 3 + check(mul, low, -1l, u64);
	d = d * 3 + check(mul, neg, in[7], u64);
	d = d * 3 + check(mul, (s8)neg, in[1], s32);
	d = d * 3 + check(mul, in[3], 1048576ul, u32);
	d = d * 3 + check(add, low, big, u64);
	d = d * 3 + check(add, (u64)-1, 1, s8);
	return d * 3 + check(sub, neg, low, u64);
}

/* All combinations of a set of values and types. */
#define each(op, a, b) check(op, a, b, s8) + check(op, a, b, u8) * 3 + check(op, a, b, s32) * 5 + check(op, a, b, u32) * 7 + check(op, a, b, s64) * 11 + check(op, a, b, u64) * 13
static noinline u64 all_of(u64 x, u64 y)
{
	u64 d = each(add, (s64)x, y) + each(sub, (s64)x, y) * 17 + each(mul, (s64)x, y) * 19;
	d = d * 23 + each(add, (u32)x, (s64)y) + each(sub, (s32)x, (u64)y) * 17 + each(mul, (s32)x, (u32)y) * 19;
	d = d * 23 + each(add, x, y) + each(sub, x, y) * 17 + each(mul, x, y) * 19;
	return d * 23 + each(add, (s64)x, (s64)y) + each(sub, (s64)x, (s64)y) * 17 + each(mul, (s64)x, (s64)y) * 19;
}
u64 test_all_overflow(void)
{
	static const u64 values[] = { 0, 1, -1ul, 127, 128, 0x7fffffff, 0x80000000, 0xffffffff, 0x7ffffffffffffffful, 0x8000000000000000ul, 0x100000001ul };
	u64 d = 0;
	for (int i = 0; i < 11; i++)
		for (int j = 0; j < 11; j++)
			d = d * 31 + all_of(values[i], values[j]);
	return d;
}

/* Overflow that is known when compiling. */
_Static_assert(__builtin_add_overflow_p(2147483647, 1, 0), "overflows");
_Static_assert(!__builtin_mul_overflow_p(65536, 32767, 0), "fits");
enum { WRAPS = __builtin_add_overflow_p((u8)200, 100, (u8)0) };
u64 test_overflow_p(void)
{
	s32 a = (s32)in[0];
	u32 n = -1;
	return WRAPS + __builtin_add_overflow_p(a, 2147483646, a) * 2 + __builtin_sub_overflow_p(0u, 1u, n) * 4 + __builtin_mul_overflow_p(in[4], 2, in[0]) * 8 + __builtin_sub_overflow_p(n, 1ul, (s8)0) * 16;
}

/* Overflow of the types in the builtin's name. */
u64 test_named_overflow(void)
{
	int i;
	unsigned u;
	long l;
	unsigned long ul;
	long long ll;
	u64 d = __builtin_sadd_overflow((int)in[0], 2147483647, &i);
	d = d * 2 + __builtin_usub_overflow((unsigned)in[0], 4, &u);
	d = d * 2 + __builtin_smull_overflow((long)in[4], 2, &l);
	d = d * 2 + __builtin_uaddl_overflow(in[4], in[4], &ul);
	d = d * 2 + __builtin_ssubll_overflow((long long)in[0], 5, &ll);
	d = d * 2 + __builtin_uaddl_overflow((int)-1, 1, &ul);
	return d * 1000 + (u8)i + (u8)u + l + ul - ll;
}

/* Sizes of objects, whole and of the closest member. */
static struct record record, records[3];
/* The elements of a flexible array member are part of the object that an initializer makes. */
struct flexible { int n; char pad, d[]; };
static struct flexible text = { 1, 2, "abc" }, none = { 3 };
extern struct flexible elsewhere;
u64 test_flexible_size(void)
{
	u64 d = __builtin_object_size(text.d, 0);
	d = d * 100 + __builtin_object_size(text.d, 1);
	d = d * 100 + __builtin_object_size(&text.d[1], 3);
	d = d * 100 + __builtin_object_size(&text, 0);
	d = d * 100 + (u8)(__builtin_object_size(elsewhere.d, 0) + 5);
	return d + none.n;
}

u64 test_object_size(void)
{
	u8 local[10];
	char *p = (char *)&records[1];
	u64 d = __builtin_object_size(local, 0);
	d = d * 100 + __builtin_object_size(&record.name[2], 1);
	d = d * 100 + __builtin_object_size(&record.name[2], 0);
	d = d * 100 + __builtin_object_size(p + 4, 0);
	d = d * 100 + __builtin_object_size(local + in[0], 2);
	d = d * 100 + __builtin_object_size("hello", 0);
	d = d * 100 + (u8)(__builtin_object_size((void *)in[0], 0) + 5) + (u8)__builtin_object_size((void *)in[0], 2);
	return d * 100 + __builtin_object_size(record.name, 1) + __builtin_object_size(&record.name, 3);
}

/* A checked copy: the size of the destination decides at compile time. */
extern void copy_too_long(void) __attribute__((error("too long")));
static inline __attribute__((always_inline)) void *checked_copy(void *to, const void *from, size_t n, size_t room)
{
	if (__builtin_constant_p(n) && room != ~0ul && room < n)
		copy_too_long();
	return __builtin_memcpy(to, from, n);
}
#define checked(to, from, n) checked_copy(to, from, n, __builtin_object_size(to, 1))
u64 test_fortify(void)
{
	struct record r = { 1, "abc", 5 };
	checked(r.name, "xyz", 4);
	checked(&r.tail, (const void *)&in[1], sizeof(r.tail));
	return r.name[1] + r.tail * 1000;
}

/* Strings whose length and order are known. */
#define literal_length(s) __builtin_constant_p(__builtin_strlen(s))
_Static_assert(__builtin_strlen("kernel") == 6, "length");
u64 test_strings(void)
{
	static char buffer[16];
	static u8 lengths[__builtin_strlen("abc") + 1];
	u64 d = sizeof(lengths) * 10 + literal_length("x") * 100;
	d += (__builtin_strcmp("abc", "abd") < 0) * 1000 + (__builtin_memcmp("abc", "abc", 3) == 0) * 10000;
	__builtin_strcpy(buffer, "hello");
	__builtin_memset(buffer + 1, 'x', 2);
	return d + (__builtin_strchr("key=value", '=') != 0) * 100000 + buffer[1] * 1000000ul + __builtin_strncmp("abx", "aby", 2) + (__builtin_strrchr("a/b/c", '/')[1] == 'c') * 7;
}

/* Weights of words, by builtins and by arithmetic. */
static inline u32 weight(u64 w)
{
	w -= (w >> 1) & 0x5555555555555555ul;
	w = (w & 0x3333333333333333ul) + ((w >> 2) & 0x3333333333333333ul);
	w = (w + (w >> 4)) & 0x0f0f0f0f0f0f0f0ful;
	return (w * 0x0101010101010101ul) >> 56;
}
#define const_weight8(w) ((u32)((!!((w) & 1)) + (!!((w) & 2)) + (!!((w) & 4)) + (!!((w) & 8)) + (!!((w) & 16)) + (!!((w) & 32)) + (!!((w) & 64)) + (!!((w) & 128))))
#define hweight8(w) (__builtin_constant_p(w) ? const_weight8(w) : weight((u8)(w)))
u64 test_weights(void)
{
	static u8 sized[hweight8(0xf1)];
	return weight(in[4] | in[2]) + hweight8(in[1]) * 100 + sizeof(sized) * 1000 + __builtin_popcountl(in[2]) * 10000 + __builtin_parityll(in[0]) * 100000;
}

/* First and last set bits. */
static inline int fls64(u64 x) { int p = -1; asm("bsrq %1, %q0" : "+r"(p) : "rm"(x)); return p + 1; }
static inline int ffs32(int x) { int r; asm("bsfl %1, %0" : "=r"(r) : "rm"(x), "0"(-1)); return r + 1; }
#define ilog2(n) (__builtin_constant_p(n) ? ((n) < 2 ? 0 : 63 - __builtin_clzll(n)) : fls64(n) - 1)
u64 test_bits(void)
{
	static u8 sized[ilog2(4096)];
	return fls64(in[3]) + fls64(in[7]) * 10 + ffs32(in[3]) * 100 + ffs32(in[7]) + ilog2(in[2]) * 10000 + sizeof(sized) * 100000 + __builtin_ffsl(in[4]) + __builtin_clz(in[0]) * 10000000;
}

/* Byte orders, constant and not. */
#define swab32_const(x) ((u32)((((u32)(x) & 0xff) << 24) | (((u32)(x) & 0xff00) << 8) | (((u32)(x) & 0xff0000) >> 8) | (((u32)(x) & 0xff000000) >> 24)))
#define swab32(x) (__builtin_constant_p((u32)(x)) ? swab32_const(x) : __builtin_bswap32(x))
static inline u16 get_be16(const void *p) { const u8 *b = p; return b[0] << 8 | b[1]; }
static inline u32 get_le32(const void *p) { return ((const struct { u32 x; } __attribute__((packed)) *)p)->x; }
u64 test_swab(void)
{
	static const u32 table[] = { swab32(0x01020304) };
	u8 bytes[] = { 1, 2, 3, 4, 5, 6 };
	return table[0] + swab32(in[3]) + __builtin_bswap64(in[1]) + __builtin_bswap16(in[2]) + get_be16(bytes + 1) * 3 + get_le32(bytes + 1);
}

/* Rotations that become one instruction. */
static inline u32 rol32(u32 w, u32 s) { return (w << (s & 31)) | (w >> ((-s) & 31)); }
static inline u64 ror64(u64 w, u32 s) { return (w >> (s & 63)) | (w << ((-s) & 63)); }
u64 test_rotate(void)
{
	return rol32(in[1], in[5]) + ror64(in[4], in[0]) + rol32(in[2], 0) + ror64(in[2], 64);
}

/* Hints: the value passes through, side effects stay. */
u64 test_expect(void)
{
	u64 n = in[0], i = 0;
	if (__builtin_expect(n == 3, 1))
		i++;
	if (__builtin_expect_with_probability(n, 3, 0.9) == 3)
		i += 2;
	n = __builtin_expect(i, i++) * 100 + i;
	if (!__builtin_constant_p(n) && i > 100)
		__builtin_unreachable();
	__builtin_prefetch(&in[n & 7], 0, 3);
	return n + __builtin_expect(!!(in[1]), 0) * 1000 + (u64)(__builtin_assume_aligned((void *)&in[0], 8) == (void *)&in[0]) * 10000;
}

/* Newer C that gcc takes in its dialects of 2011 and 2017 too, and K&R definitions. */
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
struct pair { int a, b; };
static u64 one_arg(u64 a) { return a; }

/* Attributes in double brackets, before and after what they describe. */
[[gnu::__noinline__]] static u64 bracketed([[maybe_unused]] u64 n) { return n + 1; }
[[nodiscard, deprecated("old")]] static u64 old_style(void);
static u64 old_style(void) { return 4; }
struct [[gnu::packed]] packed { u8 a; u32 b; };
[[gnu::aligned(32)]] static u8 aligned_byte;
u64 test_brackets(void)
{
	[[maybe_unused]] int unused = 0;
	u64 d = sizeof(struct packed);
	switch (in[6]) {
	case 1:
		d += 10;
		[[fallthrough]];
	case 2:
		d += 100;
		[[gnu::fallthrough]];
	default:
		d += 1000;
	}
	return d + bracketed(1) + old_style() + ((u64)&aligned_byte & 31);
}

/* Fallthrough by the attribute of GNU. */
u64 test_fallthrough(void)
{
	u64 d = 0;
	switch (in[0]) {
	case 3: d = 1; __attribute__((__fallthrough__));
	case 4: d += 2; break;
	default: d = 9;
	}
	return d;
}

/* Binary constants. */
u64 test_binary(void)
{
	return 0b1011 + (0B1ul << 40) + sizeof(0b1ull);
}

/* Assertions without a message, at file and block scope and among members. */
_Static_assert(sizeof(long) == 8);
struct checked { int a; _Static_assert(sizeof(int) == 4); int b; };
u64 test_assert(void)
{
	_Static_assert(1);
	return sizeof(struct checked);
}

/* Empty initializers. */
static struct pair zeros[2] = {};
u64 test_empty_braces(void)
{
	struct pair p = {};
	int a[3] = {};
	struct { struct pair p; int n; } s = { {}, 5 };
	return p.a + p.b + a[2] + s.p.b + s.n + zeros[1].b + ((struct pair){}).a;
}

/* Parameters without names in definitions. */
static noinline u64 unnamed(u64 a, u64, u64 c) { return a * 10 + c; }
u64 test_unnamed(void)
{
	return unnamed(in[0], 2, 4);
}

/* Labels before declarations and at the end of blocks. */
u64 test_labels(void)
{
	u64 i = 0;
again:
	u64 step = in[0];
	i += step;
	if (i < 10)
		goto again;
	switch (i) {
	case 12:
		u64 more = 5;
		i += more;
		break;
	default:
	}
	goto end;
end:
	return i;
}

/* Variable arguments that vanish, with the comma before them. */
#define first_or(d, ...) first_(__VA_ARGS__ __VA_OPT__(,) d)
#define first_(a, ...) a
#define call(f, ...) f(__VA_OPT__(__VA_ARGS__ ,) 5)
#define two_args(a, b) ((a) * 10 + (b))
#define two_or_one(...) __VA_OPT__(two_args(__VA_ARGS__) +) 1
u64 test_va_opt(void)
{
	return first_or(7) + 10 * first_or(7, 3) + 100 * call(one_arg) + 1000 * call(two_args, 2) + 100000 * two_or_one() + 1000000 * two_or_one(1, 2);
}

/* Characters and strings in UTF-8. */
u64 test_utf8(void)
{
	static const char text[] = u8"aé";
	return sizeof(text) + (u8)text[1] * 10 + sizeof(u8"€") * 10000;
}

/* Types of expressions, with qualifiers; in a cast, a declaration of several, of functions. */
u64 test_typeof(void)
{
	const u32 c = 7;
	typeof(c) d = c + 1;
	typeof(int[3]) a = { 1, 2, 3 };
	typeof(&a[0]) p = a, q = a + 2;
	__typeof__(one_arg) *f = one_arg;
	typeof(struct pair) s = { 4, 5 };
	__auto_type e = (u8)in[2];
	const __auto_type w = in[0];
	return d + *p + *q + f(1) + s.b + sizeof(e) * 100 + (typeof(e))300 * 1000 + w * 1000000;
}

/* A K&R definition: arguments arrive promoted and are converted to the parameter's type. */
static noinline u64 traditional(a, b, c, p)
	char a;
	unsigned short b;
	u64 c;
	struct pair *p;
{
	return a + b + c + p->a;
}
static noinline int defaults(x, y) { return x - y; }
u64 test_traditional(void)
{
	struct pair p = { 1000, 0 };
	return traditional(300, 65537, 5ul, &p) + defaults(9, 2) * 10000;
}

/* The name of the function as an array. */
u64 test_func_name(void)
{
	return sizeof(__func__) + __func__[5] * 100 + sizeof(__FUNCTION__) * 100000;
}

/* Anonymous members, and designators into them. */
struct anonymous {
	union { struct { u8 low, high; }; unsigned short both; };
	struct { int x; union { int y; u8 bytes[4]; }; };
	int tail;
};
u64 test_anonymous(void)
{
	struct anonymous a = { .low = 1, .high = 2, .y = 0x01020304, .tail = 6 };
	struct anonymous b = { { { 3, 4 } }, { 5, { 7 } }, 8 };
	return a.both + a.bytes[1] * 1000 + b.high * 10000 + b.y * 100000 + b.tail * 1000000 + a.x;
}

/* A line directive changes the line and the file. */
u64 test_line(void)
{
	u64 d;
#line 500 "other.c"
	d = __LINE__ + sizeof(__FILE__) * 1000 + (u64)__builtin_LINE() * 10000;
	return d;
}

/* Conditional inclusion by a name in the other branches. */
#define KNOWN
#if 0
#define WHICH 1
#elifdef KNOWN
#define WHICH 2
#else
#define WHICH 3
#endif
#if 0
#elifndef KNOWN
#define OTHER 4
#else
#define OTHER 5
#endif
u64 test_elifdef(void)
{
	return WHICH * 10 + OTHER;
}

/* The words of C23 are names here. */
struct words { int bool, true, false, nullptr, constexpr, alignas, static_assert, thread_local; };
u64 test_words_are_names(void)
{
	auto int nullptr = 1;
	int typeof_unqual = 2, alignof = 3, unreachable = 4;
	struct words w = { .bool = 5, .constexpr = 6 };
	return nullptr + typeof_unqual * 10 + alignof * 100 + unreachable * 1000 + w.bool * 10000 + w.constexpr * 100000;
}

/* K&R definitions: arrays and functions become pointers, names without a type are int. */
static noinline u64 old_kinds(row, f, n, c, s)
	int row[4];
	int f();
	register short n;
	signed char c;
{
	return row[n] * 1000 + f(c) * 10 + s;
}
static int plus_one(v) signed char v; { return v + 1; }
static noinline int no_type(a, b, c) long b; { return a + b + c; }
u64 test_old_parameters(void)
{
	int row[] = { 1, 2, 3, 4 };
	int (*unknown)() = no_type;
	return old_kinds(row, plus_one, 65538, 260, 7) + unknown(1, 2l, 3) * 100000 + plus_one(300) * 1000000;
}

/* A parameter that takes a value of any member's type. */
typedef union { const int *ints; const u64 *longs; u64 number; } any_word __attribute__((transparent_union));
union __attribute__((__transparent_union__)) text_or_none { const char *text; void *none; };
static noinline u64 first_of(any_word w, int kind) { return kind == 0 ? *w.ints : kind == 1 ? *w.longs : w.number; }
static noinline u64 length(u64 before, union text_or_none t) { return before + (t.text ? t.text[1] - 97 : 9); }
u64 test_transparent_union(void)
{
	int i = 4;
	u64 l = 5;
	any_word w = { .number = 6 };
	u64 (*pointer)(any_word, int) = first_of;
	u64 d = first_of(&i, 0) + first_of(&l, 1) * 10 + first_of(7ul, 2) * 100 + first_of(w, 2) * 1000;
	return d + pointer(&l, 1) * 10000 + length(in[0], "text") * 100000 + length(1, 0) * 10000000;
}

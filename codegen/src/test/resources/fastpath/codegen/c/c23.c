/* C23, as -std=gnu2x brings it; older compilers get what they lack from macros. */
#include <stddef.h>
#if __STDC_VERSION__ <= 202000L
#define nullptr ((void *)0)
typedef void *nullptr_t;
#define constexpr static const
#define auto __auto_type
#define bool _Bool
enum { false, true };
#define static_assert _Static_assert
#define alignas _Alignas
#define alignof _Alignof
#define typeof_unqual(x) typeof((typeof(x))(x))
#define unreachable() __builtin_unreachable()
#define of_type(t)
#define in_scope(storage, type) (type)
#define check(...) _Static_assert(1)
#else
#define of_type(t) : t
#define in_scope(storage, type) (storage type)
#define check(...) static_assert(__VA_ARGS__)
#endif
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
struct pair { int a, b; };

/* Digits in groups. */
#if 1'000 != 1000 || 0x1'0 != 16
#error separators
#endif
u64 test_separators(void)
{
	return 1'000'000 + 0xffff'0000'0000u + 0b1010'0101 + 0'17ul;
}

/* The null pointer has a type of its own. */
static noinline int is_null(const int *p) { return p == nullptr; }
u64 test_nullptr(void)
{
	nullptr_t none = nullptr;
	int x = 0, *p = nullptr, *q = in[0] ? &x : nullptr;
	struct pair *s = none;
	bool b = nullptr;
	check(_Generic(nullptr, void *: 1, nullptr_t: 2, default: 3) == 2);
	check(_Generic(1 ? nullptr : &x, int *: 1, default: 0));
	return is_null(p) + is_null(q) * 2 + is_null(none) * 4 + (s == none) * 8 + !nullptr * 16 + b * 32 + sizeof(nullptr) * 100;
}

/* Named constants of any type. */
#if __STDC_VERSION__ > 202000L
constexpr u32 limit = 1 << 5;
#else
enum { limit = 32u };
#endif
constexpr struct pair origin = { .b = 7 };
constexpr int primes[] = { 2, 3, 5 };
check(limit == 32 && origin.b == 7 && origin.a == 0);
static u8 buffer[limit];
u64 test_constexpr(void)
{
	constexpr u64 mask = ~0ul >> 60;
	constexpr char text[] = "abc";
	check(mask + limit == 47);
	static const int *where = &primes[1];
	constexpr int *nowhere = nullptr;
	check(_Generic(&nowhere, int *const *: 1, default: 0));
	switch (in[1] & limit - 1) {
#if __STDC_VERSION__ > 202000L
	case limit - mask:
#else
	case 17:
#endif
		return sizeof(buffer) + mask * 100 + text[2] * 10000 + *where * 10000000 + primes[2];
	}
	return 0;
}

/* The type of a variable is that of its initializer, at file scope too. */
static auto global_auto = 0x123456789ul;
u64 test_auto(void)
{
	auto small = (u8)in[2];
	const auto wide = in[3];
	static auto counter = 40u;
	auto p = &global_auto;
	auto f = is_null;
	small++;
	counter += 2;
	return small + sizeof(small) + sizeof(wide) * 10 + sizeof(counter) * 100 + counter * 1000 + *p + f(nullptr);
}

/* Words of headers are keywords. */
static alignas(32) u8 aligned_byte;
static_assert(sizeof(bool) == 1);
u64 test_keywords(void)
{
	bool b = in[1];
	static_assert(alignof(u64) == 8, "text");
	check(_Generic(true, bool: 1, default: 0));
#if true == (__STDC_VERSION__ > 202000L)
	b += true;
#endif
	return b + false * 10 + ((u64)&aligned_byte & 31) + sizeof(b) * 100;
}

/* Enumerations with a stated type. */
enum __attribute__((packed)) small of_type(u8) { SMALL, LARGE = 200 };
enum big of_type(u64) { BIG = 0xffffffff00000000ul, BIGGER };
struct typed { enum small s; enum big b; enum small bits : 4; };
u64 test_enum_types(void)
{
	struct typed t = { LARGE, BIGGER, 9 };
	check(_Generic(SMALL, u8: 1, default: 0) && _Generic(BIG, u64: 1, default: 0));
	check(sizeof(enum later : u16) == 2);
	enum small over = SMALL;
	over = (enum small)(in[2] + 3);
	return sizeof(enum small) + sizeof(struct typed) * 10 + t.s * 1000 + (t.b >> 32) + over * 100000 + t.bits * 10000000000;
}

/* Types without their qualifiers. */
u64 test_typeof_unqual(void)
{
	const volatile u32 c = 5;
	typeof_unqual(c) d = c;
	d += 2;
	typeof_unqual(in[0]) sum = 0;
	for (int i = 0; i < 3; i++)
		sum += in[i];
	return d + sum * 10;
}

/* Unnamed objects with a storage class. */
static noinline u64 count(void)
{
	u64 *p = (in_scope(static, u64[1]) {
#if __STDC_VERSION__ > 202000L
		4
#endif
	});
#if __STDC_VERSION__ <= 202000L
	static u64 kept[1] = { 4 };
	p = kept;
#endif
	return ++*p;
}
u64 test_literal_storage(void)
{
	check((constexpr int){ 6 } == 6);
	count();
	return count() * 10 + (in_scope(register, int){ 3 });
}

/* Functions without parameters, with only variable ones, and with unnamed ones. */
static noinline u64 nothing() { return 9; }
static noinline u64 skips(u64 a, u64, struct pair) { return a; }
u64 test_parameters(void)
{
#if __STDC_VERSION__ > 202000L
	check(_Generic(nothing, u64 (*)(void): 1, default: 0));
#endif
	return nothing() * 10 + skips(in[0], 1, (struct pair){});
}

/* A switch whose other values do not occur. */
static noinline u64 two_values(u64 v)
{
	switch (v) {
	case 3: return 30;
	case 7: return 70;
	}
	unreachable();
}
u64 test_unreachable(void)
{
	return two_values(in[0]) + two_values(in[5]);
}

/* Characters of UTF-8 are unsigned. */
u64 test_utf8_characters(void)
{
	static const u8 text[] = u8"a\xff";
	return u8'z' + (u8'\xff' > 0) * 1000 + text[1] * 10000;
}

/* Attributes of the standard, and labels before declarations and at the end of a block. */
[[nodiscard("why")]] static u64 kept(void) { return 2; }
u64 test_attributes(void)
{
	[[maybe_unused]] u64 d = kept();
	switch (in[6]) {
	case 1:
		d += 10;
		[[fallthrough]];
	case 2:
		u64 more = 100;
		d += more;
	}
	goto end;
end:
	return d;
	[[maybe_unused]] last:
}

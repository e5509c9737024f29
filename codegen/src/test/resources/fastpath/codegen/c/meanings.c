/* What is easily passed over: cleanup, packing, alignment, designators, widths of bit-fields, #line. */
typedef unsigned long u64;
#define noinline __attribute__((noinline))
#define cleanup(f) __attribute__((cleanup(f)))

static u64 trail;
static void leave(int *p) { trail = trail * 10 + *p; }
static void leave_char(char *p) { trail = trail * 10 + *p; }
struct wide { long a[3]; };
static void wipe(struct wide *w) { trail = trail * 10 + w->a[0]; w->a[0] = 9; }

static noinline int by_return(int way)
{
	int one cleanup(leave) = 1;
	if (way == 0)
		return trail;
	{
		int two cleanup(leave) = 2, three cleanup(leave) = 3;
		if (way == 1)
			return one + two + three;
		one = 7;
	}
	return one;
}

static noinline int by_loop(int n)
{
	for (int i cleanup(leave) = 0; i < n; i++) {
		int in cleanup(leave) = i + 4;
		if (i == 1)
			continue;
		if (i == 3)
			break;
		switch (i) {
			int never;
		case 0: {
			char c cleanup(leave_char) = 8;
			break;
		}
		default:
			never = 0;
		}
	}
	while (n-- > 0) {
		int again cleanup(leave) = 1;
		do {
			int once cleanup(leave) = 2;
			if (n == 3)
				goto out;
		} while (0);
	}
out:
	return n;
}

static noinline int by_goto(int n)
{
	int outer cleanup(leave) = 1;
back:
	{
		int in cleanup(leave) = 2;
		if (n++ < 2)
			goto back;
		if (n < 5)
			goto inside;
		if (n > 6) {
			int deep cleanup(leave) = 3;
			goto done;
		}
inside:
		in = 5;
		if (n < 6)
			goto back;
	}
	goto back;
done:
	return outer;
}

static noinline int by_value(void)
{
	int v = ({ int x cleanup(leave) = 4; x + 1; });
	struct wide w = ({ struct wide x cleanup(wipe) = { { 6, 1, 2 } }; x; });
	({ int unused cleanup(leave) = 3; unused++; });
	return v * 100 + w.a[0] * 10 + w.a[2];
}

static noinline struct wide whole(void)
{
	struct wide w cleanup(wipe) = { { 5, 3, 1 } };
	return w;
}

u64 test_cleanup(void)
{
	u64 sum = 0;
	trail = 0; sum = sum * 31 + by_return(0) + trail;
	trail = 0; sum = sum * 31 + by_return(1) + trail;
	trail = 0; sum = sum * 31 + by_return(2) + trail;
	trail = 0; sum = sum * 31 + by_loop(6) + trail;
	trail = 0; sum = sum * 31 + by_loop(2) + trail;
	trail = 0; sum = sum * 31 + by_goto(0) + trail;
	trail = 0; sum = sum * 31 + by_value() + trail;
	trail = 0; sum = sum * 31 + whole().a[0] + trail;
	return sum;
}

enum __attribute__((packed)) tiny { TINY };
enum minus { MINUS = -1, HIGH = 127 } __attribute__((packed));
enum __attribute__((__packed__)) middle { FIRST, LAST = 256 };
enum __attribute__((packed)) low { LOW = -129 };
enum plain { PLAIN };
struct of_tiny { enum tiny t; char c; };
u64 test_enums(void)
{
	return sizeof(enum tiny) + sizeof(enum minus) * 16 + sizeof(enum middle) * 256
		+ sizeof(enum low) * 4096 + sizeof(enum plain) * 65536 + sizeof(struct of_tiny) * 1048576
		+ ((enum minus)255 < 0) * 16777216UL;
}

#define LAYOUT(s) (sizeof(struct s) * 4096 + _Alignof(struct s) * 256 + __builtin_offsetof(struct s, m))
struct p0 { char c; long m; };
#pragma pack(push, 1)
struct p1 { char c; long m; };
struct p1bits { char c; int b : 20; long l : 50; char m; };
struct p1asked { char c; long m __attribute__((aligned(4))); };
#pragma pack(push, name, 2)
struct p2 { char c; long m; };
struct p2bits { char c; int b : 20; int z : 30; long : 0; char m; };
#pragma pack(4)
struct p4 { char c; long m; } __attribute__((aligned(16)));
#pragma pack(pop, name)
struct p5 { char c; short m; };
#pragma pack()
struct p6 { char c; long m; };
#pragma pack(pop)
_Pragma("pack(push, 2)") struct p7 { char c; int m; }; _Pragma("pack(pop)")
struct p8 { char c; int m; };
#pragma pack(push, 8)
struct p9 { char c; long b : 60; int d : 3; char m; };
struct p10 { char c; int b : 30 __attribute__((packed)); char m; };
#pragma pack(2)
struct p11 { char c; int b : 30 __attribute__((packed)); char m; };
struct p12 { char c; int b : 30 __attribute__((aligned(4))); char m; };
struct p13 { char c; long : 0; char m; };
#pragma pack(pop)
#pragma GCC diagnostic ignored "-Wall"
struct bytewise { int a : 3, b : 3 __attribute__((aligned(1))); };
u64 test_pack(void)
{
	u64 sum = 0;
	sum = sum * 31 + LAYOUT(p0);
	sum = sum * 31 + LAYOUT(p1);
	sum = sum * 31 + LAYOUT(p1bits);
	sum = sum * 31 + LAYOUT(p1asked);
	sum = sum * 31 + LAYOUT(p2);
	sum = sum * 31 + LAYOUT(p2bits);
	sum = sum * 31 + LAYOUT(p4);
	sum = sum * 31 + LAYOUT(p5);
	sum = sum * 31 + LAYOUT(p6);
	sum = sum * 31 + LAYOUT(p7);
	sum = sum * 31 + LAYOUT(p8);
	sum = sum * 31 + LAYOUT(p9);
	sum = sum * 31 + LAYOUT(p10);
	sum = sum * 31 + LAYOUT(p11);
	sum = sum * 31 + LAYOUT(p12);
	sum = sum * 31 + LAYOUT(p13);
	return sum * 31 + ((union { struct bytewise s; unsigned u; }){ { 0, 1 } }).u;
}

typedef long loose __attribute__((aligned(4)));
typedef int strict __attribute__((aligned(16)));
struct t1 { char c; loose m; };
struct t2 { char c; strict m; };
struct t3 { char c; strict *m; };
struct t4 { char c; loose m[2]; };
struct named { struct in { int a; }; char m; };
u64 test_typedef_alignment(void)
{
	u64 sum = LAYOUT(t1);
	sum = sum * 31 + LAYOUT(t2);
	sum = sum * 31 + LAYOUT(t3);
	sum = sum * 31 + LAYOUT(t4);
	sum = sum * 31 + LAYOUT(named);
	sum = sum * 31 + _Alignof(loose) * 16 + _Alignof(strict);
	return sum * 31 + __atomic_always_lock_free(8, 0) * 2 + __atomic_always_lock_free(16, 0);
}

/* Bit-fields of types that are aligned to less or more than their size. */
typedef int bytes __attribute__((aligned(1)));
typedef char evens __attribute__((aligned(2)));
struct u1 { char c; bytes b : 32; char m; };
struct u2 { int a; loose b : 40; char m; };
struct u3 { char c; evens a : 3, b : 3; char m; };
struct u4 { char c; strict a : 5, b : 5; int d : 3; char m; };
struct u5 { strict a : 32, b : 32; char m; };
struct u6 { bytes a : 32; char m; };
struct u7 { loose a : 33, b : 31, d : 64; char m; };
struct u8s { char c; strict : 0; char d; bytes : 0; char e; evens : 0; char m; };
u64 test_aligned_bit_fields(void)
{
	u64 sum = LAYOUT(u1);
	sum = sum * 31 + LAYOUT(u2);
	sum = sum * 31 + LAYOUT(u3);
	sum = sum * 31 + LAYOUT(u4);
	sum = sum * 31 + LAYOUT(u5);
	sum = sum * 31 + LAYOUT(u6);
	sum = sum * 31 + LAYOUT(u7);
	return sum * 31 + LAYOUT(u8s);
}

static noinline u64 below(void *p, u64 mask) { return (u64)p & mask; }
struct line { char c[8]; } __attribute__((aligned(64)));
static noinline u64 deeper(struct line by, int n)
{
	int a[3] __attribute__((aligned(256))) = { n, 2, 3 };
	struct line b = { { 1 } };
	_Alignas(32) char c;
	return below(a, 255) + below(&b, 63) + below(&c, 31) + below(&by, 63)
		+ (n ? deeper(b, n - 1) : 0) + a[2] + b.c[0] + by.c[0];
}
static char odd1 = 1;
static char seventeen[17];
static char odd2 = 2;
static char text[33] = "x";
u64 test_alignment(void)
{
	struct line l = { { 4 } };
	char frame[16];
	return deeper(l, 3) + below(seventeen, 15) + below(text, 15) + below(frame, 15) + odd1 + odd2;
}

struct pair { int a, b; };
struct holder { char x; struct { char s[6]; char c; } in; };
struct deep { int x; union { struct { int p, q; }; long r; }; int y[4]; int z; };
static struct pair after[] = { [1].a = 1, 2, [0].a = 3 };
static struct deep named = { .p = 1, 2, { 3 }, 4, .y[1] = 5, 6, 7, 8 };
static struct holder elided[2] = { 3, "text", 43, 4, { "abcdef", 5 } };
static struct pair ranged[5] = { [1 ... 3].b = 7, [2] = { 1, 2 } };
static struct deep inner = { .y[1 ... 2] = 9, 4, 5 };
static int grid[3][3] = { [0 ... 1][1 ... 2] = 5, 6 };
static int covered[4] = { 1, 2, [0 ... 2] = 8 };
static int calls;
static noinline int next(void) { return ++calls; }
static u64 hash(const void *p, u64 n)
{
	const unsigned char *c = p;
	u64 h = n;
	while (n--)
		h = h * 131 + *c++;
	return h;
}
u64 test_designators(void)
{
	int once[4] = { [0 ... 3] = next() };
	u64 sum = hash(after, sizeof after);
	sum = sum * 31 + hash(&named, sizeof named);
	sum = sum * 31 + hash(elided, sizeof elided);
	sum = sum * 31 + hash(ranged, sizeof ranged);
	sum = sum * 31 + hash(&inner, sizeof inner);
	sum = sum * 31 + hash(grid, sizeof grid);
	sum = sum * 31 + hash(covered, sizeof covered);
	return sum * 31 + hash(once, sizeof once) + calls;
}

struct none {};
static noinline struct none give(struct none n) { return n; }
u64 test_empty(void) { struct none n; give(n); give(give(n)); return sizeof(struct none) + 5; }

struct bits { unsigned k : 3; int s : 3; unsigned w : 32; };
u64 test_promotion(void)
{
	struct bits v = { 2, 1, 1 };
	return (-(v.k = 3) < 0) + (-(v.k += 1) < 0) * 2 + (-(0, v.k) < 0) * 4 + (-(v.w = 1) < 0) * 8
		+ (-(v.k++) < 0) * 16 + (~(v.k |= 1) < 0) * 32 + ((v.k = 9) == 1) * 64 + ((v.s = 7) < 0) * 128;
}

static noinline int likely(int x, int z) { return __builtin_expect(x, z++) ? z : -z; }
/* The right operand of a compound assignment is evaluated before the left one is read. */
static u64 counter = 2, *cursor = &counter;
static unsigned char narrow = 5;
static struct { unsigned low : 3, rest : 29; int *p; } bits;
static noinline unsigned more(void) { counter |= 128; narrow += 250; bits.low += 3; return 1; }
static noinline u64 bound(int n, const u64 a[const n], u64 b[n][2]) { return a[n - 1] + b[n - 1][1] + sizeof(b[0]); }
static noinline __attribute__((aligned(64))) u64 placed(void) { return 3; }
u64 test_order(void)
{
	u64 sums[2][2] = { { 1, 2 }, { 3, 4 } }, h;

	*cursor |= more();
	narrow <<= more();
	counter += more() + ({ counter++; });
	bits.low ^= more();
	bits.rest -= (more(), bits.low);
	h = counter * 1000003 + narrow;
	h = h * 1000003 + bits.low;
	h = h * 1000003 + bits.rest;
	return h * 1000003 + bound(2, sums[1], sums) + _Alignof(placed) * placed();
}
u64 test_operands(void)
{
	int n = 1;
	int never = __builtin_constant_p(n++);
	char *p = __builtin_assume_aligned(&n, 4, n += 2);
	(void)__builtin_object_size(p + n++, 0);
	return likely(1, 5) * 1000 + likely(0, 5) + 100 + n * 10 + never;
}

/* No instruction has the low part of an address as an immediate operand. */
static u64 object;
u64 test_low_address(void)
{
	u64 *volatile p = &object;
	volatile unsigned char c = 3;
	volatile unsigned short s = 5;
	volatile unsigned u = 7;
	u64 h = ((unsigned char)(u64)&object ^ c) == ((unsigned char)(u64)p ^ c);

	h += 2 * (((unsigned short)(u64)&object + s) == ((unsigned short)(u64)p + s));
	h += 4 * (((unsigned)(u64)&object | u) == ((unsigned)(u64)p | u));
	c ^= (u64)&object;
	h += 8 * (c == (unsigned char)(3 ^ (u64)p));
	return h + 16 * ((unsigned)(u64)&object < u) + 32 * ((unsigned)(u64)p < u);
}

#define X 1
#pragma push_macro("X")
#undef X
#pragma push_macro("X")
#define X 2
_Pragma("pop_macro(\"X\")")
#ifdef X
#error
#endif
#pragma pop_macro("X")
#if !__has_attribute(__cleanup__) || __has_attribute(ms_abi_of_none) || !__has_builtin(__sync_synchronize)
#error
#endif
void star(int x[const *], int y[restrict static 2], int z[*]);
#undef line
#define line 1000
#line line
#if 1000 != __LINE__
#error
#endif
u64 test_lines(void)
{
	u64 at = __LINE__;
#line 7 "other.c"
#if __LINE__ == 7
	at += 100 * sizeof __FILE__;
#elif __LINE__ == 10
#endif
# 20
	return at * X + __LINE__ * 10000;
}

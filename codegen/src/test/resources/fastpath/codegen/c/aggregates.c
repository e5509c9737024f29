/* Structs, unions, bit-fields, arrays, initializers, arguments by value. */
typedef unsigned long u64;
typedef unsigned int u32;
#define MIX(h, v) ((h) = ((h) ^ (u64)(v)) * 0x100000001b3ul, (h) ^= (h) >> 29)

struct point { int x, y; };
struct rect { struct point a, b; const char *name; };
struct big { long v[5]; char tail; };
struct mixed { char c; short s; int i; long l; char d; };
struct packed { char c; int i; short s; } __attribute__((packed));
struct aligned { char c; int i __attribute__((aligned(16))); };
struct flex { int n; short data[]; };
struct inner { union { struct { short lo, hi; }; u32 both; }; char z; };
union any { char c[8]; int i; long l; struct point p; };
struct bits { unsigned a : 3; int b : 5; unsigned c : 24; unsigned d : 1; u64 e : 40; u64 f : 20; _Bool g : 1; signed char h : 2; unsigned : 0; unsigned k : 7; };
struct pbits { char x; unsigned a : 12; unsigned b : 4; } __attribute__((packed));

u64 test_layout(void)
{
	u64 h = 1;
	MIX(h, sizeof(struct rect)); MIX(h, sizeof(struct big)); MIX(h, sizeof(struct mixed)); MIX(h, sizeof(struct packed));
	MIX(h, sizeof(struct aligned)); MIX(h, sizeof(struct flex)); MIX(h, sizeof(struct inner)); MIX(h, sizeof(union any));
	MIX(h, sizeof(struct bits)); MIX(h, sizeof(struct pbits)); MIX(h, _Alignof(struct aligned)); MIX(h, _Alignof(struct packed));
	MIX(h, __builtin_offsetof(struct mixed, l)); MIX(h, __builtin_offsetof(struct packed, s)); MIX(h, __builtin_offsetof(struct aligned, i));
	MIX(h, __builtin_offsetof(struct rect, b.y)); MIX(h, __builtin_offsetof(struct big, v[3])); MIX(h, __builtin_offsetof(struct inner, hi));
	MIX(h, (u64)&((struct mixed *)0)->d);
	return h;
}

static struct rect global = { { 1, 2 }, { .y = 4, .x = 3 }, "name" };
static struct point points[] = { { 1 }, [3] = { 7, 8 }, { 9 }, [1].y = 5 };
static int matrix[2][3] = { 1, 2, 3, 4 };
static const char text[] = "hel" "lo\0x", fixed[3] = "abc", padded[10] = { "xy" };
static long *pointers[] = { (long *)&points[2].y, (long *)((char *)matrix + 5), 0 };
static union any u = { .p = { 5, 6 } };
static struct inner in = { { .hi = -2, .lo = 3 }, 'z' };
static struct bits gb = { 5, -3, 0x123456, 1, 0x123456789a, 0xfffff, 1, -1, 99 };
static struct flex fl = { 2, { 10, 20 } };
static int ranged[8] = { [2 ... 5] = 7, 1 };
static char *names[3] = { "a", [2] = "c" };

static struct { int n : 4; char c; unsigned m : 3; short s; } tight = { -1, 'c', 5, .s = 7 };
static struct rect later = { .b = { 1, 2 }, .b.y = 9, .name = "q", .name = "r" };

u64 test_globals(void)
{
	u64 h = 1;
	MIX(h, tight.n); MIX(h, tight.c); MIX(h, tight.m); MIX(h, tight.s); MIX(h, later.b.x); MIX(h, later.b.y); MIX(h, *later.name);
	MIX(h, global.a.x); MIX(h, global.b.x); MIX(h, global.b.y); MIX(h, global.name[2]);
	MIX(h, sizeof(points)); for (unsigned i = 0; i < 5; i++) { MIX(h, points[i].x); MIX(h, points[i].y); }
	for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) MIX(h, matrix[i][j]);
	MIX(h, sizeof(text)); for (unsigned i = 0; i < sizeof text; i++) MIX(h, text[i]);
	MIX(h, fixed[2]); MIX(h, padded[1]); MIX(h, padded[9]);
	MIX(h, pointers[0] == (long *)&points[2].y); MIX(h, (char *)pointers[1] - (char *)matrix); MIX(h, pointers[2] == 0);
	MIX(h, u.i); MIX(h, u.p.y); MIX(h, u.c[4]); MIX(h, in.both); MIX(h, in.hi); MIX(h, in.z);
	MIX(h, gb.a); MIX(h, gb.b); MIX(h, gb.c); MIX(h, gb.d); MIX(h, gb.e); MIX(h, gb.f); MIX(h, gb.g); MIX(h, gb.h); MIX(h, gb.k);
	MIX(h, fl.data[1]); for (int i = 0; i < 8; i++) MIX(h, ranged[i]);
	MIX(h, names[0][0]); MIX(h, names[1] == 0); MIX(h, *names[2]);
	return h;
}

static volatile int seed = 17;

u64 test_bitfields(void)
{
	u64 h = 1;
	struct bits b = { 0 };
	struct pbits p = { 'x', 5, 6 };
	for (int i = 0; i < 40; i++) {
		int s = seed + i * 37;
		b.a = s; b.b = s; b.c += s * 977; b.d ^= s; b.e = b.e * 3 + s; b.f -= s; b.g = s & 4; b.h = s; b.k++;
		MIX(h, b.a); MIX(h, b.b); MIX(h, b.c); MIX(h, b.d); MIX(h, b.e); MIX(h, b.f); MIX(h, b.g); MIX(h, b.h); MIX(h, b.k);
		MIX(h, (b.a = s)); MIX(h, (b.b = s)); MIX(h, b.b++); MIX(h, --b.b); MIX(h, b.a - 8 < 0); MIX(h, b.c > -1);
		p.a += s; p.b = s >> 1; MIX(h, p.a); MIX(h, p.b); MIX(h, p.x);
	}
	return h;
}

static struct point swap(struct point p) { struct point q = { p.y, p.x }; return q; }
static __attribute__((noinline)) struct big grow(struct big b, int by) { for (int i = 0; i < 5; i++) b.v[i] += by; b.tail = by; return b; }
static __attribute__((noinline)) long sum(int a, struct point p, struct big b, long c, struct rect r, int d, struct mixed m, int e, int f)
{
	return a + p.x * 2 + p.y * 3 + b.v[4] * 5 + c * 7 + r.b.x * 11 + d * 13 + m.i * 17 + m.d * 19 + e * 23 + f * 29 + r.name[0];
}
struct three { char a, b, c; };
static __attribute__((noinline)) struct three rot(struct three t) { return (struct three){ t.b, t.c, t.a }; }
struct two { long a, b; };
static __attribute__((noinline)) struct two flip(struct two t) { struct two r = { t.b, t.a }; return r; }

u64 test_by_value(void)
{
	u64 h = 1;
	int s = seed;
	struct point p = { s, s + 1 };
	struct point q = swap(p);
	MIX(h, q.x); MIX(h, swap(q).x); p = q; MIX(h, p.y);
	struct big b = { { 1, 2, 3 }, 4 };
	struct big c = grow(b, s);
	MIX(h, b.v[0]); MIX(h, c.v[0]); MIX(h, c.v[4]); MIX(h, c.tail); MIX(h, grow(c, 1).v[2]);
	struct rect r = { p, q, "r" };
	struct mixed m = { 1, 2, 3, 4, 5 };
	MIX(h, sum(s, p, c, 4, r, 5, m, 6, 7));
	struct three t = { 1, 2, 3 }; t = rot(rot(t)); MIX(h, t.a); MIX(h, t.b * 3 + t.c);
	struct two w = { 5, s }; w = flip(w); MIX(h, w.a * 3 + w.b);
	struct big *pb = &c; *pb = b; MIX(h, c.v[1]); b = c = *pb; MIX(h, b.tail);
	MIX(h, (s ? p : q).x); MIX(h, ((struct point){ s, 2 }).y); MIX(h, (struct big){ .v = { [4] = s } }.v[4]);
	int *pi = (int[]){ 1, s, 3 }; MIX(h, pi[1]);
	struct point arr[3] = { p, { 1 }, q }; MIX(h, arr[2].y); MIX(h, arr[1].y);
	union any a; a.l = 0x0102030405060708; MIX(h, a.i); MIX(h, a.c[1]); MIX(h, a.p.y);
	struct inner n = { .both = s * 70000u }; MIX(h, n.lo); MIX(h, n.hi); MIX(h, n.z);
	struct packed k = { 1, s, 3 }; k.i += 5; MIX(h, k.i); MIX(h, k.s);
	return h;
}

u64 test_locals(void)
{
	u64 h = 1;
	int a[4] = { seed, 2 }, m[2][2] = { { 1 }, { 2, seed } };
	char s[] = "local", t[8] = "t", e[3] = { 'a', 'b', 'c' };
	static int count = 5; count += 2;
	MIX(h, a[0] + a[3]); MIX(h, m[1][1]); MIX(h, m[0][1]); MIX(h, sizeof s); MIX(h, s[4]); MIX(h, t[1] + t[7]); MIX(h, e[2]); MIX(h, count);
	int *p = a, **pp = &p; *p++ = 9; *(*pp)++ += 3; MIX(h, a[1]); MIX(h, p - a); MIX(h, *--p); MIX(h, p[-1]); MIX(h, 1[a]);
	struct { int x; struct { char y[3]; } z[2]; } q = { 1, { { "ab" }, { { 1, seed, 3 } } } }; MIX(h, q.z[1].y[1]); MIX(h, q.z[0].y[1]);
	struct point *pt = points; MIX(h, (pt + 3)->y); MIX(h, &pt[4] - pt); MIX(h, (char *)(pt + 2) - (char *)pt);
	MIX(h, &points[4] > &points[1]); MIX(h, pt != 0); MIX(h, !pt);
	void *v = pt; MIX(h, v + 3 == (char *)pt + 3);
	char (*pa)[8] = &t; MIX(h, (*pa)[0]); MIX(h, sizeof *pa);
	return h;
}

extern void *memcpy(void *, const void *, u64);
extern void *memset(void *, int, u64);
u64 test_memory(void)
{
	u64 h = 1;
	char a[40], b[40];
	for (int i = 0; i < 40; i++) a[i] = i * seed;
	memset(b, 0x5a, sizeof b); memcpy(b + 3, a, 17); __builtin_memmove(b + 1, b, 9); __builtin_memset(a + 5, seed & 1 ? 0 : 1, 4);
	for (int i = 0; i < 40; i++) { MIX(h, b[i]); MIX(h, a[i]); }
	return h + __builtin_strlen("four") + sizeof("four");
}

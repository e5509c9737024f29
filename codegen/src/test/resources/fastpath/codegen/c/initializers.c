/* Initializers: ranges, flexible arrays, nested designators, strings, literals and their lifetimes. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
struct point { int x, y; };
struct shape { struct point p[3]; int n; char name[6]; };
static noinline int moved(struct point p) { return p.x * 10 + p.y; }
static struct shape shapes[] = { [1].p[1].y = 4, 5, 6, [0] = { .p = { [2] = { 1, 2 } }, .name = "tri", .n = 3 }, { .n = 9 } };

/* Ranges of elements, overridden in part. */
static const u8 classes[256] = { [0 ... 31] = 1, ['0' ... '9'] = 2, ['a' ... 'z'] = 3, ['f'] = 4, [128 ... 255] = 5 };
u64 test_ranges(void)
{
	u64 d = 0;
	for (int i = 0; i < 256; i++)
		d = d * 3 + classes[i];
	u8 local[8] = { [2 ... 5] = in[0], [4] = 9, 8 };
	return d + local[2] + local[4] * 10 + local[5] * 100 + local[6];
}

/* Flexible array members with values. */
struct flex { u32 n; u16 v[]; };
struct zero { u8 n; u8 v[0]; };
static struct flex flex = { 3, { 7, 8, 9 } };
static struct flex named = { .n = 2, .v = { [1] = 5 } };
static struct zero zero = { 1 };
static struct { u32 n; char text[]; } text = { 4, "flex" };
u64 test_flexible(void)
{
	return flex.v[2] + named.v[1] * 10 + named.v[0] + text.text[3] * 100 + sizeof(flex) * 100000 + sizeof(zero) * 1000000 + zero.n;
}

/* A table by enumerators, with rows that end early. */
enum op { OP_NONE, OP_READ, OP_WRITE, OP_LAST };
static const char *const op_names[] = { [OP_READ] = "read", [OP_WRITE] = "write", [OP_NONE] = "none" };
static const struct { u8 bits[4]; s32 n; } rows[OP_LAST] = { [OP_WRITE] = { { 1, 2 }, -5 }, [OP_READ] = { .n = 3, .bits[3] = 6 } };
u64 test_tables(void)
{
	return op_names[OP_WRITE][0] + sizeof(op_names) * 1000 + rows[2].bits[1] * 100000 + rows[1].bits[3] * 1000000 - rows[2].n + rows[1].n;
}

/* Nested designators, and values that follow them. */
u64 test_nested(void)
{
	return sizeof(shapes) / sizeof(shapes[0]) + shapes[1].p[1].y * 10 + shapes[1].p[2].x * 100 + shapes[0].p[2].y * 10000 + shapes[0].name[1] * 100000 + shapes[0].n * 100000000ul + shapes[1].n + shapes[1].p[2].y * 7;
}

/* The length of an array comes from the largest designator. */
static int counted[] = { [5] = 1, 2, [1] = 3, 4 };
static struct { int a; int b[2]; } inner_counted[] = { [2].b[1] = 3, [0].a = 1 };
static char strings[][4] = { "abc", [2] = "xy", { 'z' } };
u64 test_lengths(void)
{
	return sizeof(counted) + sizeof(inner_counted) * 1000 + sizeof(strings) * 1000000 + counted[2] + counted[6] * 10 + strings[3][0] + strings[2][1];
}

/* Strings in arrays, with and without braces, shorter, longer, exact. */
struct named { char name[4]; u8 raw[3]; const char *p; int n; };
static struct named list[] = { "abc", "xyz", "pointer", 4, { "a", { 'b', 'c' }, "d" }, { { "q" }, { "\1\2" }, .n = 2 } };
u64 test_string_members(void)
{
	char exact[3] = "abc", brace[] = { "four" }, two[2][3] = { "ab", { "c" } };
	return sizeof(list) / sizeof(list[0]) + list[0].raw[2] * 10 + list[0].n + list[1].raw[1] * 10000 + list[2].raw[1] * 3 + list[1].p[0] + exact[2] + sizeof(brace) * 1000 + two[1][0] + two[0][1] + list[2].n + list[2].name[0];
}

/* Compound literals at file scope have static lifetime. */
static const u64 *const pointers[] = { (const u64[]){ 1, 2, 3 }, (const u64[2]){ [1] = 9 }, &(const u64){ 7 } };
static struct point *origin = &(struct point){ 4, 5 };
u64 test_static_literals(void)
{
	origin->x++;
	return pointers[0][2] + pointers[1][1] * 10 + *pointers[2] * 100 + origin->x * 1000;
}

/* Compound literals in functions are new at every evaluation. */
static noinline u64 sum(const int *p, int n) { u64 s = 0; while (n--) s = s * 10 + *p++; return s; }
u64 test_literals(void)
{
	u64 d = 0;
	for (int i = 0; i < 3; i++) {
		struct point *p = &(struct point){ .x = i };
		p->y += i + 1;
		d = d * 100 + moved(*p);
	}
	return d + sum((int[]){ in[0], 2, [3] = 1 }, 4) + moved((struct point){ .y = 3, .x = 1 }) + ((union { u32 u; u8 b[4]; }){ .u = 0x01020304 }).b[1];
}

/* Bit-fields keep their width through assignments and commas. */
struct bits { u32 a : 3, b : 7; int c : 5; u64 d : 40; u8 e : 1; };
u64 test_bitfields(void)
{
	struct bits s = { .a = 5, .b = 100, .c = -3, .d = 1ul << 39, .e = 1 }, t = { };
	u64 x = (s.a = 15) + (s.c += 30) + (u64)(t.d = ~0ul) + (s.e++, s.e);
	u64 y = (s.b, s.d), z = -s.a < 0;
	u64 w = sizeof(int[(int)sizeof(+s.a)]);
	t.c = s.c--;
	return x + y + z * 1000 + w * 7 + s.a + s.b * 10 + (u8)t.c;
}

/* Unions: the first or a named member, the last of several. */
union mixed { u8 b[4]; u32 w; struct { u16 l, h; } s; };
static union mixed mixed[] = { { { 1, 2 } }, { .s = { .h = 3 } }, { .w = 5, .b[1] = 6 } };
u64 test_unions(void)
{
	return mixed[0].w + mixed[1].w + mixed[2].b[1] * 10 + mixed[2].b[0];
}

/* Later values replace earlier ones, in a copy of a whole structure too. */
static const struct shape base_shape = { .n = 4, .name = "base" };
u64 test_override(void)
{
	struct shape s = { .n = 1, .p = { { 1, 1 }, { 2, 2 } }, .p[1].x = 7, .n = 2 };
	struct { struct shape s; int k; } t = { .s = base_shape, .k = 3 };
	return s.n + s.p[1].x * 10 + s.p[1].y * 100 + s.p[0].y * 1000 + t.s.n * 10000 + t.s.name[0] * 100000 + t.k * 100000000;
}

/* An element replaces its part of a string or a structure; a braced value replaces a whole object. */
static struct { char a[8]; int n; } patched = { .a = "abcdefg", .a[2] = 'X' };
static struct { struct shape s; int k; } recast = { .s = { .n = 4, .name = "base" }, .s.name = { 'q' }, .k = 2 };
static struct point cleared[3] = { [0].y = 5, [0 ... 1] = { .x = 1 }, [2] = { 3, 4 } };
static char big[1][1000000] = { [0] = "x", [0] = { 1 } };
static char filled[100000] = { [0 ... 99999] = 1, [0 ... 99999] = 2 };
u64 test_parts(void)
{
	struct { char a[8]; } x = { .a = "abcdefg", .a[2] = 'X' };
	struct { struct shape s; int k; } y = { .s = base_shape, .s.name = { 'q' }, .k = in[0] };
	struct { char a[200]; } z = { .a = "0123456789", .a[0] = 'z' };
	u64 d = 0;
	for (int i = 0; i < 8; i++)
		d = d * 31 + x.a[i] + patched.a[i] * 3 + recast.s.name[i % 6] + y.s.name[i % 6] * 5;
	for (int i = 0; i < 3; i++)
		d = d * 31 + cleared[i].x * 10 + cleared[i].y;
	return d + big[0][0] + big[0][1] + filled[0] + filled[99999] + y.k + recast.s.n + z.a[1] + z.a[199];
}

/* Addresses of elements, members and functions in constants. */
static int numbers[4] = { 1, 2, 3, 4 };
static int *const ends[] = { numbers, &numbers[3], numbers + 2, 1 + numbers };
static u64 *const tail = (u64 *)((char *)&shapes[1].n + sizeof(int) - 4);
static int (*const functions[])(struct point) = { moved, &moved, *moved };
u64 test_addresses(void)
{
	return *ends[1] + *ends[2] * 10 + *ends[3] * 100 + (tail == (void *)&shapes[1].n) * 1000 + functions[2]((struct point){ 1, 2 }) * 10000 + (&numbers[3] - numbers) * 10000000;
}

/* Values computed in initializers: earlier locals, calls, statement expressions. */
static noinline int next_number(void) { static int n; return ++n; }
u64 test_computed(void)
{
	int a = next_number(), b[3] = { a, next_number(), a + 10 };
	struct point p = { .y = ({ int t = b[1]; t * 2; }), .x = b[2] };
	struct point q[2] = { p, [1].x = next_number() };
	return b[0] + b[1] * 10 + p.x * 100 + p.y * 10000 + q[1].x * 100000 + q[0].y * 1000000;
}

/* Pointers to arrays, arrays of arrays, sizes of their parts. */
static noinline u64 rows_of(int (*m)[3], int n) { u64 s = 0; for (int i = 0; i < n; i++) s = s * 100 + m[i][2] + sizeof(*m); return s; }
u64 test_matrices(void)
{
	int m[2][3] = { 1, 2, 3, 4, 5, 6 }, c[2][2][2] = { { { 1 }, 2, 3 }, { 4 } };
	return rows_of(m, 2) + c[0][1][0] * 10000 + c[1][0][0] * 100000 + sizeof(m[0]) * 1000000 + sizeof(c) / sizeof(c[0]);
}

/* A string in parentheses, which gcc takes too. */
static char in_parentheses[] = ("ab"), in_two[6] = (("c" "d"));
u64 test_parentheses(void)
{
	char local[] = ("xyz"), *p = ("w");
	struct { char s[4]; int n; } t = { ("q"), 7 };

	return sizeof(in_parentheses) + in_parentheses[1] * 10 + in_two[1] * 10000ul + in_two[4] + sizeof(local) * 10000000ul + local[2] + p[0] + t.s[0] + t.n;
}

/* GNU's designators of the time before C99. */
static struct shape old_static = { n: 4, name: "old", p: { [1] = { y: 7 }, { x: 8, y: 9 } } };
u64 test_old_designators(void)
{
	int n = in[1];
	struct shape old = { p: { { y: n } }, n: n ? n + 1 : 0, name: { 'a', [2] = 'c' } };

	return old_static.n + old_static.p[1].y * 10 + old_static.p[2].x * 100 + old_static.p[2].y * 1000
	       + old_static.name[2] * 10000ul + old.p[0].y * 1000000ul + old.n * 100000000ul + old.name[2] * 10000000000ul;
}

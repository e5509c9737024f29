/* Structures by value in every class of the ABI that integers have: in one, two registers, in memory, returned. */
#include "runtime.h"

struct one { char c; };
struct three { u8 b[3]; };
struct pair { i64 a, b; };
struct odd { i64 a; char b; };
struct large { i64 v[5]; };
struct mixed { short s; int i; u8 tail[5]; };
struct empty_tail { u32 n; u32 rest[]; };

static struct large kept;

static struct one next(struct one x)
{
	x.c++;
	return x;
}

static struct three rotate(struct three t)
{
	return (struct three){ { t.b[1], t.b[2], t.b[0] } };
}

static struct pair swap(struct pair p)
{
	return (struct pair){ p.b, p.a };
}

static struct odd grow(struct odd o, int by)
{
	o.a *= by;
	o.b = (char)(o.b + by);
	return o;
}

static struct large add(struct large x, struct large y)
{
	for (int i = 0; i < 5; i++)
		x.v[i] += y.v[4 - i];
	return x;
}

static struct mixed twist(int before, struct mixed m, struct pair p, struct large l, struct three t, i64 last)
{
	m.s = (short)(m.s + before);
	m.i += (int)(p.a + l.v[2]);
	for (int i = 0; i < 5; i++)
		m.tail[i] = (u8)(m.tail[i] + t.b[i % 3] + last);
	return m;
}

/* The sixth register is taken: a pair no longer fits and goes to the stack whole. */
static i64 crowded(i64 a, i64 b, i64 c, i64 d, i64 e, struct pair p, i64 f, struct odd o)
{
	return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * p.a + 7 * p.b + 8 * f + 9 * o.a + 10 * o.b;
}

static struct large fibonacci(int n)
{
	struct large l = { { 1, 1, 2, 3, 5 } };

	if (n) {
		l = fibonacci(n - 1);
		for (int i = 0; i < 4; i++)
			l.v[i] = l.v[i + 1];
		l.v[4] = l.v[3] + l.v[2];
	}
	return l;
}

int main(void)
{
	struct one c = { 'a' };
	struct three t = { { 1, 2, 3 } };
	struct pair p = { -5, 70000000000 };
	struct odd o = { 12, 'x' };
	struct large l = { { 1, 20, 300, 4000, 50000 } };
	struct mixed m = { -3, 100, { 9, 8, 7, 6, 5 } };
	static struct { struct empty_tail head; u32 room[3]; } tail = { { 3, {} }, { 7, 8, 9 } };
	u64 h = 0;

	for (int i = 0; i < 10; i++) {
		c = next(c);
		t = rotate(t);
		p = swap(p);
		o = grow(o, i - 4);
		l = add(l, fibonacci(i));
		m = twist(i, m, p, l, t, i);
		h = h * 31 + (u64)crowded(i, i + 1, i + 2, i + 3, i + 4, p, i + 5, o);
		h += (u64)m.i + (u64)m.s + m.tail[i % 5] + (u64)c.c + t.b[0];
	}
	kept = l;
	line("hash", h);
	line("kept", digest(&kept, sizeof(kept)));
	for (u32 i = 0; i < tail.head.n; i++)
		dec(((u32 *)(&tail.head + 1))[i]);
	put("\n");
	return fibonacci(20).v[4] != 75025;
}

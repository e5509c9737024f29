/* Structs by value: in registers, in memory, nested, in arrays, returned, assigned in a chain. */
struct pair {
	int a;
	long b;
};

struct tiny {
	char c[3];
};

struct big {
	struct pair p[3];
	struct tiny t;
	unsigned short s;
};

static struct pair swap(struct pair p)
{
	struct pair r = { (int)p.b, p.a };

	return r;
}

static struct tiny turn(struct tiny t)
{
	return (struct tiny){ { t.c[1], t.c[2], t.c[0] } };
}

static struct big grow(struct big b, int i, struct tiny t)
{
	b.p[i].a += b.s;
	b.p[(i + 1) % 3] = swap(b.p[i]);
	b.t = turn(t);
	b.s = (unsigned short)(b.s * 3 + (unsigned char)t.c[0]);
	return b;
}

static unsigned long digest(const struct big *b)
{
	unsigned long r = b->s;

	for (int i = 0; i < 3; i++)
		r = r * 131 + (unsigned)b->p[i].a + (unsigned long)b->p[i].b * 7;
	for (const char *c = b->t.c; c < b->t.c + 3; c++)
		r = r * 33 + (unsigned char)*c;
	return r;
}

unsigned long structs(unsigned long n)
{
	struct big x = { { { 1, 2 }, { 3, -4 }, { (int)n, 6 } }, { "xyz" }, 9 }, y, z, all[4];
	unsigned long r;

	z = y = x;
	for (int i = 0; i < 10; i++) {
		y = grow(y, i % 3, z.t);
		all[i & 3] = i & 1 ? y : x;
		z.t = all[(i * 7) & 3 & i].t;
	}
	r = digest(&x) ^ digest(&y) * 3 ^ digest(&z) * 5;
	for (int i = 0; i < 4; i++)
		r += digest(all + i) << i;
	return r + sizeof(struct big) * 1000 + sizeof all;
}

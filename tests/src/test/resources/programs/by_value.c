/* Structs too large to be passed word by word: in and after registers, inlined and not. */
struct page {
	int word[300];
};

struct page global;

static __attribute__((noinline)) unsigned long bump(struct page p, int x)
{
	p.word[3] += x;
	return (unsigned int)(p.word[3] + p.word[299]);
}

static inline unsigned long peek(struct page p, int x)
{
	p.word[3] ^= x;
	return (unsigned int)(p.word[3] * 5 + p.word[299]);
}

__attribute__((noinline)) long mixed(int a, int b, int c, int d, int e, int f, int g, struct page h,
				     int i, struct page j, struct page k)
{
	return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h.word[1] + 9 * i +
	       10 * j.word[299] + 11L * k.word[150];
}

static struct page filled(int from)
{
	struct page p;

	for (int i = 0; i < 300; i++)
		p.word[i] = from + i * i;
	return p;
}

unsigned long by_value(unsigned long n)
{
	global = filled((int)n);
	struct page local = filled(3);
	unsigned long sum = bump(global, 1) + peek(global, 2) * 3 + bump(filled(9), (int)n);

	return sum * 31 + global.word[3] +
	       mixed(1, 2, 3, 4, 5, 6, 7, global, (int)n, local, filled(100));
}

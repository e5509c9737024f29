/* Statement expressions, typeof, the comma, side effects in order, short circuits, the kernel's macros. */
#define max(a, b) ({ __typeof__(a) _a = (a); __typeof__(b) _b = (b); _a > _b ? _a : _b; })
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define container_of(p, type, member) ((type *)((char *)(p) - __builtin_offsetof(type, member)))

struct outer {
	int before;
	struct {
		long x;
	} inner;
};

static int calls;

static int traced(int x)
{
	calls = calls * 10 + x;
	return x & 1;
}

static __attribute__((noinline)) long cold(long x)
{
	return x * 3 - 1;
}

unsigned long expressions(unsigned long n)
{
	struct outer o = { (int)n + 5, { 9 } };
	unsigned long r = 0;
	int i = (int)n, v[4] = { 0 }, *p = v;

	calls = 0;
	r += (unsigned)(traced(1) && traced(2) && traced(3));
	r += (unsigned)(traced(4) || traced(5) || traced(6)) * 2;
	r += (unsigned)calls;
	*p++ = i++;
	*p++ = ++i;
	*p = (i += 3, i * 2);
	p[1] = i--;
	p[1] -= --i;
	for (int k = 0; k < 4; k++)
		r = r * 31 + (unsigned)v[k];
	r += (unsigned long)max(max(v[0], 3), (long)i * 7);
	r += (unsigned)container_of(&o.inner.x, struct outer, inner)->before;
	if (unlikely(n > 2 && v[2] > 10))
		r = (unsigned long)cold((long)r);
	if (likely(n) || calls == 1245)
		r ^= 0xff00;
	r += n ?: 77;
	r = r * 3 + ({ unsigned long t = r; while (t > 1000) t /= 3; t; });
	r += (unsigned long)(i > 2 ? i < 5 ? 1 : 2 : -3) + !n + -!!n + ~n;
	return r ^ ((n & 1) == 0) ^ (r >> 3 & 7 << 2 | 1);
}

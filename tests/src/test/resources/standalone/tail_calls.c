/* Functions that end in calls of others, with more and with fewer arguments: an automaton, accumulators, a trampoline. */
#include "runtime.h"

static u32 visits[4];

static int even(u32 n);

static __attribute__((noinline)) int odd(u32 n)
{
	return n ? even(n - 1) : 0;
}

static __attribute__((noinline)) int even(u32 n)
{
	return n ? odd(n - 1) : 1;
}

static __attribute__((noinline)) u64 product(u64 n, u64 sum)
{
	return n < 2 ? sum : product(n - 1, sum * n);
}

static __attribute__((noinline)) u64 gcd(u64 a, u64 b)
{
	return b ? gcd(b, a % b) : a;
}

typedef int state(const char *p, int count);

static state start, letter, digit, stop;

static __attribute__((noinline)) int start(const char *p, int count)
{
	visits[0]++;
	return !*p ? stop(p, count) : *p >= 'a' ? letter(p + 1, count + 1) : *p >= '0' ? digit(p + 1, count) : start(p + 1, count);
}

static __attribute__((noinline)) int letter(const char *p, int count)
{
	visits[1]++;
	return (*p >= 'a' || (*p >= '0' && *p <= '9')) ? letter(p + 1, count) : start(p, count);
}

static __attribute__((noinline)) int digit(const char *p, int count)
{
	visits[2]++;
	return *p >= '0' && *p <= '9' ? digit(p + 1, count) : start(p, count + 100);
}

static __attribute__((noinline)) int stop(const char *p, int count)
{
	visits[3]++;
	return count + *p;
}

static __attribute__((noinline)) i64 eight(i64 a, i64 b, i64 c, i64 d, i64 e, i64 f, i64 g, i64 h)
{
	return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
}

static __attribute__((noinline)) i64 rotated(i64 a, i64 b, i64 c, i64 d, i64 e, i64 f, i64 g, i64 h)
{
	return eight(h, a, b, c, d, e, f, g);
}

struct thunk {
	struct thunk (*next)(struct thunk);
	u64 n, value;
};

static struct thunk done(struct thunk t)
{
	t.next = NULL;
	return t;
}

static struct thunk halve(struct thunk t)
{
	t.value += t.n & 1;
	t.n >>= 1;
	t.next = t.n ? halve : done;
	return t;
}

int main(void)
{
	struct thunk t = { halve, 0xdeadbeef, 0 };
	i64 r = 0;

	while (t.next)
		t = t.next(t);
	line("ones", t.value);
	line("even", (u64)even(2000) * 2 + (u64)odd(2000));
	line("product", product(25, 1));
	line("gcd", gcd(600851475143, 1234567890));
	line("words", (u64)start("one 22 three3 4 five_six 789", 0));
	line("visits", digest(visits, sizeof(visits)));
	for (i64 i = 0; i < 8; i++)
		r = rotated(r, i, 3, -i, 5, r + 1, 7, 8);
	line("rotated", (u64)r);
	return 0;
}

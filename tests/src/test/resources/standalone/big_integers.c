/* Unsigned integers of many limbs: add, subtract, multiply, divide by a word, factorial, Fibonacci, in decimal. */
#include "runtime.h"

#define LIMBS 40

struct big {
	int n;
	u64 limb[LIMBS];
};

static struct big fact, fib[2];
static char text[900];

static void set(struct big *a, u64 v)
{
	memset(a, 0, sizeof(*a));
	a->n = v != 0;
	a->limb[0] = v;
}

static void add(struct big *to, const struct big *b)
{
	unsigned carry = 0;
	int n = to->n > b->n ? to->n : b->n;

	for (int i = 0; i < n; i++) {
		u64 s = to->limb[i] + b->limb[i], t = s + carry;

		carry = (s < b->limb[i]) | (t < s);
		to->limb[i] = t;
	}
	if (carry)
		to->limb[n++] = 1;
	to->n = n;
}

static void scale(struct big *a, u64 by)
{
	u64 carry = 0;

	for (int i = 0; i < a->n; i++) {
		unsigned __int128 p = (unsigned __int128)a->limb[i] * by + carry;

		a->limb[i] = (u64)p;
		carry = (u64)(p >> 64);
	}
	if (carry)
		a->limb[a->n++] = carry;
}

static u32 shrink(struct big *a, u32 by)
{
	u64 rest = 0;

	for (int i = a->n - 1; i >= 0; i--) {
		u64 high = rest << 32 | a->limb[i] >> 32, low;

		low = high % by << 32 | (u32)a->limb[i];
		a->limb[i] = high / by << 32 | low / by;
		rest = low % by;
	}
	while (a->n && !a->limb[a->n - 1])
		a->n--;
	return (u32)rest;
}

static void print(struct big a)
{
	int at = sizeof(text);

	text[--at] = '\n';
	do
		text[--at] = (char)('0' + shrink(&a, 10));
	while (a.n);
	put_bytes(text + at, sizeof(text) - (size_t)at);
}

int main(void)
{
	struct big check;
	int left = 0;

	set(&fact, 1);
	for (u32 i = 2; i <= 100; i++)
		scale(&fact, i);
	print(fact);
	check = fact;
	for (u32 i = 100; i >= 2; i--)
		left += shrink(&check, i) != 0;
	set(&fib[0], 0);
	set(&fib[1], 1);
	for (int i = 0; i < 1000; i++)
		add(&fib[i & 1], &fib[~i & 1]);
	print(fib[0]);
	return left + (check.n != 1 || check.limb[0] != 1);
}

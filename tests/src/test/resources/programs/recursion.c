/* Recursion: deep, double, mutual, through a pointer, with many live values. */
static int ackermann(int m, int n)
{
	return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

static int odd(unsigned n);

static int even(unsigned n)
{
	return n == 0 ? 1 : odd(n - 1);
}

static int odd(unsigned n)
{
	return n == 0 ? 0 : even(n - 1);
}

static unsigned long hanoi(int n, int from, int to, int by)
{
	if (!n)
		return 0;
	unsigned long a = hanoi(n - 1, from, by, to);
	unsigned long move = (unsigned long)(from * 9 + to);
	return a * 31 + move + hanoi(n - 1, by, to, from) * 17;
}

static long many(long a, long b, long c, long d, long e, long f, long g, long h)
{
	long s = a - 2 * b + 3 * c - 4 * d + 5 * e - 6 * f + 7 * g - 8 * h;

	if (a <= 0)
		return s;
	return s + many(a - 1, c, b, e, d, g, f, h + 1) * 3 + many(a - 2, h, g, f, e, d, c, b);
}

static unsigned collatz(unsigned long n)
{
	return n == 1 ? 0 : 1 + collatz(n & 1 ? 3 * n + 1 : n / 2);
}

static int permutations(int *v, int n, int k, unsigned long *sum)
{
	int count = 0;

	if (k == n) {
		for (int i = 0; i < n; i++)
			*sum = *sum * 7 + (unsigned)v[i];
		return 1;
	}
	for (int i = k; i < n; i++) {
		int t = v[k];

		v[k] = v[i];
		v[i] = t;
		count += permutations(v, n, k + 1, sum);
		t = v[k];
		v[k] = v[i];
		v[i] = t;
	}
	return count;
}

unsigned long recursion(unsigned long n)
{
	int v[5] = { 1, 2, 3, 4, (int)n };
	unsigned long sum = 0;
	int count = permutations(v, 5, 0, &sum);

	return (unsigned long)ackermann(2, (int)n) + (unsigned)even((unsigned)n + 40) * 100 + hanoi(7, 1, 2, 3)
		+ (unsigned long)many((long)n % 6 + 2, 1, 2, 3, 4, 5, 6, 7) * 3 + collatz(n + 27) + sum
		+ (unsigned)count;
}

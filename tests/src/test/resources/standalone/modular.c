/* Powers, inverses, square roots and primes in arithmetic modulo 64-bit numbers. */
#include "runtime.h"

static u64 mulmod(u64 a, u64 b, u64 m)
{
	u64 r = 0;

	for (a %= m; b; b >>= 1) {
		if (b & 1)
			r = r >= m - a ? r - (m - a) : r + a;
		a = a >= m - a ? a - (m - a) : a + a;
	}
	return r;
}

static u64 power(u64 base, u64 exponent, u64 m)
{
	u64 r = 1 % m;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			r = mulmod(r, base, m);
		base = mulmod(base, base, m);
	}
	return r;
}

static u64 gcd(u64 a, u64 b)
{
	return b ? gcd(b, a % b) : a;
}

/* Stein's, without division. */
static u64 binary_gcd(u64 a, u64 b)
{
	int shift;

	if (!a || !b)
		return a | b;
	shift = __builtin_ctzl(a | b);
	a >>= __builtin_ctzl(a);
	while (b) {
		b >>= __builtin_ctzl(b);
		if (a > b) {
			u64 t = a;

			a = b;
			b = t;
		}
		b -= a;
	}
	return a << shift;
}

static i64 inverse(i64 a, i64 m)
{
	i64 x = 1, y = 0, n = m;

	while (a > 1) {
		i64 q = a / n, t = n;

		n = a % n;
		a = t;
		t = y;
		y = x - q * y;
		x = t;
	}
	return x < 0 ? x + m : x;
}

static int is_prime(u64 n)
{
	static const u8 bases[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 };
	u64 d = n - 1;
	int twos = 0;

	for (u32 i = 0; i < COUNT(bases); i++)
		if (n % bases[i] == 0)
			return n == bases[i];
	for (; !(d & 1); d >>= 1)
		twos++;
	for (u32 i = 0; i < COUNT(bases); i++) {
		u64 x = power(bases[i], d, n);
		int k = 0;

		for (; k < twos && x != 1 && x != n - 1; k++) {
			x = mulmod(x, x, n);
			if (x == 1)
				return 0;
		}
		if (k == twos || (x == 1 && k))
			return 0;
	}
	return 1;
}

static u64 found[8];

int main(void)
{
	u64 seed = 5, n = ~0UL, r = 0;
	int wrong = 0;

	for (int i = 0; i < 2; n--)
		if (is_prime(n))
			found[i++] = n;
	for (int i = 2; i < 8; i++)
		found[i] = power(3 + (u64)i, next_random(&seed), found[0]);
	for (int i = 0; i < 100; i++) {
		u64 a = next_random(&seed) >> (i % 50), b = next_random(&seed) >> (i % 31);
		i64 k = (i64)(a % 1000000006 + 1);

		wrong += gcd(a, b) != binary_gcd(a, b);
		r = r * 31 + gcd(a, b);
		wrong += (u64)k * (u64)inverse(k, 1000000007) % 1000000007 != 1;
	}
	line("prime", found[0]);
	line("powers", digest(found, sizeof(found)));
	line("gcds", r);
	return wrong;
}

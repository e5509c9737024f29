/* Sets of bits: the sieve of Eratosthenes, Goldbach's sums, perfect and amicable numbers. */
#include "runtime.h"

#define LIMIT 4000

static u64 composite[LIMIT / 64 + 1];
static u16 divisors[LIMIT];

static int is_prime(u32 n)
{
	return n > 1 && !(composite[n / 64] >> (n % 64) & 1);
}

static void sieve(void)
{
	for (u32 i = 2; i * i < LIMIT; i++)
		if (is_prime(i))
			for (u32 k = i * i; k < LIMIT; k += i)
				composite[k / 64] |= 1UL << (k % 64);
}

static u32 goldbach(u32 n)
{
	u32 ways = 0;

	for (u32 p = 2; p <= n / 2; p++)
		ways += is_prime(p) && is_prime(n - p);
	return ways;
}

int main(void)
{
	u32 primes = 0, twins = 0, last = 0, gap = 0;
	u64 h = 0;
	int wrong = 0;

	sieve();
	for (u32 i = 2; i < LIMIT; i++) {
		if (!is_prime(i))
			continue;
		primes++;
		twins += i - last == 2;
		gap = i - last > gap ? i - last : gap;
		last = i;
	}
	for (u32 n = 4; n < 600; n += 2) {
		u32 ways = goldbach(n);

		wrong += !ways;
		h = h * 37 + ways;
	}
	for (u32 d = 1; d < LIMIT; d++)
		for (u32 k = 2 * d; k < LIMIT; k += d)
			divisors[k] += (u16)d;
	for (u32 n = 2; n < LIMIT; n++) {
		u32 m = divisors[n];

		if (m == n) {
			put("perfect ");
			dec(n);
			put("\n");
		} else if (m > n && m < LIMIT && divisors[m] == n) {
			put("amicable ");
			dec(n);
			put(" ");
			dec(m);
			put("\n");
		}
	}
	line("primes", primes);
	line("twins", twins);
	line("gap", gap);
	line("goldbach", h);
	return wrong;
}

/* Big numbers in 32-bit digits: a factorial in decimal, and 64 x 64 -> 128 bits by halves. */
static unsigned digits[20];

static void times(unsigned by)
{
	unsigned long carry = 0;

	for (int i = 0; i < 20; i++) {
		carry += (unsigned long)digits[i] * by;
		digits[i] = (unsigned)carry;
		carry >>= 32;
	}
}

static unsigned divide(unsigned by)
{
	unsigned long rest = 0;

	for (int i = 19; i >= 0; i--) {
		rest = rest << 32 | digits[i];
		digits[i] = (unsigned)(rest / by);
		rest %= by;
	}
	return (unsigned)rest;
}

static unsigned long high(unsigned long a, unsigned long b)
{
	unsigned long al = (unsigned)a, ah = a >> 32, bl = (unsigned)b, bh = b >> 32;
	unsigned long low = al * bl, middle = ah * bl + (low >> 32), other = al * bh + (unsigned)middle;

	return ah * bh + (middle >> 32) + (other >> 32);
}

unsigned long bignum(unsigned long n)
{
	unsigned long r = 0, x = n + 3;
	int more;

	for (int i = 0; i < 20; i++)
		digits[i] = i == 0;
	for (unsigned i = 2; i <= 40 + n; i++)
		times(i);
	do {
		r = r * 11 + divide(10);
		more = 0;
		for (int i = 0; i < 20; i++)
			more |= digits[i] != 0;
	} while (more);
	for (int i = 0; i < 30; i++) {
		r += high(x, r | 1ul << 63);
		x = x * x + 0x9e3779b97f4a7c15;
	}
	return r;
}

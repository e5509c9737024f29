/* Bit tricks by hand beside the builtins. */
static int population(unsigned long x)
{
	x -= x >> 1 & 0x5555555555555555;
	x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (int)(x * 0x0101010101010101 >> 56);
}

static unsigned reverse(unsigned x)
{
	x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
	x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
	x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
	return __builtin_bswap32(x);
}

static unsigned long interleave(unsigned x)
{
	unsigned long r = x;

	r = (r | r << 16) & 0x0000ffff0000ffff;
	r = (r | r << 8) & 0x00ff00ff00ff00ff;
	r = (r | r << 4) & 0x0f0f0f0f0f0f0f0f;
	r = (r | r << 2) & 0x3333333333333333;
	return (r | r << 1) & 0x5555555555555555;
}

unsigned long bits(unsigned long n)
{
	unsigned long r = 0, x = n * 0x9e3779b97f4a7c15 + 1;

	for (int i = 0; i < 50; i++) {
		unsigned w = (unsigned)(x >> 20);
		int rot = i & 63;

		r += (unsigned long)population(x);
		r = r * 3 + (population(x) == __builtin_popcountl(x));
		r ^= interleave(w) + reverse(w);
		r += (unsigned long)__builtin_ctzl(x | 1ul << 40) + (unsigned long)__builtin_clz(w | 1);
		r += (unsigned long)__builtin_clzl(x | 1) * 5 + (unsigned long)__builtin_ctz(w | 0x80000000);
		r ^= (x & -x) ^ (x & (x - 1)) ^ __builtin_bswap64(x);
		r = rot ? r << rot | r >> (64 - rot) : r;
		r += (w << 7 | w >> 25) + (unsigned short)((w & 0xffff) << 3 | (w & 0xffff) >> 13);
		x = x * 6364136223846793005 + 1442695040888963407;
	}
	return r;
}

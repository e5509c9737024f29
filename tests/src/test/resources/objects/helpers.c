typedef unsigned __int128 wide;
typedef __int128 swide;
struct big { long a[40]; } one, two = {{7, 8, 9}};
int g(struct big b) { return b.a[2]; }
long f(unsigned long n, unsigned long d)
{
	wide x = (wide)n << 64 | ~n, y = (wide)(d >> 7) << 64 | d;
	swide s = -(swide)(x >> 3);
	one = two;
	return x / d ^ x % d ^ (x / y * 31) ^ (x % y) ^ (s / (long)d) * 7 ^ (s % (swide)y)
		^ __builtin_popcountl(n) * 1000 ^ __builtin_bswap64(d) ^ g(one);
}

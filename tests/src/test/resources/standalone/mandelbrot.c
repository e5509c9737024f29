/* Fixed point: the Mandelbrot set, sines by CORDIC, square roots, a numeric logarithm. */
#include "runtime.h"

#define ONE (1L << 28)

static u8 picture[24][64];
static int sines[91];

static i64 mul(i64 a, i64 b)
{
	return a * b >> 28;
}

static int escape(i64 cx, i64 cy)
{
	i64 x = 0, y = 0;
	int n = 0;

	for (; n < 60; n++) {
		i64 xx = mul(x, x), yy = mul(y, y);

		if (xx + yy > 4 * ONE)
			break;
		y = 2 * mul(x, y) + cy;
		x = xx - yy + cx;
	}
	return n;
}

/* Degrees to 16.16 sine and cosine by rotations of atan(2^-i). */
static void cordic(int degrees, int *sine, int *cosine)
{
	static const int angles[] = { 2949120, 1740967, 919879, 466945, 234379, 117304, 58666, 29335, 14668, 7334, 3667, 1833,
				      917, 458, 229, 115 };
	int x = 39797, y = 0, z = degrees << 16;

	for (u32 i = 0; i < COUNT(angles); i++) {
		int dx = y >> i, dy = x >> i;

		if (z >= 0) {
			x -= dx;
			y += dy;
			z -= angles[i];
		} else {
			x += dx;
			y -= dy;
			z += angles[i];
		}
	}
	*sine = y;
	*cosine = x;
}

static u32 root(u64 n)
{
	u64 r = 0, bit = 1UL << 62;

	while (bit > n)
		bit >>= 2;
	for (; bit; bit >>= 2) {
		if (n >= r + bit) {
			n -= r + bit;
			r = (r >> 1) + bit;
		} else {
			r >>= 1;
		}
	}
	return (u32)r;
}

/* The binary logarithm of x, 32.32. */
static u64 logarithm(u64 x)
{
	int top = 63 - __builtin_clzl(x);
	u64 result = (u64)top << 32, y = x << (63 - top) >> 32;

	for (u64 bit = 1UL << 31; bit; bit >>= 1) {
		y = y * y >> 31;
		if (y >> 32) {
			y >>= 1;
			result |= bit;
		}
	}
	return result;
}

int main(void)
{
	int wrong = 0, cosine;
	u64 h = 0;

	for (int y = 0; y < 24; y++) {
		char row[64];

		for (int x = 0; x < 63; x++) {
			picture[y][x] = (u8)escape((x - 45) * (ONE / 20), (y - 12) * (ONE / 10));
			row[x] = " .:-=+*#%@"[picture[y][x] / 7];
		}
		row[63] = '\n';
		put_bytes(row, 64);
	}
	for (int d = 0; d <= 90; d++) {
		i64 one;

		cordic(d, &sines[d], &cosine);
		one = (i64)sines[d] * sines[d] + (i64)cosine * cosine - (1L << 32);
		wrong += one > 1 << 20 || one < -(1 << 20);
	}
	for (u64 i = 1; i < 1000000000000; i = i * 3 + 1) {
		u64 r = root(i);

		wrong += r * r > i || (r + 1) * (r + 1) <= i;
		h = h * 31 + logarithm(i);
	}
	line("picture", digest(picture, sizeof(picture)));
	line("sines", digest(sines, sizeof(sines)));
	line("logarithms", h);
	return wrong;
}

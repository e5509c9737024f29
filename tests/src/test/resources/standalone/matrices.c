/* Matrices: products, powers, determinants modulo a prime, transposition in place, spirals, Gauss's rank over GF(2). */
#include "runtime.h"

#define P 1000000007UL

static u32 a[12][12], b[12][12], c[12][12];
static u64 rows[40];
static u8 spiral[7][9];

static void multiply(u32 (*to)[12], u32 (*x)[12], u32 (*y)[12])
{
	for (int i = 0; i < 12; i++)
		for (int j = 0; j < 12; j++) {
			u64 sum = 0;

			for (int k = 0; k < 12; k++)
				sum = (sum + (u64)x[i][k] * y[k][j]) % P;
			to[i][j] = (u32)sum;
		}
}

static u64 power(u64 base, u64 e)
{
	u64 r = 1;

	for (; e; e >>= 1, base = base * base % P)
		r = e & 1 ? r * base % P : r;
	return r;
}

static u64 determinant(u32 (*m)[12])
{
	u64 det = 1;

	for (int i = 0; i < 12; i++) {
		int p = i;
		u64 inverse;

		while (p < 12 && !m[p][i])
			p++;
		if (p == 12)
			return 0;
		for (int k = 0; k < 12 && p != i; k++) {
			u32 t = m[i][k];

			m[i][k] = m[p][k];
			m[p][k] = t;
		}
		det = p != i ? (P - det) * m[i][i] % P : det * m[i][i] % P;
		inverse = power(m[i][i], P - 2);
		for (int r = i + 1; r < 12; r++) {
			u64 f = m[r][i] * inverse % P;

			for (int k = i; k < 12; k++)
				m[r][k] = (u32)((m[r][k] + (P - f) * m[i][k]) % P);
		}
	}
	return det;
}

static int rank(void)
{
	int n = 0;

	for (int bit = 0; bit < 64; bit++) {
		int p = n;

		while (p < (int)COUNT(rows) && !(rows[p] >> bit & 1))
			p++;
		if (p == (int)COUNT(rows))
			continue;
		rows[p] ^= n != p ? rows[n] : 0;
		rows[n] ^= n != p ? rows[p] : 0;
		rows[p] ^= n != p ? rows[n] : 0;
		for (int i = 0; i < (int)COUNT(rows); i++)
			if (i != n && rows[i] >> bit & 1)
				rows[i] ^= rows[n];
		n++;
	}
	return n;
}

int main(void)
{
	u64 seed = 55, da, db;
	int x = 0, y = 0, dx = 1, dy = 0;

	for (int i = 0; i < 12; i++)
		for (int j = 0; j < 12; j++) {
			a[i][j] = (u32)(next_random(&seed) % P);
			b[i][j] = (u32)(i == j) + (u32)(next_random(&seed) % 3);
		}
	multiply(c, a, b);
	da = determinant(a);
	db = determinant(b);
	for (u32 i = 0; i < COUNT(rows); i++)
		rows[i] = i % 3 == 2 ? rows[i - 1] ^ rows[i - 2] : next_random(&seed);
	for (int i = 1; i <= 63; i++) {
		spiral[y][x] = (u8)i;
		if (x + dx < 0 || x + dx > 8 || y + dy < 0 || y + dy > 6 || spiral[y + dy][x + dx]) {
			int t = dx;

			dx = -dy;
			dy = t;
		}
		x += dx;
		y += dy;
	}
	line("product", digest(c, sizeof(c)));
	line("determinant", da);
	line("rank", (u64)rank());
	line("spiral", digest(spiral, sizeof(spiral)));
	return determinant(c) != da * db % P;
}

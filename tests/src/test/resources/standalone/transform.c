/* A number-theoretic transform modulo 998244353 multiplies polynomials; Karatsuba and the plain way agree. */
#include "runtime.h"

#define P 998244353u
#define N 64

static u32 a[N], b[N], fast[N], plain[N];
static u64 karatsuba_out[N], room[4 * N];

static u32 mul(u32 x, u32 y)
{
	return (u32)((u64)x * y % P);
}

static u32 power(u32 x, u32 e)
{
	u32 r = 1;

	for (; e; e >>= 1, x = mul(x, x))
		r = e & 1 ? mul(r, x) : r;
	return r;
}

static void transform(u32 *v, u32 root)
{
	for (u32 i = 1, j = 0; i < N; i++) {
		u32 bit = N / 2;

		for (; j & bit; bit >>= 1)
			j ^= bit;
		j ^= bit;
		if (i < j) {
			u32 t = v[i];

			v[i] = v[j];
			v[j] = t;
		}
	}
	for (u32 len = 2; len <= N; len *= 2) {
		u32 step = power(root, N / len);

		for (u32 i = 0; i < N; i += len) {
			u32 w = 1;

			for (u32 k = 0; k < len / 2; k++, w = mul(w, step)) {
				u32 x = v[i + k], y = mul(v[i + k + len / 2], w);

				v[i + k] = x + y >= P ? x + y - P : x + y;
				v[i + k + len / 2] = x >= y ? x - y : x + P - y;
			}
		}
	}
}

/* out[0..2n) += x * y; scratch of 4n. */
static void karatsuba(const u64 *x, const u64 *y, u64 *out, int n, u64 *scratch)
{
	int h = n / 2;
	u64 *sx = scratch, *sy = scratch + h, *mid = scratch + n;

	if (n <= 4) {
		for (int i = 0; i < n; i++)
			for (int k = 0; k < n; k++)
				out[i + k] += x[i] * y[k];
		return;
	}
	for (int i = 0; i < h; i++) {
		sx[i] = x[i] + x[i + h];
		sy[i] = y[i] + y[i + h];
	}
	memset(mid, 0, (size_t)n * 8);
	karatsuba(sx, sy, mid, h, scratch + 2 * n);
	for (int half = 0; half < 2; half++) {
		u64 part[N];

		memset(part, 0, sizeof(part));
		karatsuba(x + half * h, y + half * h, part, h, scratch + 2 * n);
		for (int i = 0; i < n; i++) {
			out[half * n + i] += part[i];
			mid[i] -= part[i];
		}
	}
	for (int i = 0; i < n; i++)
		out[h + i] += mid[i];
}

int main(void)
{
	u64 seed = 998, x[N / 2], y[N / 2];
	u32 root = power(3, (P - 1) / N), inverse = power(N, P - 2);
	int differ = 0;

	for (int i = 0; i < N / 2; i++) {
		x[i] = a[i] = (u32)next_random(&seed) % 1000;
		y[i] = b[i] = (u32)next_random(&seed) % 1000;
	}
	for (int i = 0; i < N / 2; i++)
		for (int k = 0; k < N / 2; k++)
			plain[i + k] += a[i] * b[k];
	transform(a, root);
	transform(b, root);
	for (int i = 0; i < N; i++)
		fast[i] = mul(mul(a[i], b[i]), inverse);
	transform(fast, power(root, P - 2));
	karatsuba(x, y, karatsuba_out, N / 2, room);
	for (int i = 0; i < N; i++)
		differ += fast[i] != plain[i] || karatsuba_out[i] != plain[i];
	line("product", digest(fast, sizeof(fast)));
	return differ;
}

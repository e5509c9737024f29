/* Matrices: multiplication, transposition, a power by squaring, a determinant modulo a prime. */
#define N 5
#define P 998244353ul

typedef unsigned long matrix[N][N];

static void multiply(matrix to, matrix a, matrix b)
{
	matrix r;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			r[i][j] = 0;
			for (int k = 0; k < N; k++)
				r[i][j] = (r[i][j] + a[i][k] * b[k][j]) % P;
		}
	for (int i = 0; i < N * N; i++)
		(&to[0][0])[i] = (&r[0][0])[i];
}

static void transpose(matrix m)
{
	for (int i = 1; i < N; i++)
		for (int j = 0; j < i; j++) {
			unsigned long t = m[i][j];

			m[i][j] = m[j][i];
			m[j][i] = t;
		}
}

static unsigned long power(unsigned long x, unsigned long e)
{
	unsigned long r = 1;

	for (; e; e >>= 1, x = x * x % P)
		if (e & 1)
			r = r * x % P;
	return r;
}

static unsigned long determinant(matrix m)
{
	unsigned long d = 1;

	for (int c = 0; c < N; c++) {
		int r = c;

		while (r < N && !m[r][c])
			r++;
		if (r == N)
			return 0;
		for (int k = 0; r != c && k < N; k++) {
			unsigned long t = m[r][k];

			m[r][k] = m[c][k];
			m[c][k] = t;
		}
		d = (r != c ? P - d : d) * m[c][c] % P;
		for (int i = c + 1; i < N; i++) {
			unsigned long f = m[i][c] * power(m[c][c], P - 2) % P;

			for (int k = c; k < N; k++)
				m[i][k] = (m[i][k] + (P - f) * m[c][k]) % P;
		}
	}
	return d;
}

unsigned long matrix_power(unsigned long n)
{
	matrix m, r = { { 1 }, { 0, 1 }, { 0, 0, 1 }, { 0, 0, 0, 1 }, { [4] = 1 } };
	unsigned long sum = 0;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			m[i][j] = (unsigned long)(i * 7 + j * j + (i == j)) + n;
	for (unsigned long e = n + 10; e; e /= 2) {
		if (e % 2)
			multiply(r, r, m);
		multiply(m, m, m);
	}
	transpose(r);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			sum = sum * 31 + r[i][j];
	return sum ^ determinant(r);
}

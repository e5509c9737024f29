/* Exact fractions, matrices of them, and a system of equations solved by elimination. */
#include "runtime.h"

struct rational {
	i64 num, den;
};

#define SIZE 4

static struct rational matrix[SIZE][SIZE + 1];

static i64 gcd(i64 a, i64 b)
{
	while (b) {
		i64 t = a % b;

		a = b;
		b = t;
	}
	return a < 0 ? -a : a;
}

static struct rational make(i64 num, i64 den)
{
	i64 g = gcd(num, den);

	if (den < 0)
		g = -g;
	return (struct rational){ num / g, den / g };
}

static struct rational sub(struct rational a, struct rational b)
{
	return make(a.num * b.den - b.num * a.den, a.den * b.den);
}

static struct rational mul(struct rational a, struct rational b)
{
	return make(a.num * b.num, a.den * b.den);
}

static struct rational over(struct rational a, struct rational b)
{
	return mul(a, (struct rational){ b.den, b.num });
}

static void print(struct rational r)
{
	dec(r.num);
	if (r.den != 1) {
		put("/");
		dec(r.den);
	}
	put(" ");
}

static int eliminate(void)
{
	for (int i = 0; i < SIZE; i++) {
		int pivot = i;
		struct rational by;

		while (pivot < SIZE && !matrix[pivot][i].num)
			pivot++;
		if (pivot == SIZE)
			return 1;
		for (int k = 0; k <= SIZE; k++) {
			struct rational t = matrix[i][k];

			matrix[i][k] = matrix[pivot][k];
			matrix[pivot][k] = t;
		}
		by = matrix[i][i];
		for (int k = 0; k <= SIZE; k++)
			matrix[i][k] = over(matrix[i][k], by);
		for (int row = 0; row < SIZE; row++) {
			if (row == i)
				continue;
			by = matrix[row][i];
			for (int k = 0; k <= SIZE; k++)
				matrix[row][k] = sub(matrix[row][k], mul(by, matrix[i][k]));
		}
	}
	return 0;
}

int main(void)
{
	static const signed char start[SIZE][SIZE + 1] = {
		{ 0, 2, -1, 3, 5 }, { 4, -3, 2, 1, -7 }, { 1, 1, 1, 1, 1 }, { -2, 5, 0, 7, 11 }
	};
	int singular;

	for (int i = 0; i < SIZE; i++)
		for (int k = 0; k <= SIZE; k++)
			matrix[i][k] = make(start[i][k], 1);
	singular = eliminate();
	for (int i = 0; i < SIZE; i++)
		print(matrix[i][SIZE]);
	put("\n");
	return singular;
}

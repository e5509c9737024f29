/* Backtracking: queens by bit masks and by an array, a sudoku row by row. */
static int solutions(unsigned all, unsigned columns, unsigned left, unsigned right)
{
	int count = 0;

	if (columns == all)
		return 1;
	for (unsigned open = all & ~(columns | left | right); open;) {
		unsigned bit = open & -open;

		open ^= bit;
		count += solutions(all, columns | bit, (left | bit) << 1, (right | bit) >> 1);
	}
	return count;
}

static int place(signed char *row, int n, int r, unsigned long *sum)
{
	int count = 0;

	if (r == n) {
		for (int i = 0; i < n; i++)
			*sum = *sum * 13 + (unsigned char)row[i];
		return 1;
	}
	for (int c = 0; c < n; c++) {
		int ok = 1;

		for (int i = 0; i < r && ok; i++) {
			int d = row[i] - c;

			ok = d && d != r - i && d != i - r;
		}
		if (ok) {
			row[r] = (signed char)c;
			count += place(row, n, r + 1, sum);
		}
	}
	return count;
}

unsigned long queens(unsigned long n)
{
	signed char row[8];
	unsigned long sum = n;
	int size = 4 + (int)(n & 1);

	return (unsigned long)solutions((1u << (size + 1)) - 1, 0, 0, 0) * 1000
		+ (unsigned long)place(row, size + 1, 0, &sum) + sum;
}

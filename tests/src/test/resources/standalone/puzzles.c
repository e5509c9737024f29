/* Search with back-tracking: queens by bit masks, a sudoku, a knight's tour by Warnsdorff's rule. */
#include "runtime.h"

static u8 grid[81] = {
	5, 3, 0, 0, 7, 0, 0, 0, 0, 6, 0, 0, 1, 9, 5, 0, 0, 0, 0, 9, 8, 0, 0, 0, 0, 6, 0, 8, 0, 0, 0, 6, 0, 0, 0, 3, 4,
	0, 0, 8, 0, 3, 0, 0, 1, 7, 0, 0, 0, 2, 0, 0, 0, 6, 0, 6, 0, 0, 0, 0, 2, 8, 0, 0, 0, 0, 4, 1, 9, 0, 0, 5, 0, 0,
	0, 0, 8, 0, 0, 7, 9,
};
static u16 rows[9], columns[9], boxes[9];
static u8 board[36];

static u32 queens(u32 n, u32 cols, u32 left, u32 right)
{
	u32 all = (1u << n) - 1, count = 0;

	if (cols == all)
		return 1;
	for (u32 free = all & ~(cols | left | right); free; free &= free - 1) {
		u32 bit = free & -free;

		count += queens(n, cols | bit, (left | bit) << 1, (right | bit) >> 1);
	}
	return count;
}

static void toggle(int at, int digit)
{
	u16 bit = (u16)(1 << digit);

	rows[at / 9] ^= bit;
	columns[at % 9] ^= bit;
	boxes[at / 27 * 3 + at % 9 / 3] ^= bit;
}

static int sudoku(int at)
{
	while (at < 81 && grid[at])
		at++;
	if (at == 81)
		return 1;
	for (int d = 1; d <= 9; d++) {
		if ((rows[at / 9] | columns[at % 9] | boxes[at / 27 * 3 + at % 9 / 3]) >> d & 1)
			continue;
		grid[at] = (u8)d;
		toggle(at, d);
		if (sudoku(at + 1))
			return 1;
		toggle(at, d);
		grid[at] = 0;
	}
	return 0;
}

static int step(int at, int k)
{
	static const signed char dx[] = { 1, 2, 2, 1, -1, -2, -2, -1 }, dy[] = { 2, 1, -1, -2, -2, -1, 1, 2 };
	int x = at % 6 + dx[k], y = at / 6 + dy[k];

	return x < 0 || y < 0 || x > 5 || y > 5 || board[y * 6 + x] ? -1 : y * 6 + x;
}

static int tour(int at, int number)
{
	u32 tried = 0;

	board[at] = (u8)number;
	if (number == 36)
		return 1;
	for (int round = 0; round < 8; round++) {
		int best = -1, exits = 99;

		for (int k = 0; k < 8; k++) {
			int to = step(at, k), n = 0;

			if (to < 0 || tried >> k & 1)
				continue;
			for (int m = 0; m < 8; m++)
				n += step(to, m) >= 0;
			if (n < exits) {
				exits = n;
				best = k;
			}
		}
		if (best < 0)
			break;
		tried |= 1u << best;
		if (tour(step(at, best), number + 1))
			return 1;
	}
	board[at] = 0;
	return 0;
}

int main(void)
{
	int solved;

	for (int i = 0; i < 81; i++)
		if (grid[i])
			toggle(i, grid[i]);
	solved = sudoku(0);
	line("queens", queens(6, 0, 0, 0) * 1000 + queens(8, 0, 0, 0));
	line("sudoku", digest(grid, sizeof(grid)));
	solved += tour(0, 1);
	line("tour", digest(board, sizeof(board)));
	return solved - 2;
}

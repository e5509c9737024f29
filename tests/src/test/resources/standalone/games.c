/* Searches of games: tic-tac-toe by minimax with a memory, nim, a flood fill, a maze dug and solved. */
#include "runtime.h"

static signed char known[19683];
static u8 maze[21][21];
static u32 positions;

static int wins(u32 bits)
{
	static const u16 lines[] = { 7, 56, 448, 73, 146, 292, 273, 84 };

	for (u32 i = 0; i < COUNT(lines); i++)
		if ((bits & lines[i]) == lines[i])
			return 1;
	return 0;
}

static u32 index_of(u32 mine, u32 other)
{
	u32 r = 0;

	for (int i = 8; i >= 0; i--)
		r = r * 3 + (mine >> i & 1) + 2 * (other >> i & 1);
	return r;
}

static int best(u32 mine, u32 other)
{
	u32 at = index_of(mine, other);
	int result = -2;

	if (known[at])
		return known[at] - 2;
	positions++;
	if (wins(other)) {
		result = -1;
	} else if ((mine | other) == 511) {
		result = 0;
	} else {
		for (u32 free = 511 & ~(mine | other); free; free &= free - 1) {
			int v = -best(other, mine | (free & -free));

			result = v > result ? v : result;
		}
	}
	known[at] = (signed char)(result + 2);
	return result;
}

static int nim(u32 a, u32 b, u32 c)
{
	static signed char memory[6][6][6];
	signed char *m = &memory[a][b][c];
	int win = 0;

	if (*m)
		return *m > 0;
	for (u32 k = 0; k < a && !win; k++)
		win = !nim(k, b, c);
	for (u32 k = 0; k < b && !win; k++)
		win = !nim(a, k, c);
	for (u32 k = 0; k < c && !win; k++)
		win = !nim(a, b, k);
	*m = win ? 1 : -1;
	return win;
}

static void dig(u64 *seed, int x, int y)
{
	u32 order = (u32)next_random(seed);

	maze[y][x] = 1;
	for (int i = 0; i < 4; i++, order >>= 3) {
		int d = (int)((order + (u32)i) & 3);
		int dx = d == 0 ? 2 : d == 1 ? -2 : 0, dy = d == 2 ? 2 : d == 3 ? -2 : 0;

		if (x + dx > 0 && x + dx < 20 && y + dy > 0 && y + dy < 20 && !maze[y + dy][x + dx]) {
			maze[y + dy / 2][x + dx / 2] = 1;
			dig(seed, x + dx, y + dy);
		}
	}
}

static int solve(int x, int y)
{
	if (maze[y][x] != 1)
		return 0;
	maze[y][x] = 2;
	if (x == 1 && y == 1)
		return 1;
	if (solve(x + 1, y) || solve(x - 1, y) || solve(x, y + 1) || solve(x, y - 1)) {
		maze[y][x] = 3;
		return 1;
	}
	return 0;
}

int main(void)
{
	u64 seed = 3;
	int wrong = 0, path = 0, tx = 1, ty = 1;

	wrong += best(0, 0) != 0 || best(1, 2) != 1;
	for (u32 a = 0; a < 6; a++)
		for (u32 b = 0; b < 6; b++)
			for (u32 c = 0; c < 6; c++)
				wrong += nim(a, b, c) != ((a ^ b ^ c) != 0);
	dig(&seed, 1, 1);
	for (int y = 1; y < 20; y += 2)
		for (int x = 1; x < 20; x += 2)
			if (maze[y][x])
				tx = x, ty = y;
	path = solve(tx, ty);
	for (int y = 0; y < 21; y++) {
		for (int x = 0; x < 21; x++)
			put(maze[y][x] == 3 ? "o" : maze[y][x] ? " " : "#");
		put("\n");
	}
	line("positions", positions);
	return wrong + !path;
}

/* Conway's life on a torus, cell by cell and by whole words at once; Wolfram's rules; Langton's ant. */
#include "runtime.h"

static u8 cells[2][32][64];
static u64 words[2][32];
static u64 automaton[24];
static u8 ant_grid[40][40];

static u64 rotl(u64 x)
{
	return x << 1 | x >> 63;
}

static u64 rotr(u64 x)
{
	return x >> 1 | x << 63;
}

static void step_cells(int from)
{
	for (int y = 0; y < 32; y++)
		for (int x = 0; x < 64; x++) {
			int n = -cells[from][y][x];

			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					n += cells[from][(y + dy) & 31][(x + dx) & 63];
			cells[!from][y][x] = n == 3 || (n == 2 && cells[from][y][x]);
		}
}

static void step_words(int from)
{
	for (int y = 0; y < 32; y++) {
		u64 ones = 0, twos = 0, fours = 0, self = words[from][y];

		for (int dy = -1; dy <= 1; dy++) {
			u64 row = words[from][(y + dy) & 31];
			u64 three[3] = { rotl(row), rotr(row), dy ? row : 0 };

			for (int i = 0; i < 3; i++) {
				u64 carry = ones & three[i], more = twos & carry;

				ones ^= three[i];
				twos ^= carry;
				fours |= more;
			}
		}
		words[!from][y] = ~fours & twos & (ones | self);
	}
}

static int ant(int steps)
{
	static const signed char dx[] = { 0, 1, 0, -1 }, dy[] = { -1, 0, 1, 0 };
	int x = 20, y = 20, d = 0, black = 0;

	while (steps--) {
		u8 *cell = &ant_grid[y][x];

		d = (d + (*cell ? 3 : 1)) & 3;
		black += *cell ? -1 : 1;
		*cell ^= 1;
		x = (x + dx[d] + 40) % 40;
		y = (y + dy[d] + 40) % 40;
	}
	return black;
}

int main(void)
{
	u64 seed = 29, living = 0;
	int differ = 0;

	for (int y = 0; y < 32; y++) {
		words[0][y] = next_random(&seed) & next_random(&seed);
		for (int x = 0; x < 64; x++)
			cells[0][y][x] = words[0][y] >> x & 1;
	}
	for (int t = 0; t < 12; t++) {
		step_cells(t & 1);
		step_words(t & 1);
	}
	for (int y = 0; y < 32; y++)
		for (int x = 0; x < 64; x++) {
			differ += cells[0][y][x] != (words[0][y] >> x & 1);
			living += cells[0][y][x];
		}
	automaton[0] = 1UL << 32;
	for (u32 t = 1; t < COUNT(automaton); t++) {
		u64 m = automaton[t - 1], l = rotr(m), r = rotl(m);

		automaton[t] = l ^ (m | r);
	}
	line("living", living);
	line("rule 30", digest(automaton, sizeof(automaton)));
	line("ant", (u64)ant(3000));
	return differ;
}

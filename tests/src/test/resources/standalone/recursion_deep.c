/* Recursion of several shapes: Ackermann, Hanoi, Hofstadter, Catalan, mutual, Collatz with a memory. */
#include "runtime.h"

static u16 memory[1000];
static u32 moves;
static u8 pegs[3][8];
static u8 heights[3];

static u32 ackermann(u32 m, u32 n)
{
	return !m ? n + 1 : ackermann(m - 1, n ? ackermann(m, n - 1) : 1);
}

static int hanoi(int n, int from, int to)
{
	int other = 3 - from - to, wrong = 0;

	if (!n)
		return 0;
	wrong += hanoi(n - 1, from, other);
	wrong += heights[to] && pegs[to][heights[to] - 1] < n;
	pegs[to][heights[to]++] = pegs[from][--heights[from]];
	moves++;
	return wrong + hanoi(n - 1, other, to);
}

static u32 male(u32 n);

static u32 female(u32 n)
{
	return n ? n - male(female(n - 1)) : 1;
}

static u32 male(u32 n)
{
	return n ? n - female(male(n - 1)) : 0;
}

static u64 catalan(int n)
{
	u64 sum = n <= 1;

	for (int i = 0; i < n && n > 1; i++)
		sum += catalan(i) * catalan(n - 1 - i);
	return sum;
}

static u32 collatz(u64 n)
{
	u32 steps;

	if (n == 1)
		return 0;
	if (n < COUNT(memory) && memory[n])
		return memory[n];
	steps = 1 + collatz(n & 1 ? 3 * n + 1 : n / 2);
	if (n < COUNT(memory))
		memory[n] = (u16)steps;
	return steps;
}

static int permutations(char *s, int n, u64 *h)
{
	int count = 0;

	if (n == 1) {
		*h = *h * 31 + digest(s, 5);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		char t = s[i];

		s[i] = s[n - 1];
		s[n - 1] = t;
		count += permutations(s, n - 1, h);
		s[n - 1] = s[i];
		s[i] = t;
	}
	return count;
}

int main(void)
{
	char letters[] = "abcde";
	u32 longest = 0;
	u64 h = 0;
	int wrong;

	for (int i = 8; i; i--)
		pegs[0][heights[0]++] = (u8)i;
	wrong = hanoi(8, 0, 2);
	line("moves", moves);
	line("ackermann", ackermann(2, 9) + ackermann(3, 3));
	line("hofstadter", female(30) * 100 + male(25));
	line("catalan", catalan(9));
	for (u32 i = 1; i < COUNT(memory); i++)
		longest = collatz(i) > collatz(longest ? longest : 1) ? i : longest;
	line("collatz", longest);
	line("permutations", (u64)permutations(letters, 5, &h));
	line("order", h);
	return wrong + (heights[2] != 8);
}

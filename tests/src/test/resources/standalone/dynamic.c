/* Dynamic programming: knapsack, edit distance, longest common subsequence, coins, matrix chains, partitions. */
#include "runtime.h"

static u32 best[201];
static u8 edit[32][32];
static u64 ways[201];
static u32 chain[10][10];

static u32 knapsack(void)
{
	static const u8 weight[] = { 23, 26, 20, 18, 32, 27, 29, 26, 30, 27, 11, 7 };
	static const u16 value[] = { 505, 352, 458, 220, 354, 414, 498, 545, 473, 543, 100, 99 };

	for (u32 i = 0; i < COUNT(weight); i++)
		for (u32 w = 200; w >= weight[i]; w--)
			if (best[w - weight[i]] + value[i] > best[w])
				best[w] = best[w - weight[i]] + value[i];
	return best[200];
}

static u32 smallest(u32 a, u32 b, u32 c)
{
	return a < b ? (a < c ? a : c) : (b < c ? b : c);
}

static u32 distance(const char *a, const char *b)
{
	u32 n = (u32)strlen(a), m = (u32)strlen(b);

	for (u32 i = 0; i <= n; i++)
		for (u32 j = 0; j <= m; j++)
			edit[i][j] = (u8)(!i ? j : !j ? i
					       : smallest(edit[i - 1][j] + 1u, edit[i][j - 1] + 1u,
							  edit[i - 1][j - 1] + (u32)(a[i - 1] != b[j - 1])));
	return edit[n][m];
}

static void common(const char *a, const char *b, char *out)
{
	static u8 length[32][32];
	int n = (int)strlen(a), m = (int)strlen(b), i = 0, j = 0;

	memset(length, 0, sizeof(length));
	for (int x = n - 1; x >= 0; x--)
		for (int y = m - 1; y >= 0; y--)
			length[x][y] = a[x] == b[y] ? length[x + 1][y + 1] + 1
				       : length[x + 1][y] > length[x][y + 1] ? length[x + 1][y] : length[x][y + 1];
	while (i < n && j < m) {
		if (a[i] == b[j]) {
			*out++ = a[i++];
			j++;
		} else if (length[i + 1][j] >= length[i][j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	*out = 0;
}

static u32 multiply_chain(const u8 *sizes, int n)
{
	for (int len = 2; len <= n; len++)
		for (int i = 0; i + len <= n; i++) {
			u32 *c = &chain[i][i + len - 1];

			*c = ~0u;
			for (int k = i; k < i + len - 1; k++) {
				u32 cost = chain[i][k] + chain[k + 1][i + len - 1]
					   + (u32)sizes[i] * sizes[k + 1] * sizes[i + len];

				*c = cost < *c ? cost : *c;
			}
		}
	return chain[0][n - 1];
}

int main(void)
{
	static const u8 coins[] = { 1, 2, 5, 10, 20, 50, 100 }, sizes[] = { 30, 35, 15, 5, 10, 20, 25, 8, 40, 3 };
	char text[32];

	line("knapsack", knapsack());
	line("edit", distance("intention", "execution") * 100 + distance("kitten", "sitting"));
	common("preemption disabled", "permission mislaid", text);
	put(text);
	put("\n");
	ways[0] = 1;
	for (u32 i = 0; i < COUNT(coins); i++)
		for (u32 v = coins[i]; v <= 200; v++)
			ways[v] += ways[v - coins[i]];
	line("coins", ways[200]);
	line("chain", multiply_chain(sizes, 9));
	return ways[200] != 73681 || distance("kitten", "sitting") != 3;
}

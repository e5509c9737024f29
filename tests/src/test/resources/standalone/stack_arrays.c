/* Memory on the stack: variable-length arrays, alloca in loops, two dimensions, alignment, large frames. */
#include "runtime.h"

static u64 sums[16];

static u64 triangle(int n)
{
	u64 rows[n][n];
	u64 sum = 0;

	for (int i = 0; i < n; i++)
		for (int k = 0; k <= i; k++)
			rows[i][k] = k == 0 || k == i ? 1 : rows[i - 1][k - 1] + rows[i - 1][k];
	for (int k = 0; k < n; k++)
		sum += rows[n - 1][k] * (u64)(k + 1);
	return sum + sizeof(rows);
}

struct cell {
	struct cell *next;
	int value;
};

static __attribute__((noinline)) int list_on_stack(int n)
{
	struct cell *list = NULL;
	int sum = 0;

	for (int i = 0; i < n; i++) {
		struct cell *c = __builtin_alloca(sizeof(*c));

		c->next = list;
		c->value = i * i;
		list = c;
	}
	for (; list; list = list->next)
		sum = sum * 3 + list->value;
	return sum;
}

static __attribute__((noinline)) int aligned(int n)
{
	char bytes[n];
	u64 wide[4] __attribute__((aligned(64)));
	char more[n * 2];

	memset(bytes, n, sizeof(bytes));
	memset(wide, 1, sizeof(wide));
	memset(more, 2, sizeof(more));
	return ((u64)wide & 63) != 0 || bytes[n - 1] != (char)n || more[2 * n - 1] != 2 || wide[3] != 0x0101010101010101;
}

/* More than a page: compilers that probe the stack do so here. */
static __attribute__((noinline)) u64 large(u64 x)
{
	u64 table[1500];

	for (u32 i = 0; i < COUNT(table); i++)
		table[i] = x = x * 6364136223846793005 + i;
	return table[x % COUNT(table)];
}

static u64 reversed(const char *text)
{
	size_t n = strlen(text);
	char copy[n + 1];

	for (size_t i = 0; i < n; i++)
		copy[n - 1 - i] = text[i];
	copy[n] = 0;
	put(copy);
	put("\n");
	return digest(copy, sizeof(copy));
}

static u64 depth(int n)
{
	u32 here[n + 1];

	for (int i = 0; i <= n; i++)
		here[i] = (u32)(n * i);
	return n ? depth(n - 1) + here[n / 2 + 1] : here[0];
}

int main(void)
{
	int wrong = 0;

	for (int n = 1; n <= 16; n++)
		sums[n - 1] = triangle(n);
	line("triangles", digest(sums, sizeof(sums)));
	line("list", (u64)(u32)list_on_stack(12));
	for (int n = 1; n < 40; n++)
		wrong += aligned(n);
	line("large", large(1));
	line("reversed", reversed("fast path"));
	line("depth", depth(30));
	return wrong;
}

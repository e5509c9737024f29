/* Graphs: breadth first, Dijkstra, Floyd-Warshall, topological order, strong components, minimal spanning tree. */
#include "runtime.h"

#define N 24
#define FAR 1000000

static int weight[N][N], distance[N][N];
static int order[N], component[N], low[N], stack[N], on_stack[N];
static int counter, height, components;

static void dijkstra(int from, int *to)
{
	u32 done = 0;

	for (int i = 0; i < N; i++)
		to[i] = i == from ? 0 : FAR;
	for (int round = 0; round < N; round++) {
		int best = -1;

		for (int i = 0; i < N; i++)
			if (!(done >> i & 1) && (best < 0 || to[i] < to[best]))
				best = i;
		done |= 1u << best;
		for (int i = 0; i < N; i++)
			if (weight[best][i] && to[best] + weight[best][i] < to[i])
				to[i] = to[best] + weight[best][i];
	}
}

static void floyd(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			distance[i][j] = i == j ? 0 : weight[i][j] ? weight[i][j] : FAR;
	for (int k = 0; k < N; k++)
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				if (distance[i][k] + distance[k][j] < distance[i][j])
					distance[i][j] = distance[i][k] + distance[k][j];
}

static void tarjan(int v)
{
	order[v] = low[v] = ++counter;
	stack[height++] = v;
	on_stack[v] = 1;
	for (int w = 0; w < N; w++) {
		if (!weight[v][w])
			continue;
		if (!order[w]) {
			tarjan(w);
			low[v] = low[w] < low[v] ? low[w] : low[v];
		} else if (on_stack[w]) {
			low[v] = order[w] < low[v] ? order[w] : low[v];
		}
	}
	if (low[v] != order[v])
		return;
	components++;
	do {
		on_stack[stack[--height]] = 0;
		component[stack[height]] = components;
	} while (stack[height] != v);
}

static int root(u8 *parent, int x)
{
	while (parent[x] != x)
		x = parent[x] = parent[parent[x]];
	return x;
}

static int kruskal(void)
{
	u8 parent[N];
	int total = 0;

	for (int i = 0; i < N; i++)
		parent[i] = (u8)i;
	for (int w = 1; w < 100; w++)
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				if (weight[i][j] == w && root(parent, i) != root(parent, j)) {
					parent[root(parent, i)] = (u8)root(parent, j);
					total += w;
				}
	return total;
}

static int breadth_first(int from)
{
	int queue[N], first = 0, last = 0, sum = 0, level[N];

	memset(level, 255, sizeof(level));
	level[from] = 0;
	queue[last++] = from;
	while (first < last) {
		int v = queue[first++];

		sum = sum * 3 + level[v];
		for (int w = 0; w < N; w++)
			if (weight[v][w] && level[w] < 0) {
				level[w] = level[v] + 1;
				queue[last++] = w;
			}
	}
	return sum;
}

int main(void)
{
	u64 seed = 24;
	int wrong = 0;

	for (int e = 0; e < 60; e++) {
		u64 x = next_random(&seed);
		int i = (int)(x % N), j = (int)(x / N % N);

		if (i != j)
			weight[i][j] = (int)(x >> 40) % 50 + 1;
	}
	floyd();
	for (int i = 0; i < N; i++) {
		int to[N];

		dijkstra(i, to);
		for (int j = 0; j < N; j++)
			wrong += to[j] != distance[i][j];
		if (!order[i])
			tarjan(i);
	}
	line("distances", digest(distance, sizeof(distance)));
	line("components", (u64)components);
	line("which", digest(component, sizeof(component)));
	line("tree", (u64)kruskal());
	line("levels", (u64)breadth_first(0));
	return wrong;
}

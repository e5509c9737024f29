/* Huffman codes: built with a heap, written bit by bit, read back through the tree, canonical lengths. */
#include "runtime.h"

#define N 700

struct tree {
	u32 weight;
	short left, right;
};

static u8 text[N], again[N], lengths[64];
static u64 stream[128];
static struct tree trees[128];
static u32 codes[64];
static short heap[65];
static int in_heap;

static int lighter(short a, short b)
{
	return trees[a].weight != trees[b].weight ? trees[a].weight < trees[b].weight : a < b;
}

static void push(short t)
{
	int at = ++in_heap;

	for (; at > 1 && lighter(t, heap[at / 2]); at /= 2)
		heap[at] = heap[at / 2];
	heap[at] = t;
}

static short pop(void)
{
	short result = heap[1], last = heap[in_heap--];
	int at = 1, child;

	for (; (child = 2 * at) <= in_heap; at = child) {
		if (child < in_heap && lighter(heap[child + 1], heap[child]))
			child++;
		if (!lighter(heap[child], last))
			break;
		heap[at] = heap[child];
	}
	heap[at] = last;
	return result;
}

static void assign(int t, u32 code, int length)
{
	if (t < 64) {
		codes[t] = code;
		lengths[t] = (u8)length;
		return;
	}
	assign(trees[t].left, code, length + 1);
	assign(trees[t].right, code | 1u << length, length + 1);
}

int main(void)
{
	u64 seed = 67, kraft = 0;
	u32 bits = 0, at = 0;
	short next = 64, root;

	for (int i = 0; i < N; i++) {
		u64 x = next_random(&seed);

		text[i] = (u8)(__builtin_ctzl(x | 1UL << 30) + (x >> 60));
		trees[text[i]].weight++;
	}
	for (short i = 0; i < 64; i++)
		if (trees[i].weight)
			push(i);
	while (in_heap > 1) {
		short a = pop(), b = pop();

		trees[next] = (struct tree){ trees[a].weight + trees[b].weight, a, b };
		push(next++);
	}
	root = pop();
	assign(root, 0, 0);
	for (int i = 0; i < N; i++)
		for (int k = 0; k < lengths[text[i]]; k++, bits++)
			stream[bits / 64] |= (u64)(codes[text[i]] >> k & 1) << (bits % 64);
	for (int i = 0; i < N; i++) {
		short t = root;

		for (; t >= 64; at++)
			t = stream[at / 64] >> (at % 64) & 1 ? trees[t].right : trees[t].left;
		again[i] = (u8)t;
	}
	for (int i = 0; i < 64; i++)
		kraft += lengths[i] ? 1UL << (40 - lengths[i]) : 0;
	line("bits", bits);
	line("stream", digest(stream, sizeof(stream)));
	line("lengths", digest(lengths, sizeof(lengths)));
	return memcmp(text, again, N) != 0 || at != bits || kraft != 1UL << 40;
}

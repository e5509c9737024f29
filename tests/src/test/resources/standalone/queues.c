/* A binary heap with decreasing keys as a scheduler, a ring, a deque, and a least-recently-used cache. */
#include "runtime.h"

struct job {
	u32 due, id;
	int at;
};

static struct job jobs[64], *heap[64];
static int in_heap;

static void place(struct job *j, int at)
{
	heap[at] = j;
	j->at = at;
}

static void up(int at)
{
	struct job *j = heap[at];

	for (; at && heap[(at - 1) / 2]->due > j->due; at = (at - 1) / 2)
		place(heap[(at - 1) / 2], at);
	place(j, at);
}

static void down(int at)
{
	struct job *j = heap[at];
	int child;

	for (; (child = 2 * at + 1) < in_heap; at = child) {
		if (child + 1 < in_heap && heap[child + 1]->due < heap[child]->due)
			child++;
		if (heap[child]->due >= j->due)
			break;
		place(heap[child], at);
	}
	place(j, at);
}

struct entry {
	struct entry *newer, *older;
	u32 key, value;
};

static struct entry cache[8], ends = { &ends, &ends, 0, 0 };
static u32 filled, misses;

static void unlink_entry(struct entry *e)
{
	e->newer->older = e->older;
	e->older->newer = e->newer;
}

static void make_newest(struct entry *e)
{
	e->older = ends.older;
	e->newer = &ends;
	ends.older->newer = e;
	ends.older = e;
}

static u32 look(u32 key)
{
	struct entry *e = ends.older;

	while (e != &ends && e->key != key)
		e = e->older;
	if (e == &ends) {
		misses++;
		if (filled < COUNT(cache)) {
			e = &cache[filled++];
		} else {
			e = ends.newer;
			unlink_entry(e);
		}
		e->key = key;
		e->value = key * key + misses;
	} else {
		unlink_entry(e);
	}
	make_newest(e);
	return e->value;
}

int main(void)
{
	u64 seed = 71, h = 0;
	u32 last = 0;
	int wrong = 0;

	for (u32 i = 0; i < COUNT(jobs); i++) {
		jobs[i] = (struct job){ (u32)(next_random(&seed) >> 48), i, 0 };
		place(&jobs[i], in_heap++);
		up(in_heap - 1);
	}
	for (u32 i = 0; i < 20; i++) {
		jobs[i].due /= 2;
		up(jobs[i].at);
		jobs[i + 20].due += 5000;
		down(jobs[i + 20].at);
	}
	while (in_heap) {
		struct job *j = heap[0];

		wrong += j->due < last;
		last = j->due;
		h = h * 67 + j->id;
		place(heap[--in_heap], 0);
		down(0);
	}
	line("jobs", h);
	h = 0;
	for (int i = 0; i < 300; i++) {
		u64 x = next_random(&seed);

		h = h * 31 + look((u32)(x % (x >> 32 & 1 ? 6 : 30)));
	}
	line("cache", h);
	line("misses", misses);
	return wrong;
}

/* A bump allocator with marks and a first-fit free list that splits and joins, exercised at random. */
#include "runtime.h"

struct block {
	u32 size;		/* of the block, this header included; the low bit: in use */
	u32 before;		/* size of the block in front of it */
};

static u64 arena[512];
static u64 pool[64];
static u32 bumped;

static void *bump(u32 bytes)
{
	void *at = (char *)pool + bumped;

	if (bumped + bytes > sizeof(pool))
		return NULL;
	bumped += (bytes + 7) & ~7u;
	return at;
}

static struct block *after(struct block *b)
{
	return (struct block *)((char *)b + (b->size & ~1u));
}

static void *allocate(u32 bytes)
{
	u32 want = ((bytes + 7) & ~7u) + sizeof(struct block);

	for (struct block *b = (struct block *)arena; b->size; b = after(b)) {
		u32 left = b->size - want;

		if ((b->size & 1) || b->size < want)
			continue;
		if (left >= 24) {
			struct block *rest = (struct block *)((char *)b + want);

			after(b)->before = left;
			rest->size = left;
			rest->before = want;
			b->size = want;
		}
		b->size |= 1;
		return b + 1;
	}
	return NULL;
}

static void release(void *p)
{
	struct block *b = (struct block *)p - 1, *next;

	b->size &= ~1u;
	next = after(b);
	if (next->size && !(next->size & 1))
		b->size += next->size;
	if (b->before) {
		struct block *front = (struct block *)((char *)b - b->before);

		if (!(front->size & 1)) {
			front->size += b->size;
			b = front;
		}
	}
	after(b)->before = b->size;
}

static u32 used(int *broken)
{
	u32 bytes = 0, before = 0;

	for (struct block *b = (struct block *)arena; b->size; b = after(b)) {
		*broken += b->before != before;
		before = b->size & ~1u;
		bytes += b->size & 1 ? before : 0;
	}
	return bytes;
}

int main(void)
{
	void *held[20] = { NULL };
	struct block *first = (struct block *)arena;
	u64 seed = 20, h = 0;
	int broken = 0;
	u32 failed = 0;

	first->size = sizeof(arena) - sizeof(struct block);
	after(first)->before = first->size;
	for (int i = 0; i < 800; i++) {
		u64 x = next_random(&seed);
		void **slot = &held[x % COUNT(held)];

		if (*slot) {
			release(*slot);
			*slot = NULL;
		} else {
			u32 n = (u32)(x >> 32) % 400;

			*slot = allocate(n);
			if (*slot)
				memset(*slot, (int)x, n);
			else
				failed++;
		}
		h = h * 31 + used(&broken);
	}
	for (u32 i = 0; i < COUNT(held); i++)
		if (held[i])
			release(held[i]);
	while (bump(24))
		;
	line("failed", failed);
	line("uses", h);
	line("bumped", bumped);
	return broken + (first->size != sizeof(arena) - sizeof(struct block));
}

/* Hash tables: chained with growth, linear probing with tombstones, cuckoo, and a Bloom filter. */
#include "runtime.h"

struct item {
	struct item *next;
	u32 key, value;
};

static struct item items[300], *first[8], *second[256], **buckets = first;
static u32 mask = 7, used;
static u32 open_keys[256];
static u8 open_state[256];		/* 0 free, 1 taken, 2 was taken */
static u32 cuckoo[2][128];
static u64 bloom[16];

static u32 mix(u32 x)
{
	x ^= x >> 16;
	x *= 0x7feb352d;
	x ^= x >> 15;
	x *= 0x846ca68b;
	return x ^ x >> 16;
}

static void grow(void)
{
	u32 wide = 255;

	for (u32 i = 0; i <= mask; i++)
		for (struct item *it = buckets[i], *next; it; it = next) {
			next = it->next;
			it->next = second[mix(it->key) & wide];
			second[mix(it->key) & wide] = it;
		}
	buckets = second;
	mask = wide;
}

static u32 *chained(u32 key)
{
	struct item *it = buckets[mix(key) & mask];

	while (it && it->key != key)
		it = it->next;
	if (!it) {
		if (used == 40)
			grow();
		it = &items[used++];
		it->key = key;
		it->next = buckets[mix(key) & mask];
		buckets[mix(key) & mask] = it;
	}
	return &it->value;
}

static int open_find(u32 key, int insert)
{
	int grave = -1;

	for (u32 i = mix(key), n = 0; n < 256; i++, n++) {
		u8 at = (u8)i;

		if (open_state[at] == 1 && open_keys[at] == key)
			return at;
		if (open_state[at] == 2 && grave < 0)
			grave = at;
		if (!open_state[at]) {
			if (!insert)
				return -1;
			at = grave >= 0 ? (u8)grave : at;
			open_keys[at] = key;
			open_state[at] = 1;
			return at;
		}
	}
	return -1;
}

static int cuckoo_insert(u32 key)
{
	for (int kicks = 0, which = 0; kicks < 50; kicks++, which ^= 1) {
		u32 *slot = &cuckoo[which][(which ? mix(key) : key * 2654435761u >> 7) & 127];
		u32 old = *slot;

		*slot = key;
		if (!old || old == key)
			return 1;
		key = old;
	}
	return 0;
}

int main(void)
{
	u64 seed = 88, h = 0;
	u32 failed = 0, maybe = 0;
	int wrong = 0;

	for (int i = 0; i < 1000; i++)
		++*chained((u32)(next_random(&seed) % 250));
	for (u32 i = 0; i < used; i++)
		h += items[i].value * (u64)items[i].key;
	line("chained", h);
	for (u32 i = 1; i < 200; i++)
		open_find(i * 7, 1);
	for (u32 i = 1; i < 200; i += 3)
		open_state[open_find(i * 7, 0)] = 2;
	for (u32 i = 1; i < 200; i++)
		wrong += (open_find(i * 7, 0) >= 0) != (i % 3 != 1);
	for (u32 i = 1; i < 100; i++)
		failed += !cuckoo_insert(mix(i) | 1);
	line("cuckoo", digest(cuckoo, sizeof(cuckoo)) + failed);
	for (u32 i = 0; i < 60; i++)
		for (u32 k = 0; k < 3; k++)
			bloom[mix(i * 3 + k) >> 6 & 15] |= 1UL << (mix(i * 3 + k) & 63);
	for (u32 i = 0; i < 300; i++) {
		int in = 1;

		for (u32 k = 0; k < 3; k++)
			in &= (int)(bloom[mix(i * 3 + k) >> 6 & 15] >> (mix(i * 3 + k) & 63) & 1);
		wrong += i < 60 && !in;
		maybe += (u32)in;
	}
	line("bloom", maybe);
	return wrong;
}

/* A buddy allocator over bitmaps. */
#include "runtime.h"

#define ORDERS 9		/* blocks of 1 to 256 units */

static u64 free_map[ORDERS][4];
static u8 order_of[256];
static u32 splits, joins;

static int take_bit(u64 *map, u32 bits)
{
	for (u32 w = 0; w * 64 < bits; w++) {
		if (map[w]) {
			int bit = __builtin_ctzl(map[w]);

			map[w] &= map[w] - 1;
			return (int)w * 64 + bit;
		}
	}
	return -1;
}

static int allocate(u32 order)
{
	u32 o = order;
	int at = -1;

	while (o < ORDERS && (at = take_bit(free_map[o], 256u >> o)) < 0)
		o++;
	if (at < 0)
		return -1;
	while (o > order) {
		o--;
		at *= 2;
		free_map[o][(at + 1) / 64] |= 1UL << ((at + 1) % 64);
		splits++;
	}
	order_of[at << order] = (u8)(order + 1);
	return at << order;
}

static void release(int unit)
{
	u32 order = order_of[unit] - 1u;
	u32 at = (u32)unit >> order;

	order_of[unit] = 0;
	while (order + 1 < ORDERS) {
		u32 buddy = at ^ 1;
		u64 bit = 1UL << (buddy & 63);

		if (!(free_map[order][buddy / 64] & bit))
			break;
		free_map[order][buddy / 64] &= ~bit;
		at >>= 1;
		order++;
		joins++;
	}
	free_map[order][at / 64] |= 1UL << (at & 63);
}

int main(void)
{
	int held[30];
	u64 seed = 99, h = 0;
	int none = 0;

	for (u32 i = 0; i < COUNT(held); i++)
		held[i] = -1;
	free_map[ORDERS - 1][0] = 1;
	for (int i = 0; i < 1500; i++) {
		u64 x = next_random(&seed);
		int *slot = &held[x % COUNT(held)];

		if (*slot >= 0) {
			release(*slot);
			*slot = -1;
		} else {
			*slot = allocate((u32)(x >> 40) % 6);
			none += *slot < 0;
		}
		h = (h << 7 | h >> 57) ^ (u64)*slot;
	}
	for (u32 i = 0; i < COUNT(held); i++)
		if (held[i] >= 0)
			release(held[i]);
	line("history", h);
	line("splits", splits);
	line("joins", joins);
	line("refused", (u64)none);
	return splits != joins || free_map[ORDERS - 1][0] != 1;
}

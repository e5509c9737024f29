// SPDX-License-Identifier: Apache-2.0
#include <lab.h>
#include <linux/rcupdate.h>

#define BITS_PER_LONG 64

struct bitmap {
	unsigned long size;
	unsigned long bits[4];
};

unsigned long find_next_free(struct bitmap *map, unsigned long start)
{
	const unsigned long *bits = map->bits;
	unsigned long found, word;

	rcu_read_lock();
	found = map->size;
	if (start < found) {
		unsigned long at = start / BITS_PER_LONG;

		word = ~READ_ONCE(bits[at]) & ~0UL << start % BITS_PER_LONG;
		while (!word && (at + 1) * BITS_PER_LONG < map->size)
			word = ~READ_ONCE(bits[++at]);
		if (word) {
			unsigned long bit = at * BITS_PER_LONG + __builtin_ctzl(word);

			found = bit < found ? bit : found;
		}
	}
	rcu_read_unlock();
	return found;
}

static struct bitmap map;

void setup(unsigned long args[6])
{
	lab_boot();
	map.size = 200;
	map.bits[0] = ~0UL;
	map.bits[1] = ~0UL;
	map.bits[2] = 0xff;
	args[0] = (unsigned long)&map;
	args[1] = 17;
}

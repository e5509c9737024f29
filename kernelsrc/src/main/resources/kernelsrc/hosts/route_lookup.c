// SPDX-License-Identifier: Apache-2.0
/*
 * @name   route-lookup
 * @title  route lookup, six arguments live across the region
 * @call   fib_select_path
 * @setup  setup_route_lookup
 * @digest digest_route_lookup
 * @region rcu
 * @expect all: = 0x6 u32
 * @exempt framed
 * @why    More to keep than callee-saved registers are: a call costs a frame full of saves.
 */
#include <lab.h>
#include <linux/hash.h>
#include <linux/rcupdate.h>

#define FIB_HASH_BITS	4

struct fib_alias {
	struct fib_alias *next;
	u32 prefix;
	u32 mask;
	u32 paths;
	u32 seed;
};

struct fib_table {
	struct fib_alias *hash[1 << FIB_HASH_BITS];
	u32 default_paths;
};

/* Which path of a multipath route the flow takes; the same flow always takes the same. */
u32 fib_select_path(struct fib_table *table, u32 daddr, u32 saddr, u32 ports, u32 oif, u32 mark)
{
	struct fib_alias *fa;
	u32 paths, seed, hash;

	rcu_read_lock();
	paths = table->default_paths;
	seed = 0;
	for (fa = rcu_dereference(table->hash[hash_32(daddr >> 8, FIB_HASH_BITS)]); fa;
	     fa = rcu_dereference(fa->next)) {
		if ((daddr & fa->mask) == fa->prefix) {
			paths = fa->paths;
			seed = fa->seed;
			break;
		}
	}
	rcu_read_unlock();

	hash = (daddr ^ seed) * GOLDEN_RATIO_32;
	hash = (hash ^ saddr) * GOLDEN_RATIO_32;
	hash = (hash ^ ports) * GOLDEN_RATIO_32;
	hash ^= mark + oif + table->default_paths;
	return (u64)hash * paths >> 32;
}

static struct fib_table table;
static struct fib_alias aliases[2];

void setup_route_lookup(unsigned long args[6])
{
	struct fib_alias **bucket = &table.hash[hash_32(0x0a0102, FIB_HASH_BITS)];
	unsigned int i;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(table.hash); i++)
		table.hash[i] = NULL;
	table.default_paths = 1;
	for (i = 0; i < ARRAY_SIZE(aliases); i++) {
		aliases[i].prefix = 0x0a010100 + 0x100 * i;
		aliases[i].mask = 0xffffff00;
		aliases[i].paths = 16 + i;
		aliases[i].seed = 0x5eed + i;
		aliases[i].next = i + 1 < ARRAY_SIZE(aliases) ? &aliases[i + 1] : NULL;
	}
	*bucket = &aliases[0];
	args[0] = (unsigned long)&table;
	args[1] = 0x0a010203;
	args[2] = 0xc0a80001;
	args[3] = 0x1f9001bb;
	args[4] = 2;
	args[5] = 0x40;
}

unsigned long digest_route_lookup(unsigned long result)
{
	return lab_mix((u32)result, table.default_paths);
}

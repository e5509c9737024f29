// SPDX-License-Identifier: Apache-2.0
/*
 * @name   hash-lookup
 * @title  hash lookup, returns a field
 * @call   net_device_mtu
 * @setup  setup_hash_lookup
 * @digest digest_hash_lookup
 * @check  check_hash_lookup
 * @region rcu
 * @expect all: = 0x640 u32
 * @why    The article's case: a leaf that has one value to keep across the end of its region.
 */
#include <lab.h>
#include <linux/hash.h>
#include <linux/list.h>

#define INDEX_HASH_BITS	8

struct net_device {
	struct hlist_node index_hlist;
	u32 ifindex;
	u32 flags;
	u32 mtu;
};

struct device_table {
	struct hlist_head head[1 << INDEX_HASH_BITS];
};

unsigned int net_device_mtu(struct device_table *table, u32 ifindex)
{
	struct net_device *dev;
	unsigned int mtu = 0;

	rcu_read_lock();
	hlist_for_each_entry_rcu(dev, &table->head[hash_32(ifindex, INDEX_HASH_BITS)], index_hlist) {
		if (dev->ifindex == ifindex) {
			mtu = dev->mtu;
			break;
		}
	}
	rcu_read_unlock();
	return mtu;
}

static struct device_table table;
static struct net_device devices[4];

/* The device asked for is the second of its chain: 3 and 380 share a bucket. */
void setup_hash_lookup(unsigned long args[6])
{
	static const u32 ifindex[ARRAY_SIZE(devices)] = { 1, 3, 380, 8 };
	unsigned int i;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(table.head); i++)
		table.head[i].first = NULL;
	for (i = 0; i < ARRAY_SIZE(devices); i++) {
		struct net_device *dev = &devices[i];

		dev->ifindex = ifindex[i];
		dev->flags = i;
		dev->mtu = 1500 + 100 * i;
		hlist_add_head_rcu(&dev->index_hlist,
				   &table.head[hash_32(dev->ifindex, INDEX_HASH_BITS)]);
	}
	args[0] = (unsigned long)&table;
	args[1] = 3;
}

unsigned long digest_hash_lookup(unsigned long result)
{
	unsigned long hash = result;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(devices); i++)
		hash = lab_mix(hash, devices[i].flags + devices[i].mtu);
	return hash;
}

/* Each device's chain leads to it, and it leads back to what points to it. */
unsigned long check_hash_lookup(unsigned long result)
{
	unsigned long i, wrong = (u32)result != devices[1].mtu;

	for (i = 0; i < ARRAY_SIZE(devices); i++)
		wrong += *devices[i].index_hlist.pprev != &devices[i].index_hlist;
	return wrong;
}

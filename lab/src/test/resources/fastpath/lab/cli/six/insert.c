// SPDX-License-Identifier: Apache-2.0
#include <lab.h>
#include <linux/hash.h>
#include <linux/list.h>
#include <linux/spinlock.h>

struct entry {
	struct hlist_node node;
	u32 key, value;
};

struct bucket {
	spinlock_t lock;
	u32 entries;
	struct hlist_head head;
};

struct table {
	struct bucket buckets[16];
};

int insert(struct table *table, struct entry *entry)
{
	struct bucket *bucket = &table->buckets[hash_32(entry->key, 4)];
	struct entry *other;
	int result = 0;

	spin_lock(&bucket->lock);
	hlist_for_each_entry_rcu(other, &bucket->head, node) {
		if (other->key == entry->key) {
			result = -17;
			goto out;
		}
	}
	hlist_add_head_rcu(&entry->node, &bucket->head);
	bucket->entries++;
out:
	spin_unlock(&bucket->lock);
	return result;
}

static struct table table;
static struct entry first, second;

void setup(unsigned long args[6])
{
	lab_boot();
	first.key = 7;
	second.key = 7 + 89 * 16;
	insert(&table, &first);
	args[0] = (unsigned long)&table;
	args[1] = (unsigned long)&second;
}

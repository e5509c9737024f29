#include <linux/rcupdate.h>
#include "table.h"

unsigned long lookup(struct table *table, unsigned long key)
{
	unsigned long value = 0;
	struct node *node;

	rcu_read_lock();
	for (node = READ_ONCE(table->buckets[bucket(key)]); node; node = READ_ONCE(node->next)) {
		if (node->key == key) {
			value = node->value;
			break;
		}
	}
	rcu_read_unlock();
	return value;
}

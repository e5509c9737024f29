// SPDX-License-Identifier: Apache-2.0
/*
 * @name   radix-descent
 * @title  radix descent
 * @call   radix_tree_lookup
 * @setup  setup_radix_descent
 * @digest digest_radix_descent
 * @check  check_radix_descent
 * @region rcu
 * @why    A page-cache lookup: a short loop of dependent loads, one value to keep.
 */
#include <lab.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

#define RADIX_TREE_MAP_SHIFT	6
#define RADIX_TREE_MAP_SIZE	(1UL << RADIX_TREE_MAP_SHIFT)
#define RADIX_TREE_MAP_MASK	(RADIX_TREE_MAP_SIZE - 1)

struct radix_tree_node {
	u32 height;
	u32 count;
	void *slots[RADIX_TREE_MAP_SIZE];
};

struct radix_tree_root {
	struct radix_tree_node *rnode;
};

void *radix_tree_lookup(struct radix_tree_root *root, unsigned long index)
{
	struct radix_tree_node *node;
	unsigned int height, shift;

	rcu_read_lock();
	node = rcu_dereference(root->rnode);
	if (node) {
		height = node->height;
		shift = height * RADIX_TREE_MAP_SHIFT;
		if (index >> shift)
			node = NULL;
		for (; node && height; height--) {
			shift -= RADIX_TREE_MAP_SHIFT;
			node = rcu_dereference(node->slots[index >> shift & RADIX_TREE_MAP_MASK]);
		}
	}
	rcu_read_unlock();
	return node;
}

static struct radix_tree_root root;
static struct radix_tree_node nodes[3];
static u32 page;

void setup_radix_descent(unsigned long args[6])
{
	unsigned int i, slot;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(nodes); i++) {
		nodes[i].height = ARRAY_SIZE(nodes) - i;
		nodes[i].count = 1;
		for (slot = 0; slot < RADIX_TREE_MAP_SIZE; slot++)
			nodes[i].slots[slot] = NULL;
	}
	page = 77;
	root.rnode = &nodes[0];
	nodes[0].slots[2] = &nodes[1];
	nodes[1].slots[63] = &nodes[2];
	nodes[2].slots[5] = &page;
	args[0] = (unsigned long)&root;
	args[1] = 2UL << 12 | 63 << 6 | 5;
}

unsigned long digest_radix_descent(unsigned long result)
{
	u32 *found = (u32 *)result;

	return lab_mix(found ? *found : 0, nodes[0].count);
}

unsigned long check_radix_descent(unsigned long result)
{
	return result != (unsigned long)&page;
}

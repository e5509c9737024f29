// SPDX-License-Identifier: Apache-2.0
/*
 * @name   dcache-lookup
 * @title  dcache-like name lookup, framed anyway
 * @call   d_lookup
 * @setup  setup_dcache_lookup
 * @digest digest_dcache_lookup
 * @check  check_dcache_lookup
 * @region rcu
 * @exempt framed
 * @why    It calls the file system's hash and keeps its arguments meanwhile: the frame is there
 *         without preemption, and a cold call adds little to it.
 */
#include <lab.h>
#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/list.h>

#define DCACHE_BITS	6

struct qstr {
	u32 hash;
	u32 len;
	const u8 *name;
};

struct dentry {
	struct hlist_node d_hash;
	struct dentry *d_parent;
	struct qstr d_name;
	atomic_t d_count;
};

struct dcache {
	u32 (*d_hash)(const u8 *name, u32 len);
	struct hlist_head head[1 << DCACHE_BITS];
};

/* A file system may bring its own. */
static u32 full_name_hash(const u8 *name, u32 len)
{
	u32 hash = len;

	while (len--)
		hash = (hash + *name++) * 31;
	return hash;
}

static inline bool dentry_differs(const struct dentry *dentry, const u8 *name, u32 len)
{
	const u8 *cached = dentry->d_name.name;

	if (dentry->d_name.len != len)
		return true;
	while (len--) {
		if (*cached++ != *name++)
			return true;
	}
	return false;
}

struct dentry *d_lookup(struct dcache *dcache, struct dentry *parent, const u8 *name, u32 len)
{
	u32 hash = dcache->d_hash(name, len);
	struct dentry *dentry, *found = NULL;

	rcu_read_lock();
	hlist_for_each_entry_rcu(dentry, &dcache->head[hash_32(hash, DCACHE_BITS)], d_hash) {
		if (dentry->d_name.hash != hash || dentry->d_parent != parent)
			continue;
		if (dentry_differs(dentry, name, len))
			continue;
		if (atomic_inc_not_zero(&dentry->d_count))
			found = dentry;
		break;
	}
	rcu_read_unlock();
	return found;
}

static struct dcache dcache;
static struct dentry dentries[4];
static u8 names[4][5] = { "etc", "tmp", "usr", "usr" };
static u8 wanted[5] = "usr";

/* Two names are "usr"; the one of this parent was hashed first, so it is second on its chain. */
void setup_dcache_lookup(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	dcache.d_hash = full_name_hash;
	for (i = 0; i < ARRAY_SIZE(dcache.head); i++)
		dcache.head[i].first = NULL;
	for (i = 0; i < ARRAY_SIZE(dentries); i++) {
		struct dentry *dentry = &dentries[i];

		dentry->d_parent = i == 3 ? &dentries[1] : &dentries[0];
		dentry->d_name.name = names[i];
		dentry->d_name.len = 3;
		dentry->d_name.hash = full_name_hash(names[i], 3);
		atomic_set(&dentry->d_count, 1 + i);
		hlist_add_head_rcu(&dentry->d_hash,
				   &dcache.head[hash_32(dentry->d_name.hash, DCACHE_BITS)]);
	}
	args[0] = (unsigned long)&dcache;
	args[1] = (unsigned long)&dentries[0];
	args[2] = (unsigned long)wanted;
	args[3] = 3;
}

unsigned long digest_dcache_lookup(unsigned long result)
{
	unsigned long hash = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(dentries); i++) {
		if (result == (unsigned long)&dentries[i])
			hash = lab_mix(hash, i + 1);
		hash = lab_mix(hash, atomic_read(&dentries[i].d_count));
	}
	return hash;
}

unsigned long check_dcache_lookup(unsigned long result)
{
	unsigned long i, wrong = result != (unsigned long)&dentries[2];

	for (i = 0; i < ARRAY_SIZE(dentries); i++)
		wrong += atomic_read(&dentries[i].d_count) != (int)(1 + i + (i == 2));
	return wrong;
}

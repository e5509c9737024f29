// SPDX-License-Identifier: Apache-2.0
#include <lab.h>
#include <linux/atomic.h>
#include <linux/rcupdate.h>

void refcount_warn_saturate(atomic_t *r, int how);
void release(void *object);

struct object {
	atomic_t refs;
	u32 id, flags;
	struct object *parent;
};

static __always_inline bool refcount_dec_and_test(atomic_t *r)
{
	int old = -1;

	__asm__ __volatile__("lock xaddl %0,%1" : "+r" (old), "+m" (r->counter) : : "memory", "cc");
	if (old == 1)
		return true;
	if (unlikely(old <= 0))
		refcount_warn_saturate(r, 3);
	return false;
}

unsigned int put_object(struct object *o, unsigned int mask)
{
	unsigned int id;

	rcu_read_lock();
	id = o->id & mask;
	if (refcount_dec_and_test(&o->refs))
		release(o);
	rcu_read_unlock();
	return id + o->flags;
}

static struct object object;

void setup(unsigned long args[6])
{
	lab_boot();
	atomic_set(&object.refs, 3);
	object.id = 0x1234;
	object.flags = 7;
	args[0] = (unsigned long)&object;
	args[1] = 0xff;
}

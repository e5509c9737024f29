// SPDX-License-Identifier: Apache-2.0
/*
 * @name   headers
 * @title  what the small functions of the headers compute
 * @call   headers
 * @setup  headers_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  nothing in it depends on who else runs
 * @expect all: lhtacmsr 0 0 0 0 0 0 0 0 = 0x0
 * @why    Lists keep their order and both directions; a hash spreads by the golden ratio; types have their
 *         widths and structures the offsets that assembly knows; an exchange tells what it found. The table
 *         of words that have roles says where they lie.
 */
#include <lab_context.h>
#include <lab_sched.h>
#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/list.h>
#include <linux/spinlock.h>

/* A bit for each condition that does not hold. */
#define MUST(bit, condition) do {			\
	if (!(condition))				\
		which |= 1U << (bit);			\
} while (0)

struct item {
	long number;
	struct list_head list;
	struct hlist_node node;
};

static struct item items[3];
static struct list_head head;
static struct hlist_head bucket;

static noinline unsigned int lists(void)
{
	struct list_head *a = &items[0].list, *b = &items[1].list, *c = &items[2].list;
	unsigned int which = 0, order = 0;
	struct item *pos;

	INIT_LIST_HEAD(&head);
	MUST(0, list_empty(&head) && head.prev == &head);
	MUST(1, !list_first_or_null_rcu(&head, struct item, list));
	list_add_tail(a, &head);
	MUST(2, !list_empty(&head) && head.next == a && head.prev == a && a->next == &head && a->prev == &head);
	list_add_tail(b, &head);
	list_add_tail(c, &head);
	MUST(3, head.next == a && a->next == b && b->next == c && c->next == &head);
	MUST(4, head.prev == c && c->prev == b && b->prev == a && a->prev == &head);
	MUST(5, list_first_or_null_rcu(&head, struct item, list) == &items[0]);
	list_for_each_entry_rcu(pos, &head, list)
		order = order * 8 + pos->number;
	MUST(6, order == 0123);
	list_del(b);
	MUST(7, a->next == c && c->prev == a && head.next == a && head.prev == c);
	list_del(a);
	MUST(8, head.next == c && c->prev == &head && list_entry(c, struct item, list) == &items[2]);
	list_del(c);
	MUST(9, list_empty(&head) && head.prev == &head);
	return which;
}

static noinline unsigned int hashes(void)
{
	struct hlist_node *a = &items[0].node, *b = &items[1].node, *c = &items[2].node;
	unsigned int which = 0, order = 0;
	struct item *pos;

	bucket.first = NULL;
	hlist_for_each_entry_rcu(pos, &bucket, node)
		order = 9;
	MUST(0, order == 0);
	hlist_add_head_rcu(a, &bucket);
	MUST(1, bucket.first == a && !a->next && a->pprev == &bucket.first);
	hlist_add_head_rcu(b, &bucket);
	hlist_add_head_rcu(c, &bucket);
	MUST(2, bucket.first == c && c->next == b && b->next == a && !a->next);
	MUST(3, c->pprev == &bucket.first && b->pprev == &c->next && a->pprev == &b->next);
	hlist_for_each_entry_rcu(pos, &bucket, node)
		order = order * 8 + pos->number;
	MUST(4, order == 0321);
	MUST(5, hash_32(READ_ONCE(items[0].number), 4) == 0x9);
	MUST(6, hash_32(READ_ONCE(items[2].number), 8) == 0xda);
	MUST(7, hash_32(READ_ONCE(items[0].number), 32) == 0x9e3779b9);
	return which;
}

static noinline unsigned int types(void)
{
	unsigned int which = 0;

	MUST(0, sizeof(s8) == 1 && sizeof(u8) == 1 && (s8)-1 < 0 && (u8)-1 > 0);
	MUST(1, sizeof(s16) == 2 && sizeof(u16) == 2 && (s16)-1 < 0 && (u16)-1 > 0);
	MUST(2, sizeof(s32) == 4 && sizeof(u32) == 4 && (s32)-1 < 0 && (u32)-1 > 0);
	MUST(3, sizeof(s64) == 8 && sizeof(u64) == 8 && (s64)-1 < 0 && (u64)-1 > 0);
	MUST(4, sizeof(size_t) == 8 && (size_t)-1 > 0 && sizeof(bool) == 1 && (bool)READ_ONCE(items[0].number) == true);
	MUST(5, (bool)(READ_ONCE(items[0].number) << 8) == true && !(bool)NULL && !false);
	MUST(6, ENOENT == 2 && EBADF == 9 && EFAULT == 14);
	MUST(7, sizeof(atomic_t) == 4 && sizeof(atomic_long_t) == 8);
	MUST(8, offsetof(struct thread_info, flags) == 16 && offsetof(struct thread_info, status) == 20);
	MUST(9, offsetof(struct thread_info, cpu) == 24 && offsetof(struct thread_info, preempt_count) == 28);
	MUST(10, offsetof(struct thread_info, addr_limit) == 32 && offsetof(struct thread_info, restart_block) == 40);
	MUST(11, offsetof(struct thread_info, task) == 0 && offsetof(struct thread_info, sysenter_return) == 88);
	MUST(12, USER_DS == 0x7ffffffff000 && KERNEL_STACK_OFFSET == 5 * sizeof(long));
	MUST(13, TASK_RUNNING == 0 && TASK_INTERRUPTIBLE == 1 && TASK_UNINTERRUPTIBLE == 2 && TASK_DEAD == 64);
	MUST(14, MAX_RT_PRIO == 100 && DEFAULT_PRIO == 120 && IDLE_PRIO == 140 && NR_THREADS == 8 && NR_CPUS == 4);
	MUST(15, _TIF_NEED_RESCHED == 8 && _TIF_NEED_RESCHED_LAZY == 16 && TS_POLLING == 4);
	MUST(16, sizeof(struct pt_regs) == 21 * sizeof(long) && offsetof(struct pt_regs, ip) == 16 * sizeof(long));
	MUST(17, ARRAY_SIZE(items) == 3 && container_of(&items[1].node, struct item, node) == &items[1]);
#ifdef CONFIG_THREAD_SIZE
	MUST(18, THREAD_SIZE == CONFIG_THREAD_SIZE);
#else
	MUST(18, THREAD_SIZE == 8192);
#endif
	return which;
}

static noinline unsigned int atomics(void)
{
	static atomic_t v;
	static atomic_long_t wide;
	unsigned int which = 0;
	int old = 5;

	atomic_set(&v, 5);
	MUST(0, atomic_read(&v) == 5);
	atomic_inc(&v);
	MUST(1, atomic_read(&v) == 6);
	atomic_dec(&v);
	atomic_dec(&v);
	MUST(2, atomic_read(&v) == 4);
	MUST(3, !atomic_try_cmpxchg(&v, &old, 9) && old == 4 && atomic_read(&v) == 4);
	MUST(4, atomic_try_cmpxchg(&v, &old, 9) && old == 4 && atomic_read(&v) == 9);
	MUST(5, atomic_inc_not_zero(&v) && atomic_read(&v) == 10);
	atomic_set(&v, -1);
	MUST(6, atomic_inc_not_zero(&v) && atomic_read(&v) == 0);
	MUST(7, !atomic_inc_not_zero(&v) && atomic_read(&v) == 0);
	atomic_set(&v, 0x12345600);
	MUST(11, atomic_read(&v) == 0x12345600 && atomic_inc_not_zero(&v) && atomic_read(&v) == 0x12345601);
	old = 0x12345600;
	MUST(12, !atomic_try_cmpxchg(&v, &old, 1) && old == 0x12345601);
	MUST(13, atomic_try_cmpxchg(&v, &old, -0x76543210) && atomic_read(&v) == -0x76543210);
	atomic_set(&v, 0x10000);
	MUST(14, atomic_inc_not_zero(&v) && atomic_read(&v) == 0x10001);
	wide.counter = 0;
	MUST(8, !atomic_long_inc_not_zero(&wide) && atomic_long_read(&wide) == 0);
	/* Its low half is zero. */
	wide.counter = 7L << 32;
	MUST(9, atomic_long_inc_not_zero(&wide) && atomic_long_read(&wide) == (7L << 32) + 1);
	wide.counter = 0xffffffff;
	MUST(10, atomic_long_inc_not_zero(&wide) && atomic_long_read(&wide) == 0x100000000);
	return which;
}

/* The tickets of a lock that has been taken 65,535 times; neither half carries into the other. */
static noinline unsigned int tickets(void)
{
	static spinlock_t lock;
	unsigned int which = 0;
	unsigned long flags;

	lock.head_tail = 0xffffffff;
	arch_spin_lock(&lock);
	MUST(0, lock.tickets.head == 0xffff && lock.tickets.tail == 0);
	arch_spin_unlock(&lock);
	MUST(1, lock.head_tail == 0);
	lock.head_tail = 0x00ff00ff;
	spin_lock(&lock);
	MUST(2, lock.tickets.head == 0xff && lock.tickets.tail == 0x100);
	spin_unlock(&lock);
	MUST(3, lock.head_tail == 0x01000100);
	flags = spin_lock_irqsave(&lock);
	MUST(4, irqs_disabled() && lock.head_tail == 0x01010100);
	spin_unlock_irqrestore(&lock, flags);
	MUST(5, !irqs_disabled() && lock.head_tail == 0x01010101);
	local_irq_disable();
	flags = spin_lock_irqsave(&lock);
	spin_unlock_irqrestore(&lock, flags);
	MUST(6, irqs_disabled());
	flags = local_irq_save();
	local_irq_restore(flags);
	MUST(7, irqs_disabled());
	local_irq_enable();
	flags = local_irq_save();
	MUST(8, irqs_disabled() && (flags & X86_EFLAGS_IF));
	local_irq_restore(flags);
	MUST(9, !irqs_disabled());
	return which;
}

void *memset(void *to, int byte, unsigned long n);
void *memcpy(void *to, const void *from, unsigned long n);

/* As compilers call them; through pointers, so that none puts its own in their place. */
static noinline unsigned int memory(void)
{
	static void *(*volatile set)(void *, int, unsigned long) = memset;
	static void *(*volatile copy)(void *, const void *, unsigned long) = memcpy;
	static u8 from[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, to[8];
	unsigned int which = 0, i;

	MUST(0, set(to, 0x5a, 8) == to && copy(to + 2, from + 1, 5) == to + 2);
	for (i = 0; i < 8; i++)
		MUST(1, READ_ONCE(to[i]) == (i >= 2 && i < 7 ? i : 0x5a));
	MUST(2, set(to, 0x17e, 3) == to && copy(to, from, 0) == to);
	for (i = 0; i < 3; i++)
		MUST(3, READ_ONCE(to[i]) == 0x7e);
	MUST(4, READ_ONCE(to[3]) == 3);
	return which;
}

struct words {
	u32 first, second;
	u64 third;
};

static DEFINE_PER_CPU(struct words, words);

static noinline unsigned int per_cpus(void)
{
	unsigned int which = 0;
	u32 added = READ_ONCE(items[1].number);

	this_cpu_write(words.first, 0xffffffff);
	this_cpu_write(words.second, 7);
	this_cpu_write(words.third, 0xffffffff);
	this_cpu_inc_4(words.first);
	MUST(0, this_cpu_read(words.first) == 0 && this_cpu_read(words.second) == 7);
	this_cpu_dec_4(words.first);
	MUST(1, this_cpu_read(words.first) == 0xffffffff && this_cpu_read(words.second) == 7);
	this_cpu_add_4(words.first, added);
	MUST(2, this_cpu_read(words.first) == 1 && this_cpu_read(words.second) == 7);
	this_cpu_add_4(words.first, 0x10000);
	MUST(3, this_cpu_read(words.first) == 0x10001);
	this_cpu_add_8(words.third, (u64)added);
	MUST(4, this_cpu_read(words.third) == 0x100000001 && this_cpu_read(words.second) == 7);
	this_cpu_lvalue(words.second) += 3;
	MUST(5, this_cpu_read(words.second) == 10);
	MUST(6, per_cpu(words, 0).first == 0x10001 && per_cpu(words, 0).third == 0x100000001);
	this_cpu_write(words.third, 0x123456789abcdef);
	MUST(7, (u64)this_cpu_read_stable_8(words.third) == 0x123456789abcdef);
	MUST(8, this_cpu_read(this_cpu_off) == __per_cpu_offset[0]);
	return which;
}

/* Whether the table has one line of the name, and that one says so. */
static noinline bool place(const char *name, long offset, unsigned long bytes)
{
	unsigned int i, j, lines = 0;
	bool right = false;

	for (i = 0; i < lab_places_length; i++) {
		const struct lab_place *p = &lab_places[i];

		for (j = 0; name[j] && name[j] == p->name[j]; j++)
			;
		if (name[j] || p->name[j])
			continue;
		lines++;
		right = p->offset == offset && p->bytes == bytes;
	}
	return right && lines == 1;
}

static noinline unsigned int places(void)
{
	unsigned int which = 0;

	MUST(0, place("thread_info.flags", 16, 4));
	MUST(1, place("thread_info.addr_limit", 32, 8));
	MUST(2, place("thread_info.preempt_count", 28, 4));
	MUST(3, place("current_task->task_struct", 0, 0));
	MUST(4, place("USER_DS", 0x7ffffffff000, 0));
#ifdef CONFIG_THREAD_INFO_IN_TASK
	MUST(5, place("current_task->thread_info", 0, 0));
#else
	MUST(5, place("%rsp->thread_info", 0, 0));
	MUST(6, place("kernel_stack->thread_info", THREAD_SIZE - 40, 0));
	MUST(7, place("task_struct.rcu_read_lock_nesting", 4, 4));
	MUST(8, place("task_struct.rcu_read_unlock_special", 8, 4));
#endif
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	MUST(9, place("thread_info.preempt.count", 96, 4));
	MUST(10, place("thread_info.preempt.need_resched", 100, 4));
	MUST(11, place("thread_info.preempt_word", 96, 8));
#endif
	return which;
}

void headers_setup(unsigned long args[6])
{
	long i;

	(void)args;
	lab_boot();
	for (i = 0; i < 3; i++)
		WRITE_ONCE(items[i].number, i + 1);
}

static void say(char what, unsigned int which)
{
	lab_trace(what);
	lab_value(which);
}

unsigned long headers(void)
{
	say('l', lists());
	say('h', hashes());
	say('t', types());
	say('a', atomics());
	say('c', per_cpus());
	say('m', memory());
	say('s', tickets());
	say('r', places());
	return lab_preempt_count();
}

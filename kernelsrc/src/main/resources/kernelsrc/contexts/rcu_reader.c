// SPDX-License-Identifier: Apache-2.0
/*
 * @name   rcu-reader
 * @title  a reader is interrupted by what wakes the updater
 * @call   rcu_reader
 * @setup  rcu_reader_setup
 * @digest rcu_reader_digest
 * @region rcu
 * @expect CONFIG_PREEMPT_RCU: riUrF. = 0x0
 * @expect V6c: rir.UF = 0x0
 * @expect full: rirUF. = 0x0
 * @expect all: rir.UF = 0x0
 * @why    The updater frees what it has unpublished only when the reader has left, whether that one could
 *         be preempted or not.
 *
 * @name   rcu-reader-nested
 * @title  the same in a region within a region
 * @call   rcu_reader_nested
 * @setup  rcu_reader_setup
 * @digest rcu_reader_digest
 * @region rcu
 * @expect CONFIG_PREEMPT_RCU: riUrnF. = 0x0
 * @expect V6c: rirn.UF = 0x0
 * @expect full: rirnUF. = 0x0
 * @expect all: rirn.UF = 0x0
 * @why    The inner end ends nothing; what is special about a preempted reader is left to the outer one.
 *
 * @name   rcu-reader-sched
 * @title  the same by a reader that no flavour lets be preempted
 * @call   rcu_reader_sched
 * @setup  rcu_reader_setup
 * @digest rcu_reader_digest
 * @region preempt
 * @expect V6c: rir.UF = 0x0
 * @expect full: rirUF. = 0x0
 * @expect all: rir.UF = 0x0
 * @why    rcu_read_lock_sched() is preempt_disable() everywhere.
 *
 * @name   rcu-reader-bh
 * @title  the same by a reader of rcu_read_lock_bh()
 * @call   rcu_reader_bh
 * @setup  rcu_reader_setup
 * @digest rcu_reader_digest
 * @region preempt
 * @expect V6c: rir.UF = 0x0
 * @expect full: rirUF. = 0x0
 * @expect all: rir.UF = 0x0
 * @why    rcu_read_lock_bh() holds softirqs off, which is a part of the count everywhere.
 *
 * @name   rcu-reader-broken
 * @title  the same by a reader that says nothing
 * @call   rcu_reader_broken
 * @setup  rcu_reader_setup
 * @digest rcu_reader_digest
 * @region none
 * @alone  it reads outside every region, on purpose
 * @expect full: riUFr. = 0x1
 * @expect all: rir.UF = 0x0
 * @why    What it reads has been freed meanwhile, wherever a kernel preempts: the others prove something.
 */
#include <lab_context.h>
#include <linux/rcupdate.h>

#define POISON_FREE	0x6b6b6b6b6b6b6b6bUL

struct config {
	unsigned long value, twice;
};

static struct config configs[2], *published;
static struct task_struct *updater;

static void update(void *unused)
{
	struct config *old;
	int next = 1;

	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('U');
		old = published;
		configs[next].value = old->value + 1;
		configs[next].twice = 2 * configs[next].value;
		rcu_assign_pointer(published, &configs[next]);
		next = !next;
		synchronize_rcu();
		lab_trace('F');
		WRITE_ONCE(old->value, POISON_FREE);
		WRITE_ONCE(old->twice, POISON_FREE);
	}
}

static void device(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(updater);
}

void rcu_reader_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	configs[0].value = 7;
	configs[0].twice = 14;
	published = &configs[0];
	request_irq(0x30, device);
	updater = kthread_run(update, NULL, DEFAULT_PRIO - 10);
	schedule();
	lab_trace_init();
}

/* 0 if both halves are of one version that was not freed. */
unsigned long rcu_reader_digest(unsigned long result)
{
	return result;
}

static __always_inline unsigned long read_config(void)
{
	struct config *config = rcu_dereference(published);
	unsigned long value, twice;

	value = READ_ONCE(config->value);
	lab_trace('r');
	lab_interrupt(0x30);
	twice = READ_ONCE(config->twice);
	lab_trace('r');
	return value >= POISON_FREE || twice >= POISON_FREE || twice != 2 * value;
}

static unsigned long left(unsigned long result)
{
	lab_trace('.');
	/* Where nobody is preempted the updater has not run yet. */
	schedule();
	/* And of this reader nothing is left that anybody would wait for. */
	synchronize_rcu();
	return result + lab_preempt_count() + current->rcu_read_lock_nesting;
}

unsigned long rcu_reader(void)
{
	unsigned long wrong;

	rcu_read_lock();
	wrong = read_config();
	rcu_read_unlock();
	return left(wrong);
}

unsigned long rcu_reader_nested(void)
{
	unsigned long wrong;

	rcu_read_lock();
	rcu_read_lock();
	wrong = read_config();
	rcu_read_unlock();
	lab_trace('n');
	rcu_read_unlock();
	return left(wrong);
}

unsigned long rcu_reader_sched(void)
{
	unsigned long wrong;

	rcu_read_lock_sched();
	wrong = read_config();
	rcu_read_unlock_sched();
	return left(wrong);
}

unsigned long rcu_reader_bh(void)
{
	unsigned long wrong;

	rcu_read_lock_bh();
	wrong = read_config();
	rcu_read_unlock_bh();
	return left(wrong);
}

unsigned long rcu_reader_broken(void)
{
	return left(read_config());
}

// SPDX-License-Identifier: Apache-2.0
/* Where threads come from and where they end: the booting thread, the idle thread, and those it starts. */
#include <lab_context.h>
#include <lab_sched.h>
#include <linux/alternative.h>
#include <linux/interrupt.h>
#include <linux/irqflags.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

/* Aligned to their size, so that thread_info can be found from the stack pointer. */
union thread_union {
	struct thread_info thread_info;
	unsigned long words[THREAD_SIZE / sizeof(unsigned long)];
};

static struct task_struct tasks[NR_THREADS];
static union thread_union stacks[NR_THREADS - 1] __attribute__((aligned(THREAD_SIZE)));
static int nr_threads;

unsigned long __per_cpu_offset[NR_CPUS];

DEFINE_PER_CPU(unsigned long, this_cpu_off) = 0;
DEFINE_PER_CPU(unsigned long, kernel_stack) = 0;
DEFINE_PER_CPU(struct task_struct *, current_task) = &tasks[0];
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
DEFINE_PER_CPU(u32, __preempt_count) = NO_RESCHED;
#endif

/* As a thread that sleeps in __schedule() has left it. */
#ifdef CONFIG_PREEMPT_COUNT
#define FORK_PREEMPT_COUNT	PREEMPT_OFFSET
#else
#define FORK_PREEMPT_COUNT	0
#endif

static void init_thread_info(struct task_struct *task, int count)
{
	struct thread_info *ti = task_thread_info(task);

	ti->task = task;
	ti->flags = 0;
	ti->status = 0;
	ti->cpu = 0;
	ti->addr_limit = USER_DS;
	ti->preempt_count = count | NO_RESCHED;
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	ti->preempt.count = count;
	ti->preempt.need_resched = 1;
#endif
}

static void init_task(struct task_struct *task, void *stack, int prio, int count)
{
	task->pid = task - tasks;
	task->rcu_read_lock_nesting = 0;
	task->rcu_read_unlock_special = 0;
	task->nvcsw = 0;
	task->nivcsw = 0;
	task->state = TASK_RUNNING;
	task->prio = prio;
	task->time_slice = TIME_SLICE;
	task->on_rq = false;
	task->stack = stack;
	init_thread_info(task, count);
}

/* What switch_stacks() takes off the stack, and where it returns to. */
static void init_stack(struct task_struct *task, void (*fn)(void *arg), void *arg)
{
	unsigned long *sp = (unsigned long *)stack_top(task) - 2;

	*--sp = (unsigned long)ret_from_fork;
	*--sp = 0;			/* rbp */
	*--sp = (unsigned long)fn;	/* rbx */
	*--sp = (unsigned long)arg;	/* r12 */
	*--sp = 0;
	*--sp = 0;
	*--sp = 0;
	task->sp = (unsigned long)sp;
}

static struct task_struct *fork(void (*fn)(void *arg), void *arg, int prio)
{
	struct task_struct *task;

	if (nr_threads == NR_THREADS)
		return NULL;
	task = &tasks[nr_threads];
	init_task(task, &stacks[nr_threads - 1], prio, FORK_PREEMPT_COUNT);
	init_stack(task, fn, arg);
	task->state = TASK_INTERRUPTIBLE;
	nr_threads++;
	return task;
}

struct task_struct *kthread_run(void (*fn)(void *arg), void *arg, int prio)
{
	struct task_struct *task = fork(fn, arg, prio);

	if (task)
		wake_up_process(task);
	return task;
}

void do_exit(void)
{
	set_current_state(TASK_DEAD);
	schedule();
}

/* Nothing to run: wait for an interrupt, or look at the flag until another CPU has set it. */
static void cpu_idle_loop(void *unused)
{
	(void)unused;
	preempt_disable();
	for (;;) {
#ifdef CONFIG_IDLE_POLL
		current_set_polling();
		while (!test_thread_flag(TIF_NEED_RESCHED))
			cpu_relax();
		if (current_clr_polling_and_test())
			set_need_resched();
#else
		local_irq_disable();
		while (!need_resched()) {
			safe_halt();
			local_irq_disable();
		}
		local_irq_enable();
#endif
		preempt_enable_no_resched();
		schedule();
		preempt_disable();
	}
}

struct lab_thread lab_threads[NR_THREADS];
struct lab_switched lab_switched[NR_THREADS];
const u32 lab_preempt_active = PREEMPT_ACTIVE;

static void *switched_count(struct task_struct *task)
{
#ifdef CONFIG_PREEMPT_COUNT_TWO_WORDS
	return &task_thread_info(task)->preempt.count;
#else
	return &task_thread_info(task)->preempt_count;
#endif
}

void lab_find_threads(void)
{
	unsigned int i;

	for (i = 0; i < NR_THREADS; i++) {
		struct task_struct *task = i < (unsigned int)nr_threads ? &tasks[i] : NULL;

		lab_threads[i].task = task;
		lab_threads[i].prio = task ? task->prio : 0;
		lab_switched[i].sp = task ? &task->sp : NULL;
		lab_switched[i].preempt_count = task ? switched_count(task) : NULL;
		lab_switched[i].on_rq = task ? &task->on_rq : NULL;
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
		lab_threads[i].preempt_count = NULL;
#else
		lab_threads[i].preempt_count = lab_switched[i].preempt_count;
#endif
	}
}

void lab_boot(void)
{
	struct task_struct *idle;

	local_irq_disable();
	nr_threads = 1;
	__per_cpu_offset[0] = this_cpu_read(this_cpu_off);
	this_cpu_write(current_task, &tasks[0]);
	init_task(&tasks[0], (void *)(current_stack_pointer & ~(THREAD_SIZE - 1)), DEFAULT_PRIO, 0);
	this_cpu_write(kernel_stack, stack_top(&tasks[0]) - KERNEL_STACK_OFFSET);
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
	this_cpu_write(__preempt_count, NO_RESCHED);
#endif
	sched_init();
	rcu_init();
	lab_trace_init();
	idle = fork(cpu_idle_loop, NULL, IDLE_PRIO);
	wake_up_process(idle);
	trap_init();
	request_page_in(NULL);
	request_rival(NULL);
#if defined(CONFIG_UACCESS_ADDR_LIMIT) || defined(CONFIG_UACCESS_MASKED)
	apply_alternatives();
#endif
#ifdef CONFIG_PREEMPT_DYNAMIC
	sched_dynamic_update(CONFIG_PREEMPT_DYNAMIC_BOOT);
#endif
	local_irq_enable();
}

void lab_boot_cpu(int cpu, unsigned long area, void *stack)
{
	struct task_struct *task = &tasks[nr_threads++];

	__per_cpu_offset[cpu] = area;
	init_task(task, stack, DEFAULT_PRIO, 0);
	task_thread_info(task)->cpu = cpu;
	per_cpu(this_cpu_off, cpu) = area;
	per_cpu(current_task, cpu) = task;
	per_cpu(kernel_stack, cpu) = stack_top(task) - KERNEL_STACK_OFFSET;
#ifdef CONFIG_PREEMPT_COUNT_PERCPU
	per_cpu(__preempt_count, cpu) = NO_RESCHED;
#endif
}

// SPDX-License-Identifier: Apache-2.0
/*
 * @name   pid-to-uid
 * @title  pid to uid
 * @call   pid_uid
 * @setup  setup_pid_uid
 * @digest digest_pid_uid
 * @region rcu
 * @expect all: = 0x3e9 u32
 * @why    A chain of pointers and a field of the last: the commonest reader.
 */
#include <lab.h>
#include <linux/hash.h>
#include <linux/list.h>

#define PID_HASH_BITS	5
#define INVALID_UID	(~0U)

struct cred {
	atomic_t usage;
	u32 uid;
};

struct process {
	struct hlist_node pid_chain;
	int pid;
	struct cred *cred;
};

struct pid_namespace {
	struct hlist_head pid_hash[1 << PID_HASH_BITS];
};

u32 pid_uid(struct pid_namespace *ns, int pid)
{
	struct process *process;
	u32 uid = INVALID_UID;

	rcu_read_lock();
	hlist_for_each_entry_rcu(process, &ns->pid_hash[hash_32(pid, PID_HASH_BITS)], pid_chain) {
		if (process->pid == pid) {
			uid = rcu_dereference(process->cred)->uid;
			break;
		}
	}
	rcu_read_unlock();
	return uid;
}

static struct pid_namespace ns;
static struct process processes[3];
static struct cred creds[3];

void setup_pid_uid(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(ns.pid_hash); i++)
		ns.pid_hash[i].first = NULL;
	for (i = 0; i < ARRAY_SIZE(processes); i++) {
		creds[i].usage.counter = 1;
		creds[i].uid = 1000 + i;
		processes[i].pid = 300 + 7 * i;
		processes[i].cred = &creds[i];
		hlist_add_head_rcu(&processes[i].pid_chain,
				   &ns.pid_hash[hash_32(processes[i].pid, PID_HASH_BITS)]);
	}
	args[0] = (unsigned long)&ns;
	args[1] = 307;
}

/* The function returns a u32: the upper half of rax is not its. */
unsigned long digest_pid_uid(unsigned long result)
{
	return lab_mix((u32)result, creds[1].usage.counter);
}

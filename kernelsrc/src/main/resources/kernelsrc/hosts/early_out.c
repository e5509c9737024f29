// SPDX-License-Identifier: Apache-2.0
/*
 * @name   early-out
 * @title  early-out before the region, taken
 * @call   audit_filter
 * @setup  setup_early_out
 * @digest digest_early_out
 * @check  check_early_out
 * @region none
 * @exempt no-region
 * @why    The path that leaves first meets no region; shrink-wrapping keeps it free of the frame that the
 *         rest of the function needs.
 *
 * @name   early-out-not-taken
 * @title  early-out before the region, not taken
 * @call   audit_filter
 * @setup  setup_early_out_not_taken
 * @digest digest_early_out
 * @check  check_early_out
 * @region rcu
 * @why    The same function, past its early-out.
 */
#include <lab.h>
#include <linux/list.h>

struct audit_rule {
	struct list_head list;
	u32 syscall;
	u32 action;
};

struct audit_filter_list {
	u32 enabled;
	struct list_head rules;
};

unsigned int audit_filter(struct audit_filter_list *filter, u32 syscall)
{
	struct audit_rule *rule;
	unsigned int action = 0;

	if (likely(!READ_ONCE(filter->enabled)))
		return 0;

	rcu_read_lock();
	list_for_each_entry_rcu(rule, &filter->rules, list) {
		if (rule->syscall == syscall) {
			action = rule->action;
			break;
		}
	}
	rcu_read_unlock();
	return action;
}

static struct audit_filter_list filter;
static struct audit_rule rules[3];

void setup_early_out(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	filter.enabled = 0;
	INIT_LIST_HEAD(&filter.rules);
	for (i = 0; i < ARRAY_SIZE(rules); i++) {
		rules[i].syscall = 2 + i;
		rules[i].action = 100 + i;
		list_add_tail(&rules[i].list, &filter.rules);
	}
	args[0] = (unsigned long)&filter;
	args[1] = 3;
}

void setup_early_out_not_taken(unsigned long args[6])
{
	setup_early_out(args);
	filter.enabled = 1;
}

unsigned long digest_early_out(unsigned long result)
{
	return lab_mix((u32)result, filter.enabled);
}

/* The first rule, the last one and one that no rule names, too; by a pointer, lest a compiler make two of the function. */
unsigned long check_early_out(unsigned long result)
{
	unsigned int (*volatile ask)(struct audit_filter_list *filter, u32 syscall) = audit_filter;
	unsigned long i, wrong = (u32)result != (filter.enabled ? rules[1].action : 0);

	for (i = 0; i < ARRAY_SIZE(rules); i++)
		wrong += ask(&filter, rules[i].syscall) != (filter.enabled ? rules[i].action : 0);
	return wrong + (ask(&filter, 2 + ARRAY_SIZE(rules)) != 0);
}

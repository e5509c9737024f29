// SPDX-License-Identifier: Apache-2.0
/*
 * @name   get-user-three
 * @title  three get_users, then a computation
 * @call   timespec_to_ticks
 * @setup  setup_get_user_three
 * @digest digest_get_user_three
 * @region user
 * @expect all: = 0x2ed55c2febb20863
 * @why    What the first two fetched is live across the check of the third.
 *
 * @name   get-user-three-fault
 * @title  three get_users, the third page absent
 * @call   timespec_to_ticks
 * @setup  setup_get_user_three_fault
 * @digest digest_get_user_three
 * @region user
 * @expect all: = 0xfffffffffffffff2
 * @why    Two values are there and are dropped.
 */
#include <lab_user.h>

struct interval {
	u32 seconds;
	u32 micros;
	u32 ticks_per_second;
};

/* How many ticks the interval lasts, or -EFAULT. */
long timespec_to_ticks(const struct interval __user *interval)
{
	u32 seconds, micros, rate;

	if (get_user(seconds, &interval->seconds) ||
	    get_user(micros, &interval->micros) ||
	    get_user(rate, &interval->ticks_per_second))
		return -EFAULT;
	return (u64)seconds * rate + ((u64)micros * rate >> 20);
}

void setup_get_user_three(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = LAB_USER_BASE + 32;
}

/* The third field is the first of the absent page. */
void setup_get_user_three_fault(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = LAB_USER_BASE + LAB_USER_SIZE - 8;
}

unsigned long digest_get_user_three(unsigned long result)
{
	return lab_mix(result, 0);
}

// SPDX-License-Identifier: Apache-2.0
/*
 * @name   get-user
 * @title  get_user of a u32
 * @call   fetch_futex
 * @setup  setup_get_user
 * @digest digest_get_user
 * @region user
 * @expect all: = 0x88817a73
 * @why    One load: whatever surrounds it is the cost.
 *
 * @name   get-user-fault
 * @title  get_user of a u32, page absent
 * @call   fetch_futex
 * @setup  setup_get_user_fault
 * @digest digest_get_user
 * @region user
 * @expect all: = 0xfffffffffffffff2
 * @why    The same, by way of the fix-up.
 */
#include <lab_user.h>

/* The value, or -EFAULT. */
long fetch_futex(const u32 __user *uaddr)
{
	u32 val;

	if (get_user(val, uaddr))
		return -EFAULT;
	return val;
}

void setup_get_user(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = LAB_USER_BASE + 16;
}

void setup_get_user_fault(unsigned long args[6])
{
	lab_boot();
	args[0] = LAB_USER_BASE + LAB_USER_SIZE;
}

unsigned long digest_get_user(unsigned long result)
{
	return lab_mix(result, 0);
}

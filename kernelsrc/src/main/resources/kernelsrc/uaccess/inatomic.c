// SPDX-License-Identifier: Apache-2.0
/*
 * @name   inatomic
 * @title  __copy_from_user_inatomic with preemption off
 * @call   peek_message
 * @setup  setup_inatomic
 * @digest digest_inatomic
 * @check  check_inatomic
 * @region preempt
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    It may not sleep, so it has nothing to check.
 *
 * @name   inatomic-fault
 * @title  the same, page absent half-way
 * @call   peek_message
 * @setup  setup_inatomic_fault
 * @digest digest_inatomic
 * @check  check_inatomic
 * @region preempt
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x11
 * @why    The fault may not sleep either: it goes to the fix-up at once.
 */
#include <lab_message.h>

/* How many bytes were not there, or -EFAULT for an address that is no user's. */
long peek_message(u8 *to, const u8 __user *from, unsigned long length)
{
	unsigned long left;

	if (!access_ok(from, length))
		return -EFAULT;
	preempt_disable();
	left = __copy_from_user_inatomic(to, from, length);
	preempt_enable();
	return left;
}

void setup_inatomic(unsigned long args[6])
{
	setup_message(args, LAB_USER_BASE + 1, 40);
}

void setup_inatomic_fault(unsigned long args[6])
{
	setup_message(args, lab_user_edge(23), 40);
}

/* What was not copied is zero in one era and as it was in the other. */
unsigned long digest_inatomic(unsigned long result)
{
	return digest_bytes(lab_mix(0, result), message.bytes, 40 - result);
}

/* What follows the bytes that were copied may be cleared or not. */
unsigned long check_inatomic(unsigned long result)
{
	unsigned long as_it_was = wrong_in_message(message_length - result, 0);
	unsigned long cleared = wrong_in_message(message_length - result, result);

	return as_it_was < cleared ? as_it_was : cleared;
}

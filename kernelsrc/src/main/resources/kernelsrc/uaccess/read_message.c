// SPDX-License-Identifier: Apache-2.0
/*
 * @name   read-message
 * @title  copy_from_user of 200 bytes
 * @call   read_message
 * @setup  setup_read_message
 * @digest digest_read_message
 * @check  check_read_message
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    The copy that boot chose, with nothing in its way.
 *
 * @name   read-message-fault
 * @title  copy_from_user, page absent half-way
 * @call   read_message
 * @setup  setup_read_message_fault
 * @digest digest_read_message
 * @check  check_read_message
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x63
 * @why    The remainder is exact, and the tail is zero.
 *
 * @name   read-message-bad
 * @title  copy_from_user from a kernel address
 * @call   read_message
 * @setup  setup_read_message_bad
 * @digest digest_read_message
 * @check  check_read_message
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0xc8
 * @why    Nothing is read, and the whole destination is zero.
 */
#include <lab_message.h>

/* How many bytes could not be read. */
unsigned long read_message(u8 *to, const u8 __user *from, unsigned long length)
{
	return copy_from_user(to, from, length);
}

void setup_read_message(unsigned long args[6])
{
	setup_message(args, LAB_USER_BASE + 5, 200);
}

void setup_read_message_fault(unsigned long args[6])
{
	setup_message(args, lab_user_edge(101), 200);
}

/* There is memory at this address: the start of the direct map, where the lab keeps per-CPU data. */
void setup_read_message_bad(unsigned long args[6])
{
	setup_message(args, 0xffff888000000000UL, 200);
}

unsigned long digest_read_message(unsigned long result)
{
	return digest_message(result);
}

unsigned long check_read_message(unsigned long result)
{
	return wrong_in_message(message_length - result, result);
}

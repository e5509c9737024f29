// SPDX-License-Identifier: Apache-2.0
/*
 * @name   write-reply
 * @title  copy_to_user of 200 bytes
 * @call   write_reply
 * @setup  setup_write_reply
 * @digest digest_write_reply
 * @check  check_write_reply
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    The same copies the other way.
 *
 * @name   write-reply-fault
 * @title  copy_to_user, page absent half-way
 * @call   write_reply
 * @setup  setup_write_reply_fault
 * @digest digest_write_reply
 * @check  check_write_reply
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x63
 * @why    What is there is written to its last byte.
 *
 * @name   write-reply-bad
 * @title  copy_to_user to a kernel address
 * @call   write_reply
 * @setup  setup_write_reply_bad
 * @digest digest_write_reply
 * @check  check_write_reply
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0xc8
 * @why    Nothing is written.
 */
#include <lab_message.h>

/* How many bytes could not be written. */
unsigned long write_reply(const u8 *from, u8 __user *to, unsigned long length)
{
	return copy_to_user(to, from, length);
}

void setup_write_reply(unsigned long args[6])
{
	setup_message(args, lab_user_edge(203), 200);
}

void setup_write_reply_fault(unsigned long args[6])
{
	setup_message(args, lab_user_edge(101), 200);
}

void setup_write_reply_bad(unsigned long args[6])
{
	setup_message(args, 0xffff888000000000UL, 200);
}

unsigned long digest_write_reply(unsigned long result)
{
	return digest_user_edge(result, 203);
}

unsigned long check_write_reply(unsigned long result)
{
	unsigned long i, wrong = wrong_in_message(0, 0);

	for (i = lab_user_edge(256); i < lab_user_edge(0); i++) {
		unsigned long at = i - message_user;

		wrong += !lab_user_holds(i, at < message_length - result ? message_byte(at) : lab_user_byte(i));
	}
	return wrong;
}

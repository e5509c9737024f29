// SPDX-License-Identifier: Apache-2.0
/*
 * @name   clear
 * @title  clear_user of 75 bytes
 * @call   clear_reply
 * @setup  setup_clear
 * @digest digest_clear
 * @check  check_clear
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    Words and bytes, or rep stosb.
 *
 * @name   clear-fault
 * @title  clear_user, page absent after six words
 * @call   clear_reply
 * @setup  setup_clear_fault
 * @digest digest_clear
 * @check  check_clear
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x1b
 * @why    The edge lies between words, where both eras count alike.
 */
#include <lab_message.h>

/* How many bytes could not be cleared. */
unsigned long clear_reply(u8 __user *to, unsigned long length)
{
	return clear_user(to, length);
}

static unsigned long cleared_from;

void setup_clear(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	cleared_from = lab_user_edge(77);
	args[0] = cleared_from;
	args[1] = 75;
}

void setup_clear_fault(unsigned long args[6])
{
	setup_clear(args);
	cleared_from = lab_user_edge(48);
	args[0] = cleared_from;
}

unsigned long digest_clear(unsigned long result)
{
	return digest_user_edge(result, 80);
}

unsigned long check_clear(unsigned long result)
{
	unsigned long i, wrong = 0;

	for (i = lab_user_edge(256); i < lab_user_edge(0); i++)
		wrong += !lab_user_holds(i, i - cleared_from < 75 - result ? 0 : lab_user_byte(i));
	return wrong;
}

// SPDX-License-Identifier: Apache-2.0
/*
 * @name   clear
 * @title  clear_user of 75 bytes
 * @call   clear_reply
 * @setup  setup_clear
 * @digest digest_clear
 * @region user
 * @expect all: = 0x0
 * @why    Words and bytes, or rep stosb.
 *
 * @name   clear-fault
 * @title  clear_user, page absent after six words
 * @call   clear_reply
 * @setup  setup_clear_fault
 * @digest digest_clear
 * @region user
 * @expect all: = 0x1b
 * @why    The edge lies between words, where both eras count alike.
 */
#include <lab_message.h>

/* How many bytes could not be cleared. */
unsigned long clear_reply(u8 __user *to, unsigned long length)
{
	return clear_user(to, length);
}

void setup_clear(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = lab_user_edge(77);
	args[1] = 75;
}

void setup_clear_fault(unsigned long args[6])
{
	setup_clear(args);
	args[0] = lab_user_edge(48);
}

unsigned long digest_clear(unsigned long result)
{
	return digest_user_edge(result, 80);
}

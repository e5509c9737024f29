// SPDX-License-Identifier: Apache-2.0
/*
 * @name   path-name
 * @title  strncpy_from_user of a path
 * @call   get_path
 * @setup  setup_path_name
 * @digest digest_path_name
 * @check  check_path_name
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x13
 * @why    The first thing that open() does: a word at a time, one check.
 *
 * @name   path-name-edge
 * @title  the same, the path ending with its page
 * @call   get_path
 * @setup  setup_path_name_edge
 * @digest digest_path_name
 * @check  check_path_name
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x13
 * @why    The last word is not there, but the string is.
 *
 * @name   path-name-fault
 * @title  the same, the path going on in an absent page
 * @call   get_path
 * @setup  setup_path_name_fault
 * @digest digest_path_name
 * @check  check_path_name
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0xfffffffffffffff2
 * @why    No end is found before the fault.
 */
#include <lab_message.h>

static const char path[] = "/usr/share/doc/leaf";

/* Its length, or -EFAULT. */
long get_path(char *to, const char __user *from, long most)
{
	return strncpy_from_user(to, from, most);
}

static void put_path(unsigned long args[6], unsigned long at)
{
	unsigned int i;

	setup_message(args, at, 64);
	stac();
	for (i = 0; i < sizeof(path) && at + i < LAB_USER_BASE + LAB_USER_SIZE; i++)
		WRITE_ONCE(((char *)at)[i], path[i]);
	clac();
}

void setup_path_name(unsigned long args[6])
{
	put_path(args, LAB_USER_BASE + 3);
}

void setup_path_name_edge(unsigned long args[6])
{
	put_path(args, lab_user_edge(sizeof(path)));
}

void setup_path_name_fault(unsigned long args[6])
{
	put_path(args, lab_user_edge(sizeof(path) - 1));
}

/* The string alone: what follows it in the buffer may be the rest of a word. */
unsigned long digest_path_name(unsigned long result)
{
	return digest_bytes(lab_mix(0, result), message.bytes, (long)result < 0 ? 0 : result);
}

/* The string with its end, and what lies outside the buffer that was offered. */
unsigned long check_path_name(unsigned long result)
{
	unsigned long i, wrong = 0;

	for (i = 0; (long)result >= 0 && i < sizeof(path); i++)
		wrong += message.bytes[i] != (u8)path[i];
	for (i = 0; i < MESSAGE_GUARD; i++)
		wrong += message.before[i] != (u8)(i * 5 + 1);
	for (i = message_length; i < MESSAGE_BYTES; i++)
		wrong += message.bytes[i] != message_byte(i);
	return wrong;
}

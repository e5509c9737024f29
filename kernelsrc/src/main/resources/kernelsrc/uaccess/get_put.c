// SPDX-License-Identifier: Apache-2.0
/*
 * @name   get-put
 * @title  get_user and put_user of 1, 2, 4 and 8 bytes
 * @call   complement_fields
 * @setup  setup_get_put
 * @digest digest_get_put
 * @region user
 * @expect all: = 0x0
 * @why    Eight accesses and eight checks: all there is beside them is moves.
 *
 * @name   get-put-fault
 * @title  the same, the last field absent
 * @call   complement_fields
 * @setup  setup_get_put_fault
 * @digest digest_get_put
 * @region user
 * @expect all: = 0xfffffffffffffff2
 * @why    What was got before the fault is written all the same.
 */
#include <lab_message.h>

struct fields {
	u8 byte;
	u16 word;
	u32 lword;
	u64 quad;
};

/* Complements each field; 0, or -EFAULT if any could not be read or written. */
long complement_fields(struct fields __user *user)
{
	u8 byte;
	u16 word;
	u32 lword;
	u64 quad;
	int err;

	err = get_user(byte, &user->byte);
	err |= get_user(word, &user->word);
	err |= get_user(lword, &user->lword);
	err |= get_user(quad, &user->quad);
	err |= put_user(~byte, &user->byte);
	err |= put_user(~word, &user->word);
	err |= put_user(~lword, &user->lword);
	err |= put_user(~quad, &user->quad);
	return err;
}

void setup_get_put(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = lab_user_edge(64);
}

/* The first byte of the eight is the last that is there. */
void setup_get_put_fault(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	args[0] = lab_user_edge(offsetof(struct fields, quad) + 1);
}

unsigned long digest_get_put(unsigned long result)
{
	return digest_user_edge(result, 64);
}

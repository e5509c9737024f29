// SPDX-License-Identifier: Apache-2.0
/*
 * @name   get-put
 * @title  get_user and put_user of 1, 2, 4 and 8 bytes
 * @call   complement_fields
 * @setup  setup_get_put
 * @digest digest_get_put
 * @check  check_get_put
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    Eight accesses and eight checks: all there is beside them is moves.
 *
 * @name   get-put-fault
 * @title  the same, the last field absent
 * @call   complement_fields
 * @setup  setup_get_put_fault
 * @digest digest_get_put
 * @check  check_get_put
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
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

static unsigned long fields_user;

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
	fields_user = lab_user_edge(64);
	args[0] = fields_user;
}

/* The first byte of the eight is the last that is there. */
void setup_get_put_fault(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	fields_user = lab_user_edge(offsetof(struct fields, quad) + 1);
	args[0] = fields_user;
}

unsigned long digest_get_put(unsigned long result)
{
	return digest_user_edge(result, 64);
}

/* Every field that is there is complemented, and no byte beside one. */
unsigned long check_get_put(unsigned long result)
{
	unsigned long i, wrong = 0, end = (long)result < 0 ? offsetof(struct fields, quad) : sizeof(struct fields);

	for (i = lab_user_edge(256); i < lab_user_edge(0); i++) {
		unsigned long at = i - fields_user;
		bool complemented = at < end && at != offsetof(struct fields, byte) + 1;

		wrong += !lab_user_holds(i, complemented ? ~lab_user_byte(i) : lab_user_byte(i));
	}
	return wrong;
}

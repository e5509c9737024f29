// SPDX-License-Identifier: Apache-2.0
/*
 * @name   copy-words
 * @title  copy_from_user by a word loop
 * @call   copy_request_by_words
 * @setup  setup_copy_words
 * @digest digest_copy_words
 * @check  check_copy_words
 * @region user
 * @expect all: = 0x0 u32
 * @why    The copy is a loop of its own, and the check a small part.
 *
 * @name   copy-words-fault
 * @title  copy_from_user by a word loop, page absent half-way
 * @call   copy_request_by_words
 * @setup  setup_copy_words_fault
 * @digest digest_copy_words
 * @check  check_copy_words
 * @region user
 * @expect all: = 0xfffffff2 u32
 * @why    The remainder is exact, and the tail is zero.
 */
#include <lab_request.h>

/* 0, or -EFAULT with what was there copied and the rest zero. */
int copy_request_by_words(struct request *request, const void __user *from, unsigned long length)
{
	if (length > sizeof(request->payload))
		length = sizeof(request->payload);
	request->length = length;
	if (copy_from_user_by_words(request->payload, from, length))
		return -EFAULT;
	return 0;
}

void setup_copy_words(unsigned long args[6])
{
	setup_request(args, LAB_USER_BASE + 3);
}

/* Thirty bytes are there: three words, and six bytes of the fourth. */
void setup_copy_words_fault(unsigned long args[6])
{
	setup_request(args, LAB_USER_BASE + LAB_USER_SIZE - 30);
}

unsigned long digest_copy_words(unsigned long result)
{
	return digest_request(result);
}

unsigned long check_copy_words(unsigned long result)
{
	(void)result;
	return wrong_in_request() + wrong_when_refused(copy_from_user_by_words)
	       + wrong_when_too_long(copy_request_by_words);
}

// SPDX-License-Identifier: Apache-2.0
/* What an instruction that retired adds to the counts. */
#include "stepper.h"

/* A string instruction with a repeat prefix traps after each iteration. */
static int is_repeat(const uint8_t *code)
{
	int repeat = 0;

	for (;; code++) {
		if (*code == 0xf2 || *code == 0xf3)
			repeat = 1;
		else if (*code != 0x66 && *code != 0x65 && *code != 0x64 && (*code & 0xf0) != 0x40)
			break;
	}
	return repeat && ((*code >= 0xa4 && *code <= 0xa7) || (*code >= 0xaa && *code <= 0xaf));
}

static int is_callee_saved_push(const uint8_t *code)
{
	return code[0] == 0x53 || code[0] == 0x55 || (code[0] == 0x41 && code[1] >= 0x54 && code[1] <= 0x57);
}

static int is_call(const uint8_t *code)
{
	if ((*code & 0xf0) == 0x40 || *code == 0x65)
		code++;
	return code[0] == 0xe8 || (code[0] == 0xff && (code[1] >> 3 & 7) == 2);
}

/* The function's own code is what runs while no call of its own is open: its return address is below entry. */
void count(struct counts *counts, const struct user_regs_struct *before,
		  const struct user_regs_struct *after, uint64_t entry, uint64_t *callee)
{
	const uint8_t *code = (const uint8_t *)before->rip;
	/* On another stack, a coroutine's say, nothing is deep. */
	unsigned long depth = entry - after->rsp > stack_size ? 0 : entry - after->rsp;

	if (after->rip == before->rip && is_repeat(code)) {
		counts->rep++;
		return;
	}
	counts->rep += is_repeat(code) && before->rcx != 0;
	counts->instructions++;
	counts->calls += is_call(code);
	if (depth > counts->total)
		counts->total = depth;
	if (*callee) {
		if (after->rsp > *callee)
			*callee = 0;
		return;
	}
	counts->own++;
	counts->pushes += is_callee_saved_push(code);
	if (is_call(code)) {
		*callee = after->rsp;
		return;
	}
	if (depth > counts->stack)
		counts->stack = depth;
}

// SPDX-License-Identifier: Apache-2.0
/* What an instruction that retired adds to the counts. */
#include "stepper.h"

/* The function's own code is what runs while no call of its own is open: its return address is below entry. */
void count(struct counts *counts, const uint8_t *code, const struct user_regs_struct *before,
	   const struct user_regs_struct *after, uint64_t entry, uint64_t *callee)
{
	/* On another stack, a coroutine's say, nothing is deep. */
	unsigned long depth = entry - after->rsp > stack_size ? 0 : entry - after->rsp;

	if (after->rip == before->rip && is_repeat(code)) {
		counts->rep++;
		return;
	}
	counts->rep += is_repeat(code) && repeat_counter(code, before->rcx) != 0;
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

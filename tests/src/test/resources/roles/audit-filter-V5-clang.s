# audit_filter under V5 by clang 14.0
	.text
	.p2align 4
	.globl audit_filter
	.type audit_filter, @function
audit_filter:
	xorl %eax, %eax                              # payload: the result is 0 so far, and the filter may be off
	cmpl $0, (%rdi)                              # payload: the result is 0 so far, and the filter may be off
	jne .LBB0_1                                  # payload: the result is 0 so far, and the filter may be off
.LBB0_8:
	retq                                         # call linkage: returns
.LBB0_1:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	addq $8, %rdi                                # payload: walks the rules
	movq %rdi, %rax                              # payload: walks the rules
.LBB0_2:
	movq (%rax), %rax                            # payload: walks the rules
	cmpq %rdi, %rax                              # payload: walks the rules
	je .LBB0_3                                   # payload: walks the rules
	cmpl %esi, 16(%rax)                          # payload: walks the rules
	jne .LBB0_2                                  # payload: walks the rules
	movl 20(%rax), %eax                          # payload: walks the rules
	jmp .LBB0_6                                  # payload: walks the rules
.LBB0_3:
	xorl %eax, %eax                              # payload: walks the rules
.LBB0_6:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	jne .LBB0_8                                  # resched test: jumps on the decrement's flags
	callq ___preempt_schedule                    # call linkage: calls the thunk
	retq                                         # call linkage: returns
	.size audit_filter, .-audit_filter

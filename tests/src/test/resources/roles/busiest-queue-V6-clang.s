# busiest_queue under V6 by clang 14.0
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	testl %esi, %esi                             # payload: begins the loop
	jle .LBB0_1                                  # payload: begins the loop
	movl %esi, %r8d                              # payload: begins the loop
	movl $-1, %eax                               # payload: begins the loop
	xorl %esi, %esi                              # payload: begins the loop
	xorl %r9d, %r9d                              # payload: begins the loop
	.p2align	4, 0x90
.LBB0_3:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	movq (%rdi), %rcx                            # payload: looks at a queue
	testq %rcx, %rcx                             # payload: looks at a queue
	je .LBB0_5                                   # payload: looks at a queue
	movl (%rcx), %ecx                            # payload: looks at a queue
	cmpl %r9d, %ecx                              # payload: looks at a queue
	cmoval %esi, %eax                            # payload: looks at a queue
	cmoval %ecx, %r9d                            # payload: looks at a queue
.LBB0_5:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .LBB0_6                                   # resched test: jumps on the decrement's flags
.LBB0_7:
	addq $1, %rsi                                # payload: the next queue
	addq $16, %rdi                               # payload: the next queue
	cmpq %rsi, %r8                               # payload: the next queue
	jne .LBB0_3                                  # payload: the next queue
	jmp .LBB0_8                                  # payload: the next queue
.LBB0_6:
	callq __SCT__preempt_schedule                # call linkage: calls the trampoline
	jmp .LBB0_7                                  # resched test: the way back from it
.LBB0_8:
	movl %r9d, (%rdx)                            # payload: stores the depth
	retq                                         # call linkage: returns
.LBB0_1:
	xorl %r9d, %r9d                              # payload: no queue
	movl $-1, %eax                               # payload: no queue
	movl %r9d, (%rdx)                            # payload: no queue
	retq                                         # call linkage: returns
	.size busiest_queue, .-busiest_queue

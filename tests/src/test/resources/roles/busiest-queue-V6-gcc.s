# busiest_queue under V6 by gcc 12.2
	.text
	.p2align 4
	.globl busiest_queue
	.type busiest_queue, @function
busiest_queue:
	.cfi_startproc
	xorl %r8d, %r8d                              # payload: begins the loop
	movl $-1, %r9d                               # payload: begins the loop
	testl %esi, %esi                             # payload: begins the loop
	jle .L2                                      # payload: begins the loop
	xorl %eax, %eax                              # payload: begins the loop
	.p2align	4,,10
	.p2align	3
.L5:
	incl %gs:__preempt_count(%rip)               # preempt count: a region begins
	movq (%rdi), %rcx                            # payload: looks at a queue; no callee-saved register is in use
	testq %rcx, %rcx                             # payload: looks at a queue; no callee-saved register is in use
	je .L3                                       # payload: looks at a queue; no callee-saved register is in use
	movl (%rcx), %ecx                            # payload: looks at a queue; no callee-saved register is in use
	cmpl %ecx, %r8d                              # payload: looks at a queue; no callee-saved register is in use
	jnb .L3                                      # payload: looks at a queue; no callee-saved register is in use
	movl %ecx, %r8d                              # payload: looks at a queue; no callee-saved register is in use
	movl %eax, %r9d                              # payload: looks at a queue; no callee-saved register is in use
.L3:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .L15                                      # resched test: jumps on the decrement's flags
.L4:
	addl $1, %eax                                # payload: the next queue, and the result
	addq $16, %rdi                               # payload: the next queue, and the result
	cmpl %eax, %esi                              # payload: the next queue, and the result
	jne .L5                                      # payload: the next queue, and the result
.L2:
	movl %r8d, (%rdx)                            # payload: the next queue, and the result
	movl %r9d, %eax                              # payload: the next queue, and the result
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L15:
	call __SCT__preempt_schedule                 # call linkage: calls the trampoline
	jmp .L4                                      # resched test: the way back from it
	.cfi_endproc
	.size busiest_queue, .-busiest_queue

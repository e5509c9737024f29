# net_get under V1 by clang 14.0
	.text
	.p2align 4
	.globl net_get
	.type net_get, @function
net_get:
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movq %rsp, %rax                              # thread_info: thread_info by the mask
	andq $-8192, %rax                            # thread_info: thread_info by the mask
	addl $1, 28(%rax)                            # preempt count: the region begins
	movq 8(%rdi), %r14                           # payload: increments unless zero
	movl (%r14), %eax                            # payload: increments unless zero
	.p2align	4, 0x90
.LBB0_1:
	movl %eax, %ebx                              # payload: increments unless zero
	testl %eax, %eax                             # payload: increments unless zero
	je .LBB0_3                                   # payload: increments unless zero
	leal 1(%rbx), %ecx                           # payload: increments unless zero
	movl %ebx, %eax                              # payload: increments unless zero
	lock cmpxchgl %ecx, (%r14)                   # payload: increments unless zero
	jne .LBB0_1                                  # payload: increments unless zero
.LBB0_3:
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for count and flag
	movq %rsp, %rcx                              # thread_info: thread_info by the mask, for count and flag
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for count and flag
	addl $-1, 28(%rax)                           # preempt count: the region ends
	andq $-8192, %rcx                            # thread_info: the mask, for the flag
	testl $8, 16(%rcx)                           # resched test: the flag, and the jump on it
	jne .LBB0_4                                  # resched test: the flag, and the jump on it
.LBB0_5:
	xorl %eax, %eax                              # payload: NULL if the counter was zero
	testl %ebx, %ebx                             # payload: NULL if the counter was zero
	cmoveq %rax, %r14                            # payload: NULL if the counter was zero
	movq %r14, %rax                              # payload: hands over the result: rax was in use for the function's own work meanwhile, call or no call
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_4:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_5                                  # resched test: the way back from it
	.size net_get, .-net_get
